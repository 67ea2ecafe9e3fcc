import type { Task } from '../lifecycle/task.ts';
import type { Deed, Rule } from './ports.ts';

/** As much of a task as a rule can look at. */
export type Named = Pick<Task, 'account' | 'taskId' | 'instanceId' | 'name'>;

/** Whether a rule speaks of this action on this task, whoever asks and wherever. */
export function isAbout(rule: Rule, deed: Deed, task: Named): boolean {
  if (!rule.allow.includes(deed)) return false;
  if (rule.accounts !== null && !rule.accounts.includes(task.account)) return false;
  return rule.tasks === null || rule.tasks.some((pattern) => isNamedLike(task, pattern));
}

/** Whether a rule counts in this channel. A rule with channels counts nowhere else, not even outside of channels. */
export function countsIn(rule: Rule, channelId: string | null): boolean {
  return rule.channels === null || (channelId !== null && rule.channels.includes(channelId));
}

/** Whether one of a task's ids, or its name, is like the pattern: `*` is any text, `?` one letter; case is ignored. */
function isNamedLike(task: Named, pattern: string): boolean {
  const like = new RegExp(`^${[...pattern.replace(/\*+/g, '*')].map(inRegExp).join('')}$`, 'isu');
  return [task.taskId, task.instanceId, task.name].some((name) => name !== null && like.test(name));
}

function inRegExp(letter: string): string {
  if (letter === '*') return '.*';
  if (letter === '?') return '.';
  return letter.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}
