import type { Actor, AuditEvent } from '../lifecycle/ports.ts';
import { type Task, taskKey } from '../lifecycle/task.ts';
import { type Checklist, checklistIdOf } from './checklist/checklist.ts';
import type { CleanupPorts } from './ports.ts';
import { CHECKLIST, checklistLine } from './rows.ts';

/** What was pressed or typed, as the audit trail calls it. */
export type Press = 'open' | 'remove' | 'undo' | 'sign-off' | 'take' | 'snooze' | 'rescan';

/** Where it was pressed: on an item, on a whole list, or, for a list that is not open yet, for a task. */
export interface Pressed {
  readonly actor: Actor;
  readonly itemId?: string | null;
  readonly checklistId?: string;
  readonly task?: Task;
}

function about({ itemId, checklistId }: Pressed): string | null {
  return checklistId ?? (itemId == null ? null : checklistIdOf(itemId));
}

async function refusedLine(
  ports: CleanupPorts,
  press: Press,
  pressed: Pressed,
  why: string,
): Promise<AuditEvent> {
  const now = ports.now();
  const id = about(pressed);
  const { itemId = null, task } = pressed;
  const checklist = id === null ? undefined : (await ports.store.read<Checklist>(CHECKLIST, id))?.value;
  const item = checklist?.items.find((one) => one.id === itemId);
  const said = {
    press,
    ...(itemId === null ? {} : { itemId, item: item?.title ?? null }),
    actor: pressed.actor.userId,
    why,
  };
  const type = press === 'remove' ? 'checklist.removal-refused' : 'checklist.press-refused';
  if (checklist !== undefined) return checklistLine(type, checklist, now, said);
  const of = task === undefined ? {} : { task: taskKey(task) };
  return { type, at: new Date(now).toISOString(), checklist: id, ...of, ...said };
}

/** The outcome of a press on a checklist, after a refused one has left its line: somebody tried. */
export async function recordRefused<Outcome extends object>(
  ports: CleanupPorts,
  press: Press,
  pressed: Pressed,
  outcome: Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const came = await outcome;
  if ('why' in came && typeof came.why === 'string')
    await ports.store.commit([], [await refusedLine(ports, press, pressed, came.why)]);
  return came;
}
