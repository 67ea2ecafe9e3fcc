import { type Task, taskKey, titleOf } from '../../lifecycle/task.ts';
import type { Deed } from '../../policy/ports.ts';
import type { Hindrance } from '../../policy/rights.ts';
import { hindranceParts } from './hindrance.ts';
import { LIMIT, type Message } from './message.ts';
import { cut, type Line, rich, shorten, speak } from './rich.ts';
import { labelled } from './task-lines.ts';

/** Something that was not offered, and why. */
export interface LeftOut {
  readonly deed: Deed;
  readonly task: Task;
  readonly hindrance: Hindrance;
}

const WORDS: Readonly<Record<Deed, string>> = {
  terminate: 'End',
  'force-terminate': 'End by force',
  release: 'Release',
  pause: 'Pause',
  resume: 'Resume',
  cleanup: 'Clean-up',
  hold: 'Hold',
  freeze: 'Freeze',
};

const MOST_LINES = 6;
const MOST_TITLES = 3;

/** "End by force (crm-feed, audit-changes and 2 more)"; without the tasks where all that are shown are meant. */
function labelOf(deed: Deed, tasks: readonly Task[], offered: number): string {
  const titles = new Map(tasks.map((task) => [taskKey(task), cut(titleOf(task), 40)]));
  if (titles.size >= offered) return WORDS[deed];
  const more = titles.size - MOST_TITLES;
  const shown = [...titles.values()].slice(0, MOST_TITLES).join(', ');
  return `${WORDS[deed]} (${shown}${more > 0 ? ` and ${more} more` : ''})`;
}

/** One line for each deed and reason: what is not offered, and who may. `offered` is of how many tasks the message is. */
function leftOutLines(leftOut: readonly LeftOut[], offered: number): Line[] {
  const groups = new Map<string, LeftOut[]>();
  for (const one of leftOut) {
    const key = JSON.stringify([one.deed, one.hindrance]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const lines = [...groups.values()].flatMap((group): Line[] => {
    const [first] = group;
    if (first === undefined) return [];
    const tasks = group.map(({ task }) => task);
    return [labelled(labelOf(first.deed, tasks, offered), false, ...hindranceParts(first.hindrance), '.')];
  });
  const more = lines.length - MOST_LINES;
  return more > 0 ? [...lines.slice(0, MOST_LINES), [`and ${more} more that are not offered`]] : lines;
}

/** A message with what it does not offer, and who may, at its end. */
export function withLeftOut(message: Message, leftOut: readonly LeftOut[], offered: number): Message {
  if (leftOut.length === 0) return message;
  const lines = leftOutLines(leftOut, offered);
  return {
    text: shorten(`${message.text}\n${speak(lines)}`, LIMIT.text),
    blocks: [...message.blocks, rich(lines)],
  };
}
