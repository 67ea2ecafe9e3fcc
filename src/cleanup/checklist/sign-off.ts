import type { Actor } from '../../lifecycle/ports.ts';
import type { Note } from '../../lifecycle/rows.ts';
import type { SignOffInput, SignOffOutcome } from '../outcome.ts';
import type { CleanupPorts } from '../ports.ts';
import { checklistLine } from '../rows.ts';
import { checklistIdOf, endOfDay, type Item, isClosed, type SignOff, withItem } from './checklist.ts';
import { mayWorkOn, refused } from './may-work.ts';
import { changeChecklist } from './save-checklist.ts';

/** Why an item cannot be signed off now; `null` where it can. */
function whyNotSigned(item: Item): string | null {
  if (item.state === 'signed-off') return 'This item is signed off already.';
  if (item.state === 'removing') return 'It is being removed right now: wait for the new look.';
  return isClosed(item) ? 'This item is closed already: a look at the cloud found nothing.' : null;
}

/** A day that has not begun to lapse: today or later. */
function badDay({ how, until }: SignOffInput, now: number): string | null {
  if (how !== 'kept') return null;
  if (until === null || !/^\d{4}-\d{2}-\d{2}$/.test(until) || Number.isNaN(Date.parse(until)))
    return 'To keep something, say until which day.';
  return endOfDay(until) <= now ? `${until} is over: choose a later day.` : null;
}

/** Signs an item off with a name and a line of text, once, by compare-and-set. */
export async function signOff(
  ports: CleanupPorts,
  input: { itemId: string; actor: Actor } & SignOffInput,
): Promise<SignOffOutcome> {
  const may = await mayWorkOn(ports, input.itemId, input.actor);
  if (may.kind === 'refused') return may;
  const { userId } = input.actor;
  const { how, text } = input;
  const now = ports.now();
  const bad = badDay(input, now);
  if (bad !== null) return refused(bad);
  let objection: string | null = null;
  const written = await changeChecklist(ports, checklistIdOf(input.itemId), (checklist) => {
    const item = checklist.items.find((candidate) => candidate.id === input.itemId);
    objection = item === undefined ? 'I no longer hold this item.' : whyNotSigned(item);
    if (item === undefined || objection !== null) return null;
    const signature: SignOff = { userId, at: now, text, how, until: how === 'kept' ? input.until : null };
    const note: Note = { kind: 'signed-off', userId, item: item.title, text };
    const after = withItem(checklist, item.id, (one) => ({
      ...one,
      state: 'signed-off',
      why: null,
      signOff: signature,
    }));
    const line = checklistLine('checklist.signed-off', after, now, {
      itemId: item.id,
      item: item.title,
      actor: userId,
      how,
      until: signature.until,
      text,
      before: item.leftover,
    });
    // A signed slot opens the access that waits for it: the next look says so.
    const looks = item.isSlot ? [now, ...after.looks] : after.looks;
    return { after: { ...after, looks }, audit: [line], notes: [note] };
  });
  if (written === null) return refused('I no longer hold this checklist.');
  if (objection !== null) return refused(objection);
  return { kind: 'signed-off', checklist: written.checklist };
}
