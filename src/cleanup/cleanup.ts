import { allEndings } from '../lifecycle/earlier.ts';
import type { Ending } from '../lifecycle/ending.ts';
import {
  type Actor,
  type AuditEvent,
  type Policy,
  ProviderError,
  type Row,
  type Store,
  type Write,
} from '../lifecycle/ports.ts';
import { type Announcement, CLEANUP_DUE, ENDING, type Note, OUTBOX } from '../lifecycle/rows.ts';
import { forgetPosted } from '../lifecycle/save.ts';
import { type Action, type Task, taskKey } from '../lifecycle/task.ts';
import { type Checklist, type Item, openItems, signOffItem } from './checklist.ts';
import type { Draft } from './draft.ts';
import { drsLeftovers } from './leftovers-drs.ts';
import { dtsLeftovers } from './leftovers-dts.ts';
import type { CleanupCloud, ServerBlocks } from './ports.ts';

export const CHECKLIST = 'checklist';
/** Which checklist belongs to a task and direction; id = task key. */
const CHECKLIST_OF = 'checklist-of';
const KEEP_CLOSED_MS = 24 * 60 * 60_000;

/** Everything the clean-up needs from others. */
export interface CleanupPorts {
  readonly clouds: readonly CleanupCloud[];
  readonly store: Store;
  readonly policy: Policy;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
}

export type SignOffOutcome =
  | { readonly kind: 'signed-off'; readonly checklist: Checklist }
  | { readonly kind: 'refused'; readonly why: string };

/** What the end of a task leaves, before anybody has looked. Pure. */
export function leftoversOf(task: Task, action: Action): readonly Draft[] {
  return task.provider === 'alibaba-dts' ? dtsLeftovers(task) : drsLeftovers(task, action);
}

function blockLines(blocks: readonly ServerBlocks[]): string[] {
  return blocks.map(
    (set) =>
      `${set.blocks.length} blocks (${set.network}, ${set.regions.join(' and ')}): ${set.blocks.join(', ')}`,
  );
}

/** Asks the cloud which address blocks were let in; what it does not tell is "could not look", never guessed. */
async function withBlocks(
  ports: CleanupPorts,
  task: Task,
  drafts: readonly Draft[],
): Promise<readonly Draft[]> {
  if (!drafts.some((draft) => draft.blocksOf !== null)) return drafts;
  const cloud = ports.clouds.find((candidate) => candidate.account === task.account);
  let blocks: readonly ServerBlocks[] = [];
  let why = 'the cloud names no address blocks for it';
  try {
    if (cloud !== undefined) blocks = await cloud.serverBlocks(task);
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    why = `the address blocks could not be asked: ${error.message}`;
  }
  return drafts.map((draft) => {
    if (draft.blocksOf === null) return draft;
    const mine = blocks.filter((set) => set.side === draft.blocksOf);
    if (mine.length === 0) return { ...draft, state: 'could-not-look', why };
    return { ...draft, details: [...blockLines(mine), ...draft.details] };
  });
}

function number(checklistId: string, drafts: readonly Draft[]): readonly Item[] {
  return drafts.map((draft, at) => ({ ...draft, id: `${checklistId}.${at + 1}`, signOff: null }));
}

function announce(ports: CleanupPorts, value: Announcement): Write {
  return { kind: OUTBOX, id: ports.newId('o'), expect: 0, value, dueAt: ports.now() };
}

function audit(type: string, checklist: Checklist, now: number, more: Record<string, unknown>): AuditEvent {
  return {
    type,
    at: new Date(now).toISOString(),
    checklist: checklist.id,
    ending: checklist.endingId,
    task: taskKey(checklist.task),
    ...more,
  };
}

