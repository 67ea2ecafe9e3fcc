import { type Item, isClosed } from '../../cleanup/checklist/checklist.ts';
import { valueLines } from '../../cleanup/leftovers/describe.ts';
import type { Leftover } from '../../cleanup/leftovers/leftover.ts';
import { itemLines } from './item-lines.ts';
import { type Message, message } from './message.ts';
import { clean, cut, type Line, shorten } from './rich.ts';

/** Shared by the value before a removal and the value now, where there are both. */
const MOST_VALUES = 5_500;
const MOST_DETAIL = 2_500;
const MOST_DETAILS = 4_000;

/** A value to the letter; what is too long for a message is counted, and the audit log has it all. */
function valueSection(title: string, leftover: Leftover, most: number): Line[] {
  const values = valueLines(leftover).flatMap((value): Line[] => {
    const whole = clean(value);
    const short = shorten(whole, most);
    const more = whole.length - short.length;
    const rest: Line[] = more > 0 ? [[`${more} more characters; the audit log has all of it.`]] : [];
    return [[{ code: short }], ...rest];
  });
  return [[{ bold: title }], ...values];
}

/** What was removed, and what is there now. */
function values({ removal, leftover, state }: Item, closed: boolean): Line[] {
  const now = closed || state === 'removing' ? null : leftover;
  const most = removal !== null && now !== null ? MOST_VALUES / 2 : MOST_VALUES;
  return [
    ...(removal === null ? [] : valueSection('Before its removal, to the letter', removal.before, most)),
    ...(now === null ? [] : valueSection('As it is, to the letter', now, most)),
  ];
}

/** Sentences end with a full stop; the rest is to be copied. */
function detailLines(item: Item): Line[] {
  const shown = item.leftover === null ? [] : valueLines(item.leftover);
  const details = item.details
    .filter((detail) => !shown.includes(detail))
    .map((detail) => cut(detail, MOST_DETAIL));
  let left = MOST_DETAILS;
  const kept = details.filter((detail) => {
    left -= detail.length;
    return left >= 0;
  });
  const more = details.length - kept.length;
  return [
    ...kept.map((text): Line => [text.endsWith('.') ? text : { code: text }]),
    ...(more > 0 ? [[`${more} more lines; the audit log has all of it.`]] : []),
  ];
}

/** Everything about one item: what to type or to look for, and the value before its removal. For one person. */
export function itemMessage(item: Item): Message {
  const lines = [...values(item, isClosed(item)), ...detailLines(item)];
  return message(null, [...itemLines(item), ...lines]);
}
