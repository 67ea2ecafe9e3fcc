import type { Note } from '../../lifecycle/rows.ts';
import { type Checklist, didChange, type Item, type ItemState, isClosed } from '../checklist/checklist.ts';

/** The states in the words of people. */
export const STATE_WORDS: Readonly<Record<ItemState, string>> = {
  open: 'open',
  blocked: 'blocked',
  unknown: 'unknown',
  removing: 'being removed',
  gone: 'gone',
  neutralised: 'neutralised',
  'by-hand': 'by hand',
  'could-not-look': 'could not look',
  'signed-off': 'signed off',
  'not-applicable': 'not applicable',
};

function because(item: Item): string {
  return item.why === null ? '' : ` (${item.why})`;
}

/** Put back by a person since the last look: its own line says so. */
function wasPutBack({ state, removal, seenAt }: Item): boolean {
  const undo = removal?.undo ?? null;
  return undo !== null && state !== 'signed-off' && undo.at >= (seenAt ?? 0);
}

/** What a look changed for one item, in a sentence; `null` where nobody needs to be told. */
function sentence(before: Item, after: Item): string | null {
  if (before.state === after.state) return null;
  if (before.state === 'removing') {
    if (after.state === 'gone') return `Gone, seen in a new look: ${after.title}.`;
    if (after.state === 'neutralised') return `Neutralised: ${after.title}${because(after)}.`;
    if (after.state === 'not-applicable') return `Gone with what it belonged to: ${after.title}.`;
    if (after.state === 'could-not-look')
      return `Not known whether it is gone: ${after.title}. I could not look${because(after)}.`;
    return `Still there: ${after.title}. It is ${STATE_WORDS[after.state]} again${because(after)}.`;
  }
  if (isClosed(before) && !isClosed(after)) {
    if (wasPutBack(before)) return null;
    return `Back: ${after.title}. It was ${STATE_WORDS[before.state]}, and is ${STATE_WORDS[after.state]} now${because(after)}.`;
  }
  if (before.state === 'blocked' && after.state === 'open')
    return `Nobody needs it any more: ${after.title}. It can be removed.`;
  if (before.state === 'blocked' && after.state === 'by-hand')
    return `No other task keeps it so any more: ${after.title}. Check it, and sign it off.`;
  if (before.state === 'open' && after.state === 'blocked')
    return `Blocked now: ${after.title}${because(after)}.`;
  return null;
}

/** Who had it removed, where a look shows for the first time that it is; not where somebody else was faster. */
function removedBy(before: Item, after: Item): string | null {
  const isDone = after.state === 'gone' || after.state === 'neutralised';
  const { removal } = after;
  return before.state === 'removing' && isDone && removal !== null && didChange(removal)
    ? removal.userId
    : null;
}

/** The lines for the thread after a look. Nothing is told of the first look: the message itself says it all. */
export function newsOf(before: Checklist, after: Checklist): readonly Note[] {
  if (before.lookedAt === null) return [];
  const earlier = new Map(before.items.map((item) => [item.id, item]));
  return after.items.flatMap((item): Note[] => {
    const was = earlier.get(item.id);
    const text = was === undefined ? newlyFound(item) : sentence(was, item);
    if (text === null) return [];
    const by = was === undefined ? null : removedBy(was, item);
    return [{ kind: 'cleanup', userId: by, text: by === null ? text : `confirmed the removal. ${text}` }];
  });
}

/** Something that an earlier look did not show. */
function newlyFound(item: Item): string | null {
  return item.leftover === null || item.place?.kind === 'security-group'
    ? null
    : `Found in a new look: ${item.title}. It is ${STATE_WORDS[item.state]}${because(item)}.`;
}
