import type { Task } from '../lifecycle/task.ts';
import type { Deed, Rule } from './ports.ts';

/** As much of a task as a rule can look at. */
export type Named = Pick<Task, 'account' | 'taskId' | 'instanceId' | 'name' | 'tags'>;

/** Which side of a rule speaks of something else. */
export type Mismatch = 'action' | 'account' | 'task' | 'tags' | 'channel';

/**
 * Why a rule does not speak of this action on this task, whoever asks; `null` where it does. What the cloud does
 * not show is taken against the person: tags that are not shown fit no `allow` and every `deny`.
 */
export function mismatchWith(rule: Rule, deed: Deed, task: Named): Mismatch | null {
  if (!rule.deeds.includes(deed)) return 'action';
  if (rule.accounts !== null && !rule.accounts.includes(task.account)) return 'account';
  if (rule.tasks !== null && !rule.tasks.some((pattern) => isNamedLike(task, pattern))) return 'task';
  return hasTags(rule, task.tags) ? null : 'tags';
}

/**
 * Whether a rule counts in this channel. One that allows something in channels counts nowhere else, not even
 * outside of channels; one that denies something counts wherever it is not known to be another channel.
 */
export function countsIn(rule: Rule, channelId: string | null): boolean {
  if (rule.channels === null) return true;
  if (channelId === null) return rule.effect === 'deny';
  return rule.channels.includes(channelId);
}

function hasTags(rule: Rule, shown: Named['tags']): boolean {
  if (rule.tags === null) return true;
  // A task that was kept before tags were read has none.
  const tags = shown ?? null;
  if (tags === null) return rule.effect === 'deny';
  return Object.entries(rule.tags).every(([key, pattern]) => {
    const value = Object.hasOwn(tags, key) ? tags[key] : undefined;
    return value !== undefined && isLike(value, pattern);
  });
}

function isNamedLike(task: Named, pattern: string): boolean {
  return [task.taskId, task.instanceId, task.name].some((name) => name !== null && isLike(name, pattern));
}

/** Whether a text is like a pattern: `*` is any text, `?` one letter; case is ignored. */
function isLike(text: string, pattern: string): boolean {
  return new RegExp(`^${[...pattern.replace(/\*+/g, '*')].map(inRegExp).join('')}$`, 'isu').test(text);
}

function inRegExp(letter: string): string {
  if (letter === '*') return '.*';
  if (letter === '?') return '.';
  return letter.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
