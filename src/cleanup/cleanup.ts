import type { Around } from '../lifecycle/around.ts';
import type { Actor, Row } from '../lifecycle/ports.ts';
import type { CleanupDue } from '../lifecycle/rows.ts';
import { type Endpoint, isCalled, namesTask, type Task } from '../lifecycle/task.ts';
import { type Checklist, type Item, mayUndo } from './checklist/checklist.ts';
import { mayWorkOn } from './checklist/may-work.ts';
import { openByHand, openFor } from './checklist/open-checklist.ts';
import { lookAgain, snooze, takeOver } from './checklist/ownership.ts';
import { signOff } from './checklist/sign-off.ts';
import { upgradeChecklists } from './checklist/upgrade.ts';
import { tend } from './looking/tend.ts';
import { createOneAtATime } from './one-at-a-time.ts';
import type {
  AskOutcome,
  ListOutcome,
  Refused,
  RemovalAsk,
  RemovalObjection,
  RemovalOutcome,
  SignOffInput,
  SignOffOutcome,
  UndoOutcome,
} from './outcome.ts';
import type { CleanupPorts } from './ports.ts';
import { recordRefused } from './refused-presses.ts';
import { remind } from './reminding/reminders.ts';
import { askRemoval } from './removing/ask-removal.ts';
import { type ConfirmRemovalInput, confirmRemoval, precheckRemoval } from './removing/confirm-removal.ts';
import { recover } from './removing/recover.ts';
import type { CleanupRoom } from './room.ts';
import { CHECKLIST, everyChecklist, REMOVAL_ASK } from './rows.ts';
import { lookAroundIn } from './sharing/around.ts';
import { createLiving } from './sharing/living.ts';
import { undo } from './undoing/undo.ts';

/** The clean-up as its callers see it. Everything that changes a cloud goes through `askRemoval` and `confirmRemoval`, or `undo`. */
export interface Cleanup {
  /** Opens the checklist of an ended ending, once; a task that has one already keeps it. */
  openFor(due: Row<CleanupDue>): Promise<void>;
  /** May this person open, and work through, the checklist of a task? */
  mayOpen(task: Task, actor: Actor): Promise<{ allowed: true } | { allowed: false; why: string }>;
  /** The checklist of a task that was ended without us, made now if it has none. */
  openByHand(task: Task, actor: Actor): Promise<Checklist>;
  read(id: string): Promise<Checklist | null>;
  /** What lives around a task, over every region of every account, from a search that was not begun before `since`. */
  around(task: Task, since: number): Promise<Around>;
  /** Checklists whose task has this id, instance id or name, or one of whose databases is meant. */
  search(words: string): Promise<readonly Checklist[]>;
  /** Tasks as they were last seen alive, by id, name or database: for those that no cloud lists any more. */
  remembered(words: string): Promise<readonly Task[]>;
  /** May this person work on this item: asked before a modal opens, so that a refused press is on record. */
  mayWorkOn(
    press: 'sign-off' | 'undo',
    itemId: string,
    actor: Actor,
  ): Promise<Refused | { kind: 'may'; item: Item; checklist: Checklist }>;
  signOff(input: { itemId: string; actor: Actor } & SignOffInput): Promise<SignOffOutcome>;
  /** What a removal would do. `itemId: null` = every safe one. Changes nothing in a cloud. */
  askRemoval(input: { checklistId: string; itemId: string | null; actor: Actor }): Promise<AskOutcome>;
  /** What must be said before the modal closes; uses nothing up. */
  precheckRemoval(input: ConfirmRemovalInput): Promise<RemovalObjection | null>;
  /** Takes it once, looks again, asks again who needs it, records, acts, records, looks. May take minutes. */
  confirmRemoval(input: ConfirmRemovalInput): Promise<RemovalOutcome>;
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
  /** A removal that was shown and whose time is over. */
  forgetAsk(row: Row<RemovalAsk>): Promise<void>;
  /**
   * After a start: checklists of an earlier version are brought up to date, and what was about to be removed and was
   * not sent is open again. Sends nothing.
   */
  recover(): Promise<void>;
}

function isDatabase({ instanceId, instanceName, address }: Endpoint, words: string): boolean {
  return [instanceId, instanceName, address].some((value) => isCalled(value, words));
}

/** Is the task of this checklist meant, by its id, its name, or one of its databases? */
function isMeant({ task }: Checklist, words: string): boolean {
  return namesTask(task, words) || isDatabase(task.source, words) || isDatabase(task.destination, words);
}

/** Puts the clean-up together from its ports. */
export function createCleanup(ports: CleanupPorts): Cleanup {
  const living = createLiving(ports.clouds, ports.now);
  const providers = [...new Set(ports.clouds.map(({ provider }) => provider))];
  const room: CleanupRoom = { ...ports, living, inTurn: createOneAtATime() };
  const search = async (words: string) =>
    (await everyChecklist(ports)).filter((checklist) => isMeant(checklist, words));
  return {
    openFor: (due) => openFor(room, due),
    async mayOpen(task, actor) {
      return recordRefused(ports, 'open', { task, actor }, ports.policy.judge(actor, 'cleanup', task));
    },
    openByHand: (task, actor) => openByHand(room, task, actor),
    around: (task, since) => lookAroundIn(living, providers, task, since),
    read: async (id) => (await ports.store.read<Checklist>(CHECKLIST, id))?.value ?? null,
    search,
    remembered: (words) => ports.snapshots.find(words),
    mayWorkOn: (press, itemId, actor) =>
      recordRefused(ports, press, { itemId, actor }, mayWorkOn(room, itemId, actor)),
    signOff: (input) => recordRefused(ports, 'sign-off', input, signOff(room, input)),
    askRemoval: (input) => recordRefused(ports, 'remove', input, askRemoval(room, input)),
    precheckRemoval: (input) => precheckRemoval(room, input),
    confirmRemoval: (input) => confirmRemoval(room, input),
    async undoable(words) {
      const now = ports.now();
      return (await search(words)).flatMap((checklist) =>
        checklist.items
          .filter((item) => mayUndo(item, now, ports.settings.undoMs))
          .map((item) => ({ item, checklist })),
      );
    },
    undo: (input) => recordRefused(ports, 'undo', input, undo(room, input)),
    lookAgain: (input) => recordRefused(ports, 'rescan', input, lookAgain(room, input)),
    takeOver: (input) => recordRefused(ports, 'take', input, takeOver(room, input)),
    snooze: (input) => recordRefused(ports, 'snooze', input, snooze(room, input)),
    tend: (row) => tend(room, row),
    remind: () => remind(room),
    async forgetAsk(row) {
      await ports.store.commit([{ kind: REMOVAL_ASK, id: row.id, expect: row.version, value: null }]);
    },
    async recover() {
      await upgradeChecklists(ports);
      await recover(room);
    },
  };
}
