import { splitReason, unquote } from './parse-words.ts';

/** A brake that was typed. What is missing is `null`, and is asked for in the answer. */
export type TypedBrake =
  | {
      readonly kind: 'hold';
      readonly task: string;
      /** What stood behind "until"; `null` without the word. */
      readonly until: string | null;
      readonly reason: string | null;
    }
  | { readonly kind: 'unhold'; readonly task: string }
  | { readonly kind: 'freeze'; readonly everything: boolean; readonly reason: string | null }
  | { readonly kind: 'unfreeze'; readonly everything: boolean }
  | { readonly kind: 'holds' }
  | { readonly kind: 'missing-task'; readonly verb: string };

export const BRAKE_WORDS: readonly string[] = ['hold', 'unhold', 'freeze', 'unfreeze', 'holds'];

const QUOTED =
  /^(["'`\u201c\u201e\u2018\u00ab].*?["'`\u201d\u201c\u2019\u00bb])(?:\s+until(?:\s+(.*))?)?$/isu;
const UNTIL = /^(.*)\s+until(?:\s+(.*))?$/isu;

/** The words before the reason; a "because" without a reason behind it is no part of them. */
function headAndReason(rest: string): { head: string; reason: string | null } {
  const { head, reason } = splitReason(rest);
  return { head: reason === null ? head.replace(/\s+because$/iu, '') : head, reason };
}

/** Splits "TASK until WHEN" at the last "until"; a task in quotes may have the word in its name. */
function taskAndUntil(head: string): { task: string; until: string | null } {
  if (/^until\b/iu.test(head)) return { task: '', until: null };
  const found = QUOTED.exec(head) ?? UNTIL.exec(head);
  if (found === null) return { task: unquote(head), until: null };
  const said = /\suntil(?:\s|$)/iu.test(head.slice((found[1] ?? '').length));
  return { task: unquote(found[1] ?? ''), until: said ? (found[2] ?? '').trim() : null };
}

function isEverything(words: string): boolean {
  return unquote(words).toLowerCase() === 'everything';
}

/** Reads `hold`, `unhold`, `freeze`, `unfreeze` and `holds`; `null` where the verb is none of them. */
export function parseBrake(verb: string, rest: string): TypedBrake | null {
  const { head, reason } = headAndReason(rest);
  switch (verb) {
    case 'holds':
      return { kind: 'holds' };
    case 'freeze':
      return { kind: 'freeze', everything: isEverything(head), reason };
    case 'unfreeze':
      return { kind: 'unfreeze', everything: isEverything(head) };
    case 'unhold':
      return head === '' ? { kind: 'missing-task', verb } : { kind: 'unhold', task: unquote(head) };
    case 'hold': {
      const { task, until } = taskAndUntil(head);
      return task === '' ? { kind: 'missing-task', verb } : { kind: 'hold', task, until, reason };
    }
    default:
      return null;
  }
}
