import type { KnownBlock } from '@slack/types';
import { type Checklist, type Item, isClosed } from '../../cleanup/checklist/checklist.ts';
import type { Moment } from '../room.ts';
import { itemButtons } from './item-buttons.ts';
import { itemLines, shortLine } from './item-lines.ts';
import { buttons } from './message.ts';
import { type Line, rich, speak } from './rich.ts';

/** The items of a checklist as far as Slack lets them be shown. */
export interface Rows {
  readonly blocks: readonly KnownBlock[];
  readonly lines: readonly Line[];
  /** How many open items are shown without their buttons. */
  readonly withoutButtons: number;
}

interface Row {
  readonly blocks: readonly KnownBlock[];
  readonly lines: readonly Line[];
  readonly length: number;
}

/** Title, head, foot and its buttons need the rest of Slack's fifty blocks. */
const MOST_BLOCKS = 42;
/** Slack refuses a message of more than about 13,000 characters; title, head and foot need some of them. */
const MOST_TEXT = 9_000;
/** Kept for the short lines where not every item has room. */
const SHORT_TEXT = 3_500;
const BUTTON_TEXT = 40;

function lengthOf(lines: readonly Line[]): number {
  return speak(lines).length;
}

/** An item with its buttons: one block, or two. */
export function itemRow(item: Item, moment: Moment): Row {
  const lines = itemLines(item);
  const row = buttons(`item.${item.id}.${item.state}`, itemButtons(item, moment));
  return { lines, blocks: [rich(lines), ...row], length: lengthOf(lines) + BUTTON_TEXT };
}

/** The first rows that have room. */
function thatFit(rows: readonly Row[], blocks: number, text: number): readonly Row[] {
  let [blocksLeft, textLeft] = [blocks, text];
  const end = rows.findIndex((row) => {
    blocksLeft -= row.blocks.length;
    textLeft -= row.length;
    return blocksLeft < 0 || textLeft < 0;
  });
  return end === -1 ? rows : rows.slice(0, end);
}

/** As many short lines as have room, and how many have none. */
function shortLines(items: readonly Item[], room: number): Line[] {
  const lines: Line[] = [];
  let left = room;
  for (const item of items) {
    const line = shortLine(item);
    left -= lengthOf([line]) + 1;
    if (left < 0) return [...lines, [`and ${items.length - lines.length} more`]];
    lines.push(line);
  }
  return lines;
}

function inWhole(rows: readonly Row[]): Rows {
  return {
    blocks: rows.flatMap((row) => row.blocks),
    lines: rows.flatMap((row) => row.lines),
    withoutButtons: 0,
  };
}

/** Where there are too many: what is open first, urgent before the rest, with buttons as far as there is room. */
function shortened(items: readonly Item[], moment: Moment): Rows {
  const open = items
    .filter((item) => !isClosed(item))
    .toSorted((one, other) => Number(other.urgent) - Number(one.urgent));
  const closed = items.filter(isClosed);
  const rows = thatFit(
    open.map((item) => itemRow(item, moment)),
    MOST_BLOCKS - 2,
    MOST_TEXT - SHORT_TEXT,
  );
  const rest = open.slice(rows.length);
  const share =
    rest.length === 0 ? 0 : SHORT_TEXT * Math.max(0.5, rest.length / (rest.length + closed.length));
  const more: Line[] =
    rest.length === 0
      ? []
      : [
          [{ bold: `${rest.length} more to do` }, '; "Show all" has their buttons:'],
          ...shortLines(rest, share - 100),
        ];
  const done: Line[] =
    closed.length === 0
      ? []
      : [[{ bold: `${closed.length} closed` }], ...shortLines(closed, SHORT_TEXT - share - 100)];
  const whole = inWhole(rows);
  return {
    blocks: [
      ...whole.blocks,
      ...[more, done].filter((lines) => lines.length > 0).map((lines) => rich(lines)),
    ],
    lines: [...whole.lines, ...more, ...done],
    withoutButtons: rest.length,
  };
}

/** Every item in the order of its number where there is room; else what is open first, and the rest in short lines. */
export function checklistRows({ items }: Checklist, moment: Moment): Rows {
  const rows = items.map((item) => itemRow(item, moment));
  return thatFit(rows, MOST_BLOCKS, MOST_TEXT).length === rows.length
    ? inWhole(rows)
    : shortened(items, moment);
}
