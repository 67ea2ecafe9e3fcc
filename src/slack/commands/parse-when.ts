import { unquote } from './parse-words.ts';

/** A task, and the time behind it as it is read: "02:00 Europe/Berlin", "in 3h"; `null` where none was typed. */
export interface TaskAndWhen {
  readonly task: string;
  readonly when: string | null;
}

const QUOTED =
  /^(["'`\u201c\u201e\u2018\u00ab].*?["'`\u201d\u201c\u2019\u00bb])(?:\s+(?:at\s+)?(at|in)\s+(.*))?$/isu;
const LAST = /^(?:(.*?)\s+)?(?:at\s+)?(at|in)\s+((?:(?!\s(?:at|in)\s).)*)$/isu;
/** A digit, or a day's name: a person who types that behind "at" means a time, right or wrong. */
const LIKE_A_TIME = /^(?:\d|(?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b)/iu;

function asTyped(word: string, rest: string): string {
  return word.toLowerCase() === 'in' ? `in ${rest.trim()}` : rest.trim();
}

/**
 * Splits "TASK at WHEN" and "TASK in 3h" at the last "at" or "in" that has something like a time behind it. A task in
 * quotes may have such words in its name.
 */
export function taskAndWhen(head: string): TaskAndWhen {
  const quoted = QUOTED.exec(head);
  if (quoted !== null) {
    const [, task = '', word, rest = ''] = quoted;
    return { task: unquote(task), when: word === undefined ? null : asTyped(word, rest) };
  }
  const [, task = '', word = '', rest = ''] = LAST.exec(head) ?? [];
  const isTime = word.toLowerCase() === 'in' ? /^\d/.test(rest) : LIKE_A_TIME.test(rest);
  return isTime ? { task: unquote(task), when: asTyped(word, rest) } : { task: unquote(head), when: null };
}
