import type { Actor, CallOutcome } from '../../lifecycle/ports.ts';
import { withoutAnswer } from '../../lifecycle/without-answer.ts';
import {
  type Checklist,
  checklistIdOf,
  type Deed,
  didChange,
  type Item,
  isClosed,
  mayUndo,
  type Undo,
  withItem,
} from '../checklist/checklist.ts';
import { mayWorkOn, refused } from '../checklist/may-work.ts';
import { changeChecklist } from '../checklist/save-checklist.ts';
import { promiseLooks } from '../checklist/schedule.ts';
import { changedThing } from '../leftovers/leftover.ts';
import { cloudOf } from '../looking/cloud-of.ts';
import { look } from '../looking/look.ts';
import type { Refused, UndoOutcome } from '../outcome.ts';
import type { CleanupCloud } from '../ports.ts';
import { againstNow, sendPatiently } from '../removing/send-step.ts';
import type { CleanupRoom } from '../room.ts';
import { checklistLine } from '../rows.ts';
import { changedSince, readyToChange } from './against-undo.ts';

const STOPPED = 'The bot is being stopped. Nothing was sent: try again in a minute.';
const OTHERS = 'Somebody else is putting it back, or has.';
/** What was put back may take a moment to be seen. */
const SOON = 60_000;

export interface UndoInput {
  readonly itemId: string;
  readonly actor: Actor;
  readonly reason: string;
}

/** Why this removal cannot be put back; `null` where it can. */
export function whyNoUndo(item: Item, now: number, undoMs: number): string | null {
  if (mayUndo(item, now, undoMs)) return null;
  const { removal } = item;
  if (removal === null) return 'I have removed nothing here, or it has come back since.';
  if (removal.doneAt === null || !didChange(removal)) return 'I have removed nothing here.';
  if (removal.undo !== null)
    return removal.undo.deed.outcome?.kind === 'accepted'
      ? 'It was put back already.'
      : 'The answer of the cloud was lost, so I do not ask it twice: look there, and put it back by hand if it is missing.';
  if (removal.before.kind === 'empty-group') return 'A deleted security group cannot be put back.';
  if (now - removal.doneAt >= undoMs)
    return 'The time to put it back is over; the audit log still has the full old value.';
  return 'It is not closed any more: somebody has changed it since.';
}

/** Writes how the undo stands; `null` where somebody was faster. */
async function record(
  room: CleanupRoom,
  item: Item,
  undo: Undo | null,
  line: { type: 'checklist.undo-intent' | 'checklist.undo-answered'; deed: Deed; input: UndoInput },
  expect: (removal: NonNullable<Item['removal']>) => boolean,
): Promise<boolean> {
  const written = await changeChecklist(room, checklistIdOf(item.id), (checklist) => {
    const held = checklist.items.find((one) => one.id === item.id)?.removal;
    if (held == null || !expect(held)) return null;
    const after = withItem(checklist, item.id, (one) => ({ ...one, removal: { ...held, undo } }));
    const { type, deed, input } = line;
    const audit = [
      checklistLine(type, after, room.now(), {
        itemId: item.id,
        item: item.title,
        actor: input.actor.userId,
        reason: input.reason,
        call: deed.call,
        outcome: deed.outcome,
        before: held.before,
      }),
    ];
    return { after, audit, tell: false };
  });
  return written?.changed === true;
}

function sayOutcome(item: Item, outcome: CallOutcome): string | null {
  switch (outcome.kind) {
    case 'accepted':
    case 'unknown':
      return null;
    case 'gone':
      return `${item.title} cannot be put back: the instance, machine or group that it belonged to does not exist any more (${outcome.code}).`;
    case 'refused': {
      const right = outcome.permission === null ? '' : ` The account lacks the right ${outcome.permission}.`;
      return `The cloud said no: ${outcome.code}, ${outcome.message}.${right}`;
    }
    case 'throttled':
      return `The cloud was too busy to take it (${outcome.code}). Try again in a minute.`;
    case 'not-sent':
      return `It could not be sent: ${outcome.why}.`;
  }
}

