import { allEndings } from '../../lifecycle/earlier.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import type { Actor, Row, Write } from '../../lifecycle/ports.ts';
import { announcement, CLEANUP_DUE, type CleanupDue, ENDING } from '../../lifecycle/rows.ts';
import { type Action, type Task, taskKey } from '../../lifecycle/task.ts';
import type { Draft } from '../leftovers/draft.ts';
import { leftoversOf } from '../leftovers/leftovers.ts';
import type { CleanupPorts } from '../ports.ts';
import { CHECKLIST, CHECKLIST_OF, checklistLine, everyChecklist, lookUp } from '../rows.ts';
import type { Checklist, Item } from './checklist.ts';
import { changeChecklist } from './save-checklist.ts';

function number(checklistId: string, drafts: readonly Draft[]): readonly Item[] {
  return drafts.map((draft, at) => ({ ...draft, id: `${checklistId}.${at + 1}` }));
}

/** A checklist nobody has looked for yet; its first look is due at once. */
function make(
  ports: CleanupPorts,
  task: Task,
  action: Action,
  owner: string,
  endingId: string | null,
): Checklist {
  const id = ports.newId('k');
  const now = ports.now();
  return {
    id,
    endingId,
    task,
    owner,
    openedAt: now,
    items: number(id, leftoversOf(task, action)),
    lookedAt: null,
    looks: ports.settings.secondLooksMs.map((after) => now + after),
    quietUntil: null,
    closedAt: null,
    released: action === 'release',
    searched: null,
  };
}

/** Writes a new checklist, unless another one has been made since the index row was read at `version`. */
async function save(
  ports: CleanupPorts,
  checklist: Checklist,
  version: number,
  more: readonly Write[],
  by: Actor | null,
): Promise<boolean> {
  return ports.store.commit(
    [
      { kind: CHECKLIST, id: checklist.id, expect: 0, value: checklist, dueAt: ports.now() },
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
        ...(by === null ? {} : { actor: by.userId, byUs: false, status: checklist.task.status }),
        items: checklist.items.map(({ id, title, state }) => ({ itemId: id, item: title, state })),
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

/** A task is over: what it alone kept blocked elsewhere may be open now, so these checklists are looked at soon. */
async function lookElsewhere(ports: CleanupPorts): Promise<void> {
  for (const { id, items } of await everyChecklist(ports)) {
    if (!items.some(({ state }) => state === 'blocked' || state === 'unknown')) continue;
    await changeChecklist(ports, id, (checklist) => ({
      after: { ...checklist, looks: [ports.now(), ...checklist.looks] },
      audit: [],
      tell: false,
    }));
  }
}

/** Opens the checklist of an ended ending, once; a task that has one already keeps it, and it is looked at again. */
export async function openFor(ports: CleanupPorts, due: Row<CleanupDue>): Promise<void> {
  const done: Write = { kind: CLEANUP_DUE, id: due.id, expect: due.version, value: null };
  const ending = (await ports.store.read<Ending>(ENDING, due.value.endingId))?.value;
  const held = ending === undefined ? null : await lookUp(ports, ending.task);
  await lookElsewhere(ports);
  if (ending === undefined || held === null || held.checklist !== null) {
    await ports.store.commit([done]);
    return;
  }
  const action = await actionOf(ports, ending);
  const checklist = make(ports, ending.task, action, ending.requester.userId, ending.id);
  // Where somebody was faster the row stays due, and the next round finds his checklist.
  await save(ports, checklist, held.version, [done], null);
}

/** The checklist of a task that was ended without us, made now if it has none; the trail says who asked, and that. */
export async function openByHand(ports: CleanupPorts, task: Task, actor: Actor): Promise<Checklist> {
  const held = await lookUp(ports, task);
  if (held.checklist !== null) return held.checklist;
  const action: Action = task.stage === 'gone' ? 'release' : 'terminate';
  const checklist = make(ports, task, action, actor.userId, null);
  const saved = await save(ports, checklist, held.version, [], actor);
  return saved ? checklist : ((await lookUp(ports, task)).checklist ?? checklist);
}
