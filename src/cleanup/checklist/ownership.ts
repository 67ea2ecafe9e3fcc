import type { Actor } from '../../lifecycle/ports.ts';
import { look } from '../looking/look.ts';
import type { ListOutcome } from '../outcome.ts';
import { nextWorkingStart } from '../reminding/working-hours.ts';
import type { CleanupRoom } from '../room.ts';
import { CHECKLIST, checklistLine } from '../rows.ts';
import type { Checklist } from './checklist.ts';
import { FORGOTTEN, mayWorkThrough, refused } from './may-work.ts';
import { changeChecklist } from './save-checklist.ts';

interface ListInput {
  readonly checklistId: string;
  readonly actor: Actor;
}

/** Makes the person the owner of the list: who is reminded, and whose working hours count. */
export async function takeOver(room: CleanupRoom, { checklistId, actor }: ListInput): Promise<ListOutcome> {
  const may = await mayWorkThrough(room, checklistId, actor);
  if (may.kind === 'refused') return may;
  const { userId } = actor;
  if (may.checklist.owner === userId) return refused('You own this list already.');
  const written = await changeChecklist(room, checklistId, (checklist) => {
    const after = { ...checklist, owner: userId };
    const line = checklistLine('checklist.taken-over', after, room.now(), {
      actor: userId,
      from: checklist.owner,
    });
    const note = { kind: 'cleanup', userId, text: 'took this list.' } as const;
    return { after, audit: [line], notes: [note] };
  });
  return written === null ? refused(FORGOTTEN) : { kind: 'done', checklist: written.checklist };
}

/** No reminder before the owner's next working day. */
export async function snooze(room: CleanupRoom, { checklistId, actor }: ListInput): Promise<ListOutcome> {
  const may = await mayWorkThrough(room, checklistId, actor);
  if (may.kind === 'refused') return may;
  const zone = await room.timeZoneOf(may.checklist.owner).catch(() => null);
  const quietUntil = nextWorkingStart(room.now(), zone ?? 'UTC');
  const written = await changeChecklist(room, checklistId, (checklist) => {
    const after = { ...checklist, quietUntil };
    const until = new Date(quietUntil).toISOString();
    const line = checklistLine('checklist.snoozed', after, room.now(), { actor: actor.userId, until });
    return { after, audit: [line] };
  });
  return written === null ? refused(FORGOTTEN) : { kind: 'done', checklist: written.checklist };
}

/** Looks at every place now, and asks afresh who lives. Open to whoever may read. */
export async function lookAgain(room: CleanupRoom, { checklistId, actor }: ListInput): Promise<ListOutcome> {
  const may = await room.policy.mayRead(actor);
  if (!may.allowed) return refused(may.why);
  const row = await room.store.read<Checklist>(CHECKLIST, checklistId);
  if (row === null) return refused(FORGOTTEN);
  const after = await look(room, row.value, { livingSince: room.now() });
  return after === null ? refused(FORGOTTEN) : { kind: 'done', checklist: after };
}