async function act(
  room: CleanupRoom,
  cloud: CleanupCloud,
  checklist: Checklist,
  item: Item,
  input: UndoInput,
): Promise<UndoOutcome> {
  const before = item.removal?.before;
  const call = before === undefined ? null : cloud.prepareChange('restore', before);
  if (before === undefined || call === null) return refused('This cloud has no call to put it back.');
  const deed: Deed = { step: 'restore', call, at: room.now(), outcome: null };
  const undo: Undo = { userId: input.actor.userId, reason: input.reason, at: deed.at, deed };
  const intend = () =>
    record(
      room,
      item,
      undo,
      { type: 'checklist.undo-intent', deed, input },
      (removal) => removal.id === item.removal?.id && removal.undo === null,
    );
  const done = await room.deed(async () => {
    if (!(await intend())) return null;
    room.reached('removal-intent');
    return sendPatiently(room, {
      send: () => cloud.change('restore', before),
      async answered(answer) {
        const answeredDeed = { ...deed, outcome: answer };
        // What was surely not taken may be tried again, by this process or by a person.
        const deedKept = { ...deed, outcome: withoutAnswer(answer) };
        const kept = sayOutcome(item, answer) === null ? { ...undo, deed: deedKept } : null;
        const line = { type: 'checklist.undo-answered', deed: answeredDeed, input } as const;
        await record(room, item, kept, line, () => true);
      },
      again: async () => (await againstNow(room, item, input.actor)) ?? ((await intend()) ? null : OTHERS),
    });
  });
  if (done === null) return refused(room.stopping() ? STOPPED : OTHERS);
  const outcome = done;
  const no = sayOutcome(item, outcome);
  if (no !== null) return refused(no);
  return told(room, checklist, item, input, outcome.kind === 'unknown');
}

/** Says so in the thread, promises looks, and looks: only a look says that it is there again. */
async function told(
  room: CleanupRoom,
  checklist: Checklist,
  item: Item,
  input: UndoInput,
  unsure: boolean,
): Promise<UndoOutcome> {
  const lost = unsure ? ' (the answer was lost; I am looking)' : '';
  const text = `put it back: ${item.title}: "${input.reason}"${lost}`;
  await changeChecklist(room, checklist.id, (current) => ({
    after: { ...current, looks: promiseLooks(current.looks, room.now(), room.settings, SOON) },
    audit: [],
    notes: [{ kind: 'cleanup', userId: input.actor.userId, text }],
  }));
  const only = item.place === null ? [] : [item.place];
  const livingSince = room.now() - room.settings.livingMs;
  const after = await look(room, checklist, { only, livingSince });
  const fresh = after?.items.find((one) => one.id === item.id) ?? item;
  return { kind: 'undone', item: fresh, words: sayUndone(fresh, unsure) };
}

function sayUndone(item: Item, unsure: boolean): string {
  if (!isClosed(item))
    return `Put back: ${item.title}. It is on the list again: sign it off as kept on purpose, if it shall stay.`;
  return unsure
    ? `I do not know whether the cloud took it back: ${item.title}. I am looking, and will not ask it twice.`
    : `The cloud took it back: ${item.title}. A look does not show it yet; I look again.`;
}

/**
 * Puts the full old value of a removal back, for as long as the settings say: with the same right, a reason, once,
 * only where nothing else has changed it since, and not while a brake is on. The cloud's answer is recorded before anybody is told.
 */
export async function undo(room: CleanupRoom, input: UndoInput): Promise<UndoOutcome> {
  const may = await mayWorkOn(room, input.itemId, input.actor);
  if (may.kind === 'refused') return may;
  const { removal } = may.item;
  const no = whyNoUndo(may.item, room.now(), room.settings.undoMs);
  if (no !== null || removal === null) return refused(no ?? 'I have removed nothing here.');
  if (input.reason.trim() === '') return refused('A reason is needed to put it back.');
  const braked = await room.brakes.against(may.checklist.task);
  if (braked !== null) return refused(braked);
  const { before } = removal;
  return room.inTurn(changedThing(before), async (): Promise<UndoOutcome | Refused> => {
    const again = await mayWorkOn(room, input.itemId, input.actor);
    if (again.kind === 'refused') return again;
    const { item, checklist } = again;
    const cloud = cloudOf(room, checklist);
    if (cloud === null) return refused(`The account ${checklist.task.account} is no longer configured.`);
    if (item.removal?.id !== removal.id) return refused('It was removed again meanwhile: ask once more.');
    const late = whyNoUndo(item, room.now(), room.settings.undoMs);
    const against =
      late ??
      (await readyToChange(cloud, before)) ??
      (await changedSince(room, checklist, item, before)) ??
      (await againstNow(room, item, input.actor));
    return against === null ? act(room, cloud, checklist, item, input) : refused(against);
  });
}
