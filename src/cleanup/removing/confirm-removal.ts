import type { Actor, AuditEvent, Row } from '../../lifecycle/ports.ts';
import { taskKey, titleOf } from '../../lifecycle/task.ts';
import { isTypedName } from '../../lifecycle/typed-name.ts';
import { mayWorkThrough, refused } from '../checklist/may-work.ts';
import type { RemovalAsk, RemovalObjection, RemovalOutcome, RemovalTyped } from '../outcome.ts';
import type { CleanupRoom } from '../room.ts';
import { REMOVAL_ASK } from '../rows.ts';
import { carryOutRemoval } from './carry-out-removal.ts';
import { type Agreed, collectAgreement } from './collect-agreement.ts';

export interface ConfirmRemovalInput {
  readonly id: string;
  readonly actor: Actor;
  readonly typed: RemovalTyped;
}

/** Known, yours, not used, not expired. */
function standing(room: CleanupRoom, row: Row<RemovalAsk> | null, actor: Actor): RemovalObjection | null {
  if (row === null) return refused('I no longer know this question. Press Remove again.');
  const ask = row.value;
  if (ask.userId !== actor.userId) return refused('Somebody else was asked this. Press Remove yourself.');
  if (ask.used) return refused('This was confirmed already. The checklist says how far it is.');
  const left = ask.expiresAt - room.now();
  // More than there ever was is left where the clock was put back: then nobody knows how old it is.
  if (left <= 0 || left > room.settings.confirmMs)
    return refused('This question is too old: what it shows may have changed. Press Remove again.');
  return null;
}

/** What the policy wants typed, and the reason that a doubt wants. */
function typedObjection(ask: RemovalAsk, confirm: RemovalAsk['confirm'], typed: RemovalTyped) {
  if (confirm === 'type-name' || ask.confirm === 'type-name') {
    if (typed.name === null || !isTypedName(typed.name, ask.task, false))
      return { kind: 'wrong-name', title: titleOf(ask.task) } as const;
  }
  const doubtful = ask.shown.some(({ doubt }) => doubt !== null);
  if (doubtful && (typed.reason ?? '').trim() === '')
    return refused('Who else needs it is not known, so a reason is needed.');
  return null;
}

/** What must be said before the modal closes; uses nothing up, but is on record. Rights are asked at the confirmation itself. */
export async function precheckRemoval(
  room: CleanupRoom,
  input: ConfirmRemovalInput,
): Promise<RemovalObjection | null> {
  const row = await room.store.read<RemovalAsk>(REMOVAL_ASK, input.id);
  const objection =
    standing(room, row, input.actor) ??
    (row === null ? null : typedObjection(row.value, row.value.confirm, input.typed));
  return objection === null ? null : object(room, input, objection, row?.value ?? null);
}

function line(
  room: CleanupRoom,
  input: ConfirmRemovalInput,
  ask: RemovalAsk | null,
  type: string,
  more: object,
): AuditEvent {
  const about = ask === null ? {} : { checklist: ask.checklistId, task: taskKey(ask.task) };
  return {
    type,
    at: new Date(room.now()).toISOString(),
    removal: input.id,
    ...about,
    actor: input.actor.userId,
    ...more,
  };
}

/** Refused presses leave a line too: somebody tried. */
async function object(
  room: CleanupRoom,
  input: ConfirmRemovalInput,
  objection: RemovalObjection,
  ask: RemovalAsk | null,
): Promise<RemovalObjection> {
  const why = objection.kind === 'refused' ? objection.why : 'wrong name';
  await room.store.commit([], [line(room, input, ask, 'checklist.removal-refused', { why })]);
  return objection;
}

/**
 * Takes a shown removal once and carries it out: known, yours, not expired, rights now, no brake on, the typed name
 * (none of these uses it up), then taken by compare-and-set; then, item by item, looked at again, asked again who lives, recorded,
 * sent, recorded, looked at. Where the policy asks for several people, it waits for the others.
 */
export async function confirmRemoval(room: CleanupRoom, input: ConfirmRemovalInput): Promise<RemovalOutcome> {
  const row = await room.store.read<RemovalAsk>(REMOVAL_ASK, input.id);
  const objection = standing(room, row, input.actor);
  if (objection !== null || row === null)
    return object(room, input, objection ?? refused('I no longer know this question.'), row?.value ?? null);
  const ask = row.value;
  const may = await mayWorkThrough(room, ask.checklistId, input.actor);
  if (may.kind === 'refused') return object(room, input, may, ask);
  const braked = await room.brakes.against(may.checklist.task);
  if (braked !== null) return object(room, input, refused(braked), ask);
  const typed = typedObjection(ask, may.verdict.confirm, input.typed);
  if (typed !== null) return object(room, input, typed, ask);
  const { name: _name, reason } = input.typed;
  const taken = await room.store.commit(
    [
      {
        kind: REMOVAL_ASK,
        id: row.id,
        expect: row.version,
        value: { ...ask, used: true },
        dueAt: ask.expiresAt + room.settings.undoMs,
      },
    ],
    [
      line(room, input, ask, 'checklist.removal-confirmed', {
        channel: input.actor.channelId,
        reason,
        rule: may.verdict.rule,
        shown: ask.shown.map(({ itemId, title, leftover }) => ({ itemId, title, leftover })),
      }),
    ],
  );
  if (!taken) return confirmRemoval(room, input);
  const agreed: Agreed = await collectAgreement(room, ask, input.actor, may.verdict);
  const results = await Promise.all(
    agreed.go.map((shown) =>
      carryOutRemoval(room, { ask, shown, actor: input.actor, reason, clickedAt: room.now() }),
    ),
  );
  return { kind: 'carried-out', results: [...agreed.waiting, ...results] };
}
