import type { KnownBlock } from '@slack/types';
import { type Checklist, isSafe, openItems } from '../../cleanup/checklist/checklist.ts';
import { ACTION } from '../ids.ts';
import { type ButtonSpec, buttons } from './message.ts';
import { cut, type Line, type Part } from './rich.ts';

/** Tasks of other accounts cannot be asked for; this is said once, not as a doubt on every item. */
export const BLIND_SPOT = 'Tasks of accounts that I have no key for are not seen.';

const MOST_LOOKS = 3;
/** Looks so near to each other, promised after two removals in a row, are one to people. */
const ONE_LOOK_MS = 10 * 60_000;

function nextLooks({ looks }: Checklist, now: number): Line[] {
  const next = looks
    .filter((time) => time > now)
    .filter((time, at, all) => at === 0 || time - (all[at - 1] ?? time) > ONE_LOOK_MS)
    .slice(0, MOST_LOOKS);
  if (next.length === 0) return [];
  const before = (index: number) => (index === 0 ? 'Next look ' : index === next.length - 1 ? ' and ' : ', ');
  const parts = next.flatMap((at, index): Part[] => [before(index), { at }]);
  return [[...parts, '.']];
}

/** How many items "Remove all safe" would ask about. */
export function safeCount({ items }: Checklist): number {
  return items.filter(isSafe).length;
}

/** When it is looked again, until when nobody is reminded, and where was searched for others who need something. */
export function footLines(checklist: Checklist, now: number): Line[] {
  const { quietUntil, searched } = checklist;
  const isDone = openItems(checklist).length === 0;
  const quiet: Line[] =
    !isDone && quietUntil !== null && quietUntil > now ? [['Quiet until ', { at: quietUntil }, '.']] : [];
  const where: Line[] = searched === null ? [] : [[`Looked for other tasks in ${cut(searched, 600)}.`]];
  return [...nextLooks(checklist, now), ...quiet, ...where, [BLIND_SPOT]];
}

/** What can be done about the list as a whole. */
export function footButtons(checklist: Checklist, withoutButtons: number): KnownBlock[] {
  const { id, items } = checklist;
  const open = openItems(checklist).length;
  const safe = safeCount(checklist);
  const may: readonly [boolean, string, string][] = [
    [safe > 0, ACTION.removeAll, `Remove all safe: ${safe}`],
    [open > 0, ACTION.takeList, 'Take it'],
    [open > 0 || items.some(({ place }) => place !== null), ACTION.lookAgain, 'Look again'],
    [open > 0, ACTION.snoozeList, 'Snooze'],
    [withoutButtons > 0, ACTION.showAll, 'Show all'],
  ];
  const specs = may.flatMap(([is, action, label]): ButtonSpec[] =>
    is ? [{ id: action, label, value: id }] : [],
  );
  return buttons(`list.${id}.${items.length}.${open}.${safe}`, specs);
}
