import {
  type Checklist,
  type Item,
  type ItemState,
  isClosed,
  openItems,
} from '../../cleanup/checklist/checklist.ts';
import { awaitsFirstLook } from '../../cleanup/leftovers/draft.ts';
import type { Moment } from '../room.ts';
import { footButtons, footLines } from './checklist-foot.ts';
import { checklistRows } from './checklist-rows.ts';
import { numberOf } from './item-lines.ts';
import { type Message, message } from './message.ts';
import { type Line, rich } from './rich.ts';
import { titleWithDirection } from './task-lines.ts';

/** "CLEAN-UP orders-prod: 1 of 5": what is closed, of all. */
export function checklistTitle(checklist: Checklist): string {
  const total = checklist.items.length;
  return `CLEAN-UP ${titleWithDirection(checklist.task)}: ${total - openItems(checklist).length} of ${total}`;
}

/** The states in which something is left to do, in the order of the summary. */
const LEFT: readonly (readonly [ItemState, string])[] = [
  ['open', 'open'],
  ['blocked', 'blocked'],
  ['unknown', 'unknown'],
  ['removing', 'being removed'],
  ['by-hand', 'by hand'],
  ['could-not-look', 'could not look'],
];

/** "1 open, 2 by hand" of what is left to do; empty where nothing is. */
export function leftWords({ items }: Checklist): string {
  const waiting = items.filter(awaitsFirstLook).length;
  const judged = items.filter((item) => !awaitsFirstLook(item));
  const left = LEFT.flatMap(([state, words]) => {
    const count = judged.filter((item) => item.state === state).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return [...left, ...(waiting === 0 ? [] : [`${waiting} not looked yet`])].join(', ');
}

/** "1 to 3, 7" of the numbers of some items. */
function numbersOf(items: readonly Item[]): string {
  const runs: { from: number; to: number }[] = [];
  for (const number of items.map((item) => Number(numberOf(item))).toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && number === last.to + 1) last.to = number;
    else runs.push({ from: number, to: number });
  }
  return runs
    .map(({ from, to }) =>
      from === to ? `${from}` : to === from + 1 ? `${from}, ${to}` : `${from} to ${to}`,
    )
    .join(', ');
}

/** A look takes less; what was seen longer before its end was not seen in it. */
const LOOK_TAKES_MS = 60_000;

/** What is closed by an earlier look, and did not answer in the last one: it stays closed, and says so. */
export function notSeenNow({ items, lookedAt }: Checklist): readonly Item[] {
  if (lookedAt === null) return [];
  return items.filter(
    ({ place, seenAt, state }) =>
      (state === 'gone' || state === 'neutralised') &&
      place !== null &&
      seenAt !== null &&
      seenAt < lookedAt - LOOK_TAKES_MS,
  );
}

/** The summary: whose list it is, when it was looked, what is left, and what is urgent. */
function headLines(checklist: Checklist): Line[] {
  const { owner, lookedAt, items } = checklist;
  const looked: Line =
    lookedAt === null ? [', not looked yet: the first look comes at once'] : [', looked ', { at: lookedAt }];
  const left = leftWords(checklist);
  const urgent = items.filter((item) => item.urgent && !isClosed(item));
  const unseen = notSeenNow(checklist);
  return [
    ['Owner ', { who: owner }, ...looked, left === '' ? '. All done.' : `. To do: ${left}`],
    ...(urgent.length === 0 ? [] : [[{ bold: `Urgent: ${numbersOf(urgent)}` }]]),
    ...(unseen.length === 0
      ? []
      : [[{ bold: `No answer in the last look: ${numbersOf(unseen)}` }, '; what is shown was seen before']]),
  ];
}

/** The checklist as it is now: what is left, item by item, and what can be done about it. */
export function checklistMessage(checklist: Checklist, moment: Moment): Message {
  const title = checklistTitle(checklist);
  const head = headLines(checklist);
  const rows = checklistRows(checklist, moment);
  const foot = footLines(checklist, moment.now);
  const { text } = message(title, [...head, ...rows.lines, ...foot]);
  return {
    text,
    blocks: [
      ...message(title, head).blocks,
      ...rows.blocks,
      rich(foot),
      ...footButtons(checklist, rows.withoutButtons),
    ],
  };
}
