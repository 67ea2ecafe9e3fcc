import { allEndings } from '../lifecycle/earlier.ts';
import type { Ending } from '../lifecycle/ending.ts';
import { type Actor, ProviderError, type Row, type Write } from '../lifecycle/ports.ts';
import { announcement, CLEANUP_DUE, type CleanupDue, ENDING } from '../lifecycle/rows.ts';
import { type Action, type Task, taskKey } from '../lifecycle/task.ts';
import type { Checklist, Item } from './checklist.ts';
import type { Draft } from './draft.ts';
import { leftoversOf } from './leftovers.ts';
import type { CleanupPorts, ServerBlocks } from './ports.ts';
import { CHECKLIST, CHECKLIST_OF, checklistLine, lookUp } from './rows.ts';

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
    const count = new Set(mine.flatMap((set) => set.blocks)).size;
    const title = `${draft.title}: ${count} address ${count === 1 ? 'block' : 'blocks'}`;
    return { ...draft, title, details: [...blockLines(mine), ...draft.details] };
  });
}

function number(checklistId: string, drafts: readonly Draft[]): readonly Item[] {
  return drafts.map((draft, at) => ({ ...draft, id: `${checklistId}.${at + 1}`, signOff: null }));
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
      announcement(ports, { what: 'checklist', id: checklist.id }),
      ...more,
    ],
    [
      checklistLine('checklist.opened', checklist, ports.now(), {
        items: checklist.items.map((item) => item.title),
      }),
    ],
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

/** Opens the checklist of an ended ending, once; a task that has one already keeps it. */
export async function openFor(ports: CleanupPorts, due: Row<CleanupDue>): Promise<void> {
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

/** The checklist of a task that was ended without us, made now if it has none. */
export async function openByHand(ports: CleanupPorts, task: Task, actor: Actor): Promise<Checklist> {
  const held = await lookUp(ports, task);
  if (held.checklist !== null) return held.checklist;
  const checklist = await make(ports, task, 'terminate', actor.userId, null);
  const saved = await save(ports, checklist, held.version, []);
  return saved ? checklist : ((await lookUp(ports, task)).checklist ?? checklist);
}