export interface Cleanup {
  /** Opens the checklist of an ended ending, once; a task that has one already keeps it. */
  openFor(due: Row<{ endingId: string }>): Promise<void>;
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

function checklistIdOf(itemId: string): string {
  return itemId.slice(0, itemId.lastIndexOf('.'));
}

async function make(
  ports: CleanupPorts,
  task: Task,
  action: Action,
  owner: string,
  endingId: string | null,
): Promise<Checklist> {
  const id = ports.newId('k');
  const drafts = await withBlocks(ports, task, leftoversOf(task, action));
  return { id, endingId, task, owner, openedAt: ports.now(), items: number(id, drafts) };
}

/** The checklist of a task, and the version of the index row that says so (0 = there is none). */
async function lookUp(
  ports: CleanupPorts,
  task: Task,
): Promise<{ checklist: Checklist | null; version: number }> {
  const index = await ports.store.read<{ id: string }>(CHECKLIST_OF, taskKey(task));
  if (index === null) return { checklist: null, version: 0 };
  const row = await ports.store.read<Checklist>(CHECKLIST, index.value.id);
  return { checklist: row?.value ?? null, version: index.version };
}

/** Writes a new checklist, unless another one has been made since the index row was read at `version`. */
async function save(
  ports: CleanupPorts,
  checklist: Checklist,
  version: number,
  more: readonly Write[],
): Promise<boolean> {
  return ports.store.commit(
    [
      { kind: CHECKLIST, id: checklist.id, expect: 0, value: checklist },
      {
        kind: CHECKLIST_OF,
        id: taskKey(checklist.task),
        expect: version,
        value: { id: checklist.id },
      },
      announce(ports, { what: 'checklist', id: checklist.id }),
      ...more,
    ],
    [audit('checklist.opened', checklist, ports.now(), { items: checklist.items.map((item) => item.title) })],
  );
}

/**
 * The action whose leftovers are to be listed. An ordinary stop that hung and was followed by a forced one that
 * was sent counts as forced: nobody can promise that its last step was done.
 */
async function actionOf(ports: CleanupPorts, ending: Ending): Promise<Action> {
  const endings = (await allEndings(ports.store)).map((row) => row.value);
  const forced = endings.some((other) => other.supersedes === ending.id && other.call !== null);
  return forced ? 'force-terminate' : ending.action;
}

async function openFor(ports: CleanupPorts, due: Row<{ endingId: string }>): Promise<void> {
  const done: Write = { kind: CLEANUP_DUE, id: due.id, expect: due.version, value: null };
  const ending = (await ports.store.read<Ending>(ENDING, due.value.endingId))?.value;
  const held = ending === undefined ? null : await lookUp(ports, ending.task);
  if (ending === undefined || held === null || held.checklist !== null) {
    await ports.store.commit([done]);
    return;
  }
  const action = await actionOf(ports, ending);
  const checklist = await make(ports, ending.task, action, ending.requester.userId, ending.id);
  // Where somebody was faster the row stays due, and the next round finds his checklist.
  await save(ports, checklist, held.version, [done]);
}

async function everyChecklist(ports: CleanupPorts): Promise<readonly Checklist[]> {
  const all: Checklist[] = [];
  for (let after = ''; ; ) {
    const page = await ports.store.list<Checklist>(CHECKLIST, { after, limit: 200 });
    all.push(...page.map((row) => row.value));
    const last = page.at(-1);
    if (last === undefined || page.length < 200) return all;
    after = last.id;
  }
}

async function maySignOff(
  ports: CleanupPorts,
  itemId: string,
  actor: Actor,
): Promise<{ why: string } | { item: Item; checklist: Checklist }> {
  const row = await ports.store.read<Checklist>(CHECKLIST, checklistIdOf(itemId));
  const item = row?.value.items.find((candidate) => candidate.id === itemId);
  if (row === null || item === undefined)
    return { why: 'I no longer hold this item. The audit log has what became of it.' };
  if (item.signOff !== null) return { why: 'This item is signed off already.' };
  const verdict = await ports.policy.judge(actor, 'cleanup', row.value.task);
  return verdict.allowed ? { item, checklist: row.value } : { why: verdict.why };
}

async function signOff(
  ports: CleanupPorts,
  input: { itemId: string; actor: Actor; text: string },
): Promise<SignOffOutcome> {
  for (let attempt = 0; attempt < 20; attempt += 1) {
    const may = await maySignOff(ports, input.itemId, input.actor);
    if ('why' in may) return { kind: 'refused', why: may.why };
    const row = await ports.store.read<Checklist>(CHECKLIST, may.checklist.id);
    const now = ports.now();
    const after =
      row === null
        ? null
        : signOffItem(row.value, input.itemId, { userId: input.actor.userId, at: now, text: input.text });
    if (row === null || after === null) return { kind: 'refused', why: 'This item is signed off already.' };
    const note: Note = {
      kind: 'signed-off',
      userId: input.actor.userId,
      item: may.item.title,
      text: input.text,
    };
    const closed = openItems(after).length === 0;
    const saved = await ports.store.commit(
      [
        {
          kind: CHECKLIST,
          id: row.id,
          expect: row.version,
          value: after,
          dueAt: closed ? now + KEEP_CLOSED_MS : null,
        },
        announce(ports, { what: 'checklist', id: row.id }),
        announce(ports, { what: 'note', about: 'checklist', id: row.id, note, broadcast: false }),
      ],
      [
        audit('checklist.signed-off', after, now, {
          item: may.item.title,
          actor: input.actor.userId,
          text: input.text,
        }),
      ],
    );
    if (saved) return { kind: 'signed-off', checklist: after };
  }
  throw new Error(`checklist of item ${input.itemId} changes too often to be written`);
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
    async openByHand(task, actor) {
      const held = await lookUp(ports, task);
      if (held.checklist !== null) return held.checklist;
      const checklist = await make(ports, task, 'terminate', actor.userId, null);
      const saved = await save(ports, checklist, held.version, []);
      return saved ? checklist : ((await lookUp(ports, task)).checklist ?? checklist);
    },
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
