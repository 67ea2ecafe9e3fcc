import type { Actor, Row, Write } from '../lifecycle/ports.ts';
import type { CleanupDue } from '../lifecycle/rows.ts';
import { forgetPosted } from '../lifecycle/save.ts';
import { type Task, taskKey } from '../lifecycle/task.ts';
import type { Checklist, Item } from './checklist.ts';
import { openByHand, openFor } from './open-checklist.ts';
import type { CleanupPorts } from './ports.ts';
import { CHECKLIST, CHECKLIST_OF, everyChecklist, lookUp } from './rows.ts';
import { maySignOff, type SignOffOutcome, signOff } from './sign-off.ts';

/** The clean-up as its callers see it. Everything that changes a cloud goes through `askRemoval` and `confirmRemoval`, or `undo`. */
export interface Cleanup {
  /** Opens the checklist of an ended ending, once; a task that has one already keeps it. */
  openFor(due: Row<CleanupDue>): Promise<void>;
  /** May this person open, and work through, the checklist of a task? */
  mayOpen(task: Task, actor: Actor): Promise<{ allowed: true } | { allowed: false; why: string }>;
  /** The checklist of a task that was ended without us, made now if it has none. */
  openByHand(task: Task, actor: Actor): Promise<Checklist>;
  read(id: string): Promise<Checklist | null>;
  /** Checklists whose task has this id, instance id or name, or one of whose databases is meant. */
  search(words: string): Promise<readonly Checklist[]>;
  /** Tasks as they were last seen alive, by id, name or database: for those that no cloud lists any more. */
  remembered(words: string): Promise<readonly Task[]>;
  /** May this person work on this item: asked before a modal opens. */
  mayWorkOn(itemId: string, actor: Actor): Promise<Refused | { kind: 'may'; item: Item; checklist: Checklist }>;
  signOff(input: { itemId: string; actor: Actor } & SignOffInput): Promise<SignOffOutcome>;
  /** What a removal would do. `itemId: null` = every safe one. Changes nothing in a cloud. */
  askRemoval(input: { checklistId: string; itemId: string | null; actor: Actor }): Promise<AskOutcome>;
  /** What must be said before the modal closes; uses nothing up. */
  precheckRemoval(input: { id: string; actor: Actor; typed: RemovalTyped }): Promise<RemovalObjection | null>;
  /** Takes it once, looks again, asks again who needs it, records, acts, records, looks. May take minutes. */
  confirmRemoval(input: { id: string; actor: Actor; typed: RemovalTyped }): Promise<RemovalOutcome>;
  /** Removals that can still be put back, of the checklists that `words` mean. */
  undoable(words: string): Promise<readonly { item: Item; checklist: Checklist }[]>;
  undo(input: { itemId: string; actor: Actor; reason: string }): Promise<UndoOutcome>;
  /** Looks at every place now. Open to whoever may read. */
  lookAgain(input: { checklistId: string; actor: Actor }): Promise<ListOutcome>;
  /** Makes the person the owner of the list. */
  takeOver(input: { checklistId: string; actor: Actor }): Promise<ListOutcome>;
  /** No reminder before the owner's next working day. */
  snooze(input: { checklistId: string; actor: Actor }): Promise<ListOutcome>;
  /** A checklist whose time has come: looks, waits for what is being removed, or forgets it. */
  tend(row: Row<Checklist>): Promise<void>;
  /** Reminders that are due: one digest a channel and day. */
  remind(): Promise<void>;
  /** After a start: what was about to be removed and was not sent is open again. Sends nothing. */
  recover(): Promise<void>;
}

function isMeant(checklist: Checklist, words: string): boolean {
  const { taskId, instanceId, name } = checklist.task;
  return [taskId, instanceId, name].some(
    (value) => value?.trim().toLowerCase() === words.trim().toLowerCase(),
  );
}

/** Puts the clean-up together from its ports. */
export function createCleanup(ports: CleanupPorts): Cleanup {
  return {
    openFor: (due) => openFor(ports, due),
    mayOpen: (task, actor) => ports.policy.judge(actor, 'cleanup', task),
    openByHand: (task, actor) => openByHand(ports, task, actor),
    of: async (task) => (await lookUp(ports, task)).checklist,
    read: async (id) => (await ports.store.read<Checklist>(CHECKLIST, id))?.value ?? null,
    search: async (words) => (await everyChecklist(ports)).filter((checklist) => isMeant(checklist, words)),
    maySignOff: (itemId, actor) => maySignOff(ports, itemId, actor),
    signOff: (input) => signOff(ports, input),
    async forget(row) {
      const index = await ports.store.read<{ id: string }>(CHECKLIST_OF, taskKey(row.value.task));
      const writes: Write[] = [
        { kind: CHECKLIST, id: row.id, expect: row.version, value: null },
        ...(await forgetPosted(ports.store, 'checklist', row.id)),
      ];
      if (index?.value.id === row.id)
        writes.push({ kind: CHECKLIST_OF, id: index.id, expect: index.version, value: null });
      await ports.store.commit(writes);
    },
  };
}
