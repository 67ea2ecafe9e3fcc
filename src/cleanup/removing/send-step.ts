import type { Actor, CallOutcome, PreparedCall } from '../../lifecycle/ports.ts';
import { mayAgain, pauseBefore } from '../../lifecycle/resend.ts';
import { withoutAnswer } from '../../lifecycle/without-answer.ts';
import { checklistIdOf, type Deed, type Item, withItem } from '../checklist/checklist.ts';
import { mayWorkOn } from '../checklist/may-work.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import type { Leftover } from '../leftovers/leftover.ts';
import type { CleanupCloud, Step } from '../ports.ts';
import type { CleanupRoom } from '../room.ts';
import { checklistLine } from '../rows.ts';
import { heldItem } from './removal-order.ts';

/** How long what is known not to have been taken may be sent again, by the same process. */
const RESEND_MS = 60_000;

/** Writes a deed behind those of the item's removal, or in place of the last one; `false` = it is no longer ours. */
async function record(
  room: CleanupRoom,
  item: Item,
  deed: Deed,
  place: 'behind' | 'instead',
): Promise<boolean> {
  const isIntent = deed.outcome === null;
  const type = isIntent ? 'checklist.removal-intent' : 'checklist.removal-answered';
  const written = await changeChecklist(room, checklistIdOf(item.id), (checklist) => {
    const now = checklist.items.find((one) => one.id === item.id);
    const held = now?.removal ?? null;
    if (held === null || held.id !== item.removal?.id) return null;
    if (isIntent && now?.state !== 'removing') return null;
    const earlier = place === 'behind' ? held.deeds : held.deeds.slice(0, -1);
    const kept = deed.outcome === null ? deed : { ...deed, outcome: withoutAnswer(deed.outcome) };
    const removal = { ...held, deeds: [...earlier, kept] };
    const after = withItem(checklist, item.id, (one) => ({ ...one, removal }));
    const { step, call, outcome } = deed;
    const audit = [
      checklistLine(type, after, room.now(), {
        itemId: item.id,
        item: item.title,
        actor: held.userId,
        removal: held.id,
        step,
        call,
        outcome,
        before: held.before,
      }),
    ];
    return { after, audit, tell: false };
  });
  return written?.changed === true;
}

/** Why nothing may be sent for the task of an item now; `null` where nothing stands against it. */
async function brakeOn(room: CleanupRoom, item: Item): Promise<string | null> {
  const held = await heldItem(room, item.id);
  return held === null ? null : room.brakes.against(held.checklist.task);
}

/** Why a person may have nothing sent for an item now, by the policy or a brake; `null` where he may. */
export async function againstNow(room: CleanupRoom, item: Item, actor: Actor): Promise<string | null> {
  const may = await mayWorkOn(room, item.id, actor);
  return may.kind === 'refused' ? may.why : room.brakes.against(may.checklist.task);
}

/** Nothing was sent, with why; the sentence is put into another one. */
export function notSent(why: string): CallOutcome {
  return { kind: 'not-sent', why: why.replace(/\.$/, '') };
}

/** A call that changes a cloud: its intent is on record before the first time that it is sent. */
export interface Sending {
  readonly send: () => Promise<CallOutcome>;
  readonly answered: (outcome: CallOutcome) => Promise<void>;
  /** Puts the intent on record once more, in place of an answer that was no; or why nothing may be sent any more. */
  readonly again: () => Promise<string | null>;
}

/**
 * Sends a call that changes a cloud; only what is known not to have been taken is sent again, within a minute, and not
 * before the record says that it may have been.
 */
export async function sendPatiently(
  room: CleanupRoom,
  { send, answered, again }: Sending,
): Promise<CallOutcome> {
  const startedAt = room.now();
  for (let tries = 1; ; tries += 1) {
    const outcome = await send();
    room.reached('removal-called');
    await answered(outcome);
    room.reached('removal-answered');
    const pause = pauseBefore(outcome, tries);
    // A clock that was put back gives no more time.
    const late = Math.abs(room.now() - startedAt) + pause >= RESEND_MS || room.stopping();
    if (!mayAgain(outcome) || late) return outcome;
    await room.wait(pause);
    if (room.stopping()) return outcome;
    const against = await again();
    if (against !== null) return notSent(against);
    room.reached('removal-intent');
  }
}

/** What is done to which leftover, and for whom. */
interface StepToSend {
  readonly step: Exclude<Step, 'restore'>;
  readonly leftover: Leftover;
  readonly actor: Actor;
}

const NO_LONGER_OURS = 'the item is no longer being removed';

/**
 * One step of a removal: the intent on record, the call, the answer on record. `null` where this cloud has no such
 * call; then nothing was recorded or sent. Sends nothing for an item that this removal does not hold any more, nothing
 * while a brake is on, and nothing a second time for a person who has lost the right.
 */
export async function sendStep(
  room: CleanupRoom,
  cloud: CleanupCloud,
  item: Item,
  { step, leftover, actor }: StepToSend,
): Promise<CallOutcome | null> {
  const call: PreparedCall | null = cloud.prepareChange(step, leftover);
  if (call === null) return null;
  let deed: Deed = { step, call, at: room.now(), outcome: null };
  const braked = await brakeOn(room, item);
  if (braked !== null) return notSent(braked);
  const done = await room.deed(async () => {
    if (!(await record(room, item, deed, 'behind'))) return notSent(NO_LONGER_OURS);
    room.reached('removal-intent');
    return sendPatiently(room, {
      send: () => cloud.change(step, leftover),
      async answered(outcome) {
        const kept = await record(room, item, { ...deed, outcome }, 'instead');
        if (!kept)
          throw new Error(`the answer for item ${item.id} could not be recorded: it is not held any more`);
      },
      async again() {
        const against = await againstNow(room, item, actor);
        if (against !== null) return against;
        deed = { ...deed, at: room.now() };
        return (await record(room, item, deed, 'instead')) ? null : NO_LONGER_OURS;
      },
    });
  });
  return done ?? notSent('the bot was being stopped');
}
