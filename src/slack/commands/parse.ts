import type { Action } from '../../lifecycle/task.ts';
import { BRAKE_WORDS, parseBrake, type TypedBrake } from './parse-brakes.ts';
import { taskAndWhen } from './parse-when.ts';
import { splitReason, taskAndReason, unquote } from './parse-words.ts';

/** What a person typed, understood. */
export type Typed =
  | { readonly kind: 'help' }
  | { readonly kind: 'list'; readonly words: string }
  | { readonly kind: 'show'; readonly task: string }
  | { readonly kind: 'cleanup'; readonly task: string }
  | { readonly kind: 'undo'; readonly task: string }
  | { readonly kind: 'scheduled' }
  | TypedBrake
  | {
      readonly kind: 'action';
      readonly action: Action;
      readonly task: string;
      readonly reason: string | null;
      /** The time that was typed behind the task; left out where none was. */
      readonly when?: string;
    }
  | { readonly kind: 'missing-task'; readonly verb: string }
  | { readonly kind: 'unknown'; readonly words: string; readonly nearest: string | null };

const ACTION_WORDS: Readonly<Record<string, Action>> = {
  terminate: 'terminate',
  stop: 'terminate',
  end: 'terminate',
  'force-terminate': 'force-terminate',
  'force-stop': 'force-terminate',
  release: 'release',
  pause: 'pause',
  resume: 'resume',
};

/** The messages say CLEAN-UP, so that is typed too. */
const CLEANUP_WORDS: ReadonlyMap<string, 'cleanup' | 'undo'> = new Map([
  ['cleanup', 'cleanup'],
  ['clean-up', 'cleanup'],
  ['undo', 'undo'],
]);

const VERBS = [
  ...Object.keys(ACTION_WORDS),
  'list',
  'show',
  'cleanup',
  'undo',
  ...BRAKE_WORDS,
  'scheduled',
  'help',
];

/** How many letters must change to make one word of the other (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

function nearestVerb(word: string): string | null {
  const ranked = VERBS.map((verb) => ({ verb, far: distance(word, verb) })).sort((a, b) => a.far - b.far);
  const best = ranked[0];
  return best !== undefined && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.verb : null;
}

/** Slack sends typed `<`, `>` and `&` escaped; what a person typed is what is looked for. */
function unescapeSlack(text: string): string {
  return text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&');
}

/** Reads what was typed behind a slash command. Nothing typed is the list. */
export function parseCommand(text: string): Typed {
  const words = unescapeSlack(text).trim();
  if (words === '') return { kind: 'list', words: '' };
  const [first = ''] = words.split(/\s+/);
  const verb = first.toLowerCase();
  const rest = words.slice(first.length).trim();
  if (verb === 'help' || verb === '?') return { kind: 'help' };
  if (verb === 'scheduled') return { kind: verb };
  if (verb === 'list') return { kind: 'list', words: rest };
  if (verb === 'show')
    return rest === '' ? { kind: 'missing-task', verb } : { kind: verb, task: unquote(rest) };
  const cleanup = CLEANUP_WORDS.get(verb);
  if (cleanup !== undefined) {
    // Nothing is changed by these, so a reason that comes along is for the form that asks for one.
    const { task } = taskAndReason(rest);
    return task === '' ? { kind: 'missing-task', verb: cleanup } : { kind: cleanup, task };
  }
  const brake = parseBrake(verb, rest);
  if (brake !== null) return brake;
  const action = Object.hasOwn(ACTION_WORDS, verb) ? ACTION_WORDS[verb] : undefined;
  if (action === undefined) return { kind: 'unknown', words, nearest: nearestVerb(verb) };
  const { head, reason } = splitReason(rest);
  const { task, when } = taskAndWhen(head);
  if (task === '') return { kind: 'missing-task', verb };
  return { kind: 'action', action, task, reason, ...(when === null ? {} : { when }) };
}
