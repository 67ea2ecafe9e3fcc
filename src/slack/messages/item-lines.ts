import {
  type Deed,
  type Item,
  type ItemState,
  isClosed,
  type Removal,
  type SignOff,
} from '../../cleanup/checklist/checklist.ts';
import { awaitsFirstLook } from '../../cleanup/leftovers/draft.ts';
import { afterWords, valueWords } from './leftover-lines.ts';
import { cut, type Line } from './rich.ts';

/** The states of an item as its line begins. */
export const STATE_TITLE: Readonly<Record<ItemState, string>> = {
  open: 'OPEN',
  blocked: 'BLOCKED',
  unknown: 'UNKNOWN',
  removing: 'REMOVING',
  gone: 'GONE',
  neutralised: 'NEUTRALISED',
  'by-hand': 'BY HAND',
  'could-not-look': 'COULD NOT LOOK',
  'signed-off': 'SIGNED OFF',
  'not-applicable': 'NOT APPLICABLE',
};

const INDENT = '     ';

/** What an item's line begins with: its state, and that it waits for its first look. */
function stateTitle(item: Item): string {
  return awaitsFirstLook(item) ? 'NOT LOOKED YET' : STATE_TITLE[item.state];
}

/** The number people call an item by; it never changes. */
export function numberOf(item: Pick<Item, 'id'>): string {
  return item.id.slice(item.id.lastIndexOf('.') + 1);
}

function headLine(item: Item, titleLength: number): Line {
  const urgent = item.urgent && !isClosed(item) ? ', urgent' : '';
  const looked: Line =
    item.state === 'gone' && item.seenAt !== null
      ? [' (looked ', { at: item.seenAt, show: 'time' }, ')']
      : [];
  return [
    `${numberOf(item)}  `,
    { bold: `${stateTitle(item)}${urgent}` },
    `  ${cut(item.title, titleLength)}`,
    ...looked,
  ];
}

/** One line where there is no room for more. */
export function shortLine(item: Item): Line {
  return headLine(item, 60);
}

function reasonWords(reason: string | null): string {
  return reason === null || reason.trim() === '' ? '' : `: "${cut(reason, 150)}"`;
}

const LOST = 'I do not know whether the cloud took it. I am looking, and will not ask it twice.';

/** How far the call of a removal or of an undo is. */
function deedWords(deed: Deed | undefined): string {
  if (deed === undefined) return 'Confirmed; I look once more before anything is sent.';
  if (deed.outcome === null) return 'Its call is on record; no answer is on record yet.';
  if (deed.outcome.kind === 'unknown') return LOST;
  return deed.outcome.kind === 'accepted'
    ? 'The cloud has taken it. Taken is not gone: I look until it is.'
    : 'The cloud did not take it.';
}

function undoneLines({ undo }: Removal): Line[] {
  if (undo === null) return [];
  const lost = undo.deed.outcome === null || undo.deed.outcome.kind === 'unknown';
  return [
    [
      INDENT,
      'put back by ',
      { who: undo.userId },
      ' ',
      { at: undo.at },
      reasonWords(undo.reason),
      ...(lost ? [`. ${LOST}`] : []),
    ],
  ];
}

/** What was removed, by whom and when: before and after. */
function removalLines({ removal, state }: Item): Line[] {
  if (removal === null) return [];
  const { userId, at, reason, before, deeds } = removal;
  if (removal.undo !== null) return undoneLines(removal);
  const who: Line = [{ who: userId }, ' ', { at }, reasonWords(reason)];
  if (state === 'removing')
    return [
      [INDENT, 'confirmed by ', ...who],
      [INDENT, deedWords(deeds.at(-1))],
    ];
  const wasSent = deeds.length > 0;
  if (state === 'gone' || state === 'neutralised') {
    const change = `${valueWords(before)} → ${afterWords(before, state === 'neutralised')}`;
    const sent = wasSent ? '; removed by ' : '; gone without a call of mine, its removal was confirmed by ';
    return [[INDENT, `${change}${sent}`, ...who]];
  }
  return wasSent ? [[INDENT, 'its removal was asked for by ', ...who]] : [];
}

const HOW: Readonly<Record<SignOff['how'], string>> = {
  'removed-by-hand': 'removed by hand',
  'never-there': 'never there',
  kept: 'kept on purpose',
};

function signOffLines({ signOff }: Item): Line[] {
  if (signOff === null) return [];
  const { userId, at, how, until, text } = signOff;
  const untilWords = until === null ? '' : ` until ${cut(until, 10)}`;
  return [[INDENT, 'by ', { who: userId }, ' ', { at }, `, ${HOW[how]}${untilWords}: "${cut(text, 200)}"`]];
}

/** Was it asked who else needs it, and nobody found? The members of a group are asked from the cloud itself. */
function nobodyFound({ state, leftover }: Item): boolean {
  return state === 'open' && leftover !== null && leftover.kind !== 'empty-group';
}

/** What a person must know before what there is to do. */
function beforeTodo(item: Item): string {
  if (nobodyFound(item)) return 'No living task found that needs it. ';
  if (item.state !== 'unknown' || item.leftover === null) return '';
  return 'Look again when they answer; or ask there, and remove it with a reason. ';
}

function todoLines(item: Item): Line[] {
  if (isClosed(item) || item.state === 'removing' || awaitsFirstLook(item)) return [];
  if (item.state === 'blocked' && item.leftover !== null) return [];
  if (item.state === 'could-not-look' && item.leftover !== null)
    return [
      [
        INDENT,
        'It was there when last seen. Look again when the cloud answers: only then can it be removed here.',
      ],
    ];
  return [[INDENT, `${beforeTodo(item)}${cut(item.todo, 250)}`]];
}

const FIRST_LOOK = 'I have not looked yet: I do it now, and say here what I find. Nothing to do before that.';

function whyLines(item: Item): Line[] {
  const why = awaitsFirstLook(item) ? FIRST_LOOK : item.why;
  return why === null || why === '' ? [] : [[INDENT, cut(why, 300)]];
}

/** An item of a checklist: number, state, title; why; what happened to it; what is to be done. */
export function itemLines(item: Item): Line[] {
  return [
    headLine(item, 150),
    ...whyLines(item),
    ...(item.state === 'signed-off' ? signOffLines(item) : removalLines(item)),
    ...todoLines(item),
  ];
}
