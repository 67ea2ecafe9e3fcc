import type { KnownBlock } from '@slack/types';
import { type Checklist, type Item, type ItemState, openItems } from '../../cleanup/checklist.ts';
import { ACTION } from '../ids.ts';
import { type ButtonSpec, buttons, type Message, message } from './message.ts';
import { cut, type Line, rich } from './rich.ts';
import { titleWithDirection } from './task-lines.ts';

const STATE: Readonly<Record<ItemState, string>> = {
  'by-hand': 'BY HAND',
  'could-not-look': 'COULD NOT LOOK',
  'signed-off': 'SIGNED OFF',
};

/** Each item takes two blocks; header, foot and the "more" line need the rest of Slack's fifty. */
const MOST_ITEMS = 20;

function itemLines(item: Item, at: number): Line[] {
  const urgent = item.urgent && item.state !== 'signed-off' ? ', urgent' : '';
  const head: Line = [`${at + 1}  `, { bold: `${STATE[item.state]}${urgent}` }, `  ${cut(item.title, 150)}`];
  if (item.signOff !== null)
    return [
      head,
      [
        '     by ',
        { who: item.signOff.userId },
        ' ',
        { at: item.signOff.at },
        `: "${cut(item.signOff.text, 200)}"`,
      ],
    ];
  const why: Line[] = item.why === null ? [] : [[`     ${cut(item.why, 200)}`]];
  return [head, ...why, [`     ${cut(item.todo, 250)}`]];
}

function itemButtons(item: Item): ButtonSpec[] {
  const show: ButtonSpec[] =
    item.details.length === 0 ? [] : [{ id: ACTION.showItem, label: 'Show', value: item.id }];
  const sign: ButtonSpec[] =
    item.signOff === null ? [{ id: ACTION.signOff, label: 'Sign off', value: item.id }] : [];
  return [...show, ...sign];
}

/** The checklist as it is now. Items before how they are done: what, then who. */
export function checklistMessage(checklist: Checklist): Message {
  const total = checklist.items.length;
  const open = openItems(checklist).length;
  const title = `CLEAN-UP ${titleWithDirection(checklist.task)}: ${total - open} of ${total}`;
  const foot: Line = [
    'Owner ',
    { who: checklist.owner },
    open === 0
      ? '. All done.'
      : '. I remove nothing here: do it in the console, then sign off with a line on what was done.',
  ];
  const shown = checklist.items.slice(0, MOST_ITEMS);
  const rows = shown.flatMap((item, at): KnownBlock[] => [
    rich(itemLines(item, at)),
    ...buttons(`item.${item.id}.${item.state}`, itemButtons(item)),
  ]);
  const left = total - shown.length;
  const rest: KnownBlock[] = left === 0 ? [] : [rich([[`and ${left} more items`]])];
  const words = message(title, [...checklist.items.flatMap(itemLines), foot]).text;
  return { text: words, blocks: [...message(title, []).blocks, ...rows, ...rest, rich([foot])] };
}

/** What to type or to look for, for one item; shown to one person. Sentences end with a full stop, the rest is to be copied. */
export function itemMessage(item: Item): Message {
  const details = item.details.map((detail): Line => {
    const text = cut(detail, 2500);
    return [text.endsWith('.') ? text : { code: text }];
  });
  return message(null, [[{ bold: cut(item.title, 150) }], [cut(item.todo, 300)], ...details]);
}
