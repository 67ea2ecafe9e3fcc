import type { Place, SoFar } from '../../lifecycle/listing.ts';
import { inListOrder, PAGE_SIZE, stateLine, taskCount } from './list.ts';
import { type Message, message } from './message.ts';
import { unreachedLines } from './problem.ts';
import { cut, type Line } from './rich.ts';

const MOST_PLACES = 4;

function pendingLines(pending: readonly Place[]): Line[] {
  if (pending.length === 0) return [];
  const named = pending.slice(0, MOST_PLACES).map(({ account, region }) => `${account} ${region}`);
  const more = pending.length - named.length;
  return [[`Not done yet: ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}.`]];
}

/**
 * The first results of a list that is still being read, in the order of the list. It has no buttons: what stands where
 * changes until the list is whole. `soFar` has only tasks that are wanted; `words` are what they were picked by.
 */
export function listSoFarMessage(soFar: SoFar, words: string): Message {
  const { tasks, looked, pending } = soFar;
  const about = words === '' ? '' : ` with "${cut(words, 60)}"`;
  const count = tasks.length === 0 ? `no tasks${about} yet` : `${taskCount(tasks)}${about}, failing first`;
  const places = looked.length + pending.length;
  const shown = inListOrder(tasks).slice(0, PAGE_SIZE);
  return message(null, [
    [`Still looking: ${looked.length} of ${places} places done, ${count}.`],
    ...pendingLines(pending),
    ...unreachedLines(looked),
    ...shown.map((task): Line => [...stateLine(task), `, ${task.account}, ${task.region}`]),
    ['This is not all yet, so it has no buttons. The whole list follows.'],
  ]);
}
