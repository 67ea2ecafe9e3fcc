import type { Actor, Row, Write } from '../lifecycle/ports.ts';
import type { CleanupDue } from '../lifecycle/rows.ts';
import { forgetPosted } from '../lifecycle/save.ts';
import { type Task, taskKey } from '../lifecycle/task.ts';
import type { Checklist, Item } from './checklist.ts';
import { openByHand, openFor } from './open-checklist.ts';
import type { CleanupPorts } from './ports.ts';
import { CHECKLIST, CHECKLIST_OF, everyChecklist, lookUp } from './rows.ts';
import { maySignOff, type SignOffOutcome, signOff } from './sign-off.ts';

/** The clean-up as its callers see it. */
export interface Cleanup {
  /** Opens the checklist of an ended ending, once; a task that has one already keeps it. */
  openFor(due: Row<CleanupDue>): Promise<void>;
  /** May this person open, and work through, the checklist of a task? */
  mayOpen(task: Task, actor: Actor): Promise<{ allowed: true } | { allowed: false; why: string }>;
  /** The checklist of a task that was ended without us, made now if it has none. */
  openByHand(task: Task, actor: Actor): Promise<Checklist>;
  of(ref: Task): Promise<Checklist | null>;
  read(id: string): Promise<Checklist | null>;
  /** A checklist whose task has this id, instance id or name. */
  search(words: string): Promise<readonly Checklist[]>;
  /** May this person sign off: asked before a modal opens. */
  maySignOff(itemId: string, actor: Actor): Promise<{ why: string } | { item: Item; checklist: Checklist }>;
  signOff(input: { itemId: string; actor: Actor; text: string }): Promise<SignOffOutcome>;
  /** Forgets a closed checklist when its time has come. */
  forget(row: Row<Checklist>): Promise<void>;
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
