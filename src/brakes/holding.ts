import type { Actor, AuditEvent, Row, Write } from '../lifecycle/ports.ts';
import { announcement, type BrakeNews } from '../lifecycle/rows.ts';
import { taskKey, titleOf } from '../lifecycle/task.ts';
import { covers, type Hold, holdId, idsOf, outlasts, stands, type TaskOrRef, type Until } from './hold.ts';
import type { BrakePorts, HeldTask } from './ports.ts';
import { type Refused, reasonObjection, refuse } from './refuse.ts';
import { heldSentence, untilWords } from './sentences.ts';
import { HOLD, holdRows } from './standing.ts';

export interface HoldInput {
  readonly actor: Actor;
  readonly task: HeldTask & TaskOrRef;
  readonly until: Until | null;
  readonly because: string;
}

/** `hold` is the one that was set, or that was lifted; `before` the shorter one that it took the place of. */
export type HoldOutcome =
  | Refused
  | { readonly kind: 'held'; readonly hold: Hold; readonly before: Hold | null }
  | { readonly kind: 'lifted'; readonly hold: Hold };

const TRIES = 20;

function line(type: string, hold: Hold, now: number, more: Record<string, unknown>): AuditEvent {
  return {
    type,
    at: new Date(now).toISOString(),
    task: taskKey(hold.task),
    tasks: hold.taskIds,
    name: hold.task.name,
    until: hold.until === null ? null : new Date(hold.until.at).toISOString(),
    because: hold.because,
    ...more,
  };
}

function told(ports: BrakePorts, kind: 'held' | 'lifted' | 'over', hold: Hold, by: string | null): Write {
  const { task, until, because } = hold;
  const { provider, taskId } = task;
  const news: BrakeNews = {
    kind,
    by,
    task: { title: titleOf(task), taskId, provider, account: task.account },
    until: until?.at ?? null,
    because,
  };
  return announcement(ports, { what: 'brake', id: ports.channelOf(task.account), news });
}

function made(ports: BrakePorts, { actor, task, until, because }: HoldInput): Hold {
  const { provider, account, region, taskId, instanceId, direction, name, tags } = task;
  return {
    id: holdId(task),
    task: { provider, account, region, taskId, instanceId, direction, name, tags },
    taskIds: idsOf(task),
    by: actor.userId,
    at: ports.now(),
    because: because.trim(),
    until,
  };
}

/** The rows that a new hold takes the place of, and the row under its own id, gone or not. */
async function write(ports: BrakePorts, hold: Hold, rows: readonly Row<Hold>[], before: Hold | null) {
  const own = rows.find(({ id }) => id === hold.id) ?? (await ports.store.read<Hold>(HOLD, hold.id));
  const others = rows.filter(({ id }) => id !== hold.id);
  const now = ports.now();
  const writes: Write[] = [
    { kind: HOLD, id: hold.id, expect: own?.version ?? 0, value: hold, dueAt: hold.until?.at ?? null },
    ...others.map(({ id, version }) => ({ kind: HOLD, id, expect: version, value: null })),
    told(ports, 'held', hold, hold.by),
  ];
  const earlier = before === null ? null : { by: before.by, until: before.until?.at ?? null };
  return ports.store.commit(writes, [line('hold.set', hold, now, { actor: hold.by, before: earlier })]);
}

/**
 * Puts a task on hold, both of its directions, until a moment or until somebody lifts it. Refuses whoever the policy
 * does not let, a hold without a reason, and one that would end a hold that stands sooner.
 */
export async function hold(ports: BrakePorts, input: HoldInput): Promise<HoldOutcome> {
  const { actor, task, until } = input;
  const tried = { deed: 'hold', task: taskKey(task) } as const;
  const may = await ports.rights.mayHold(actor, task);
  if (!may.allowed) return refuse(ports, actor, tried, may.why);
  const wrong = reasonObjection(input.because);
  if (wrong !== null) return refuse(ports, actor, tried, wrong);
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const now = ports.now();
    if (until !== null && until.at <= now) return refuse(ports, actor, tried, `${until.wall} is past.`);
    const rows = (await holdRows(ports.store)).filter(({ value }) => covers(value, task));
    const standing = rows.map(({ value }) => value).filter((value) => stands(value, now));
    const longer = standing.find((value) => !outlasts(until, value.until));
    if (longer !== undefined) {
      const asked = `It would not last longer ${untilWords(until)} than it does; a hold is never made shorter by another.`;
      return refuse(ports, actor, tried, `${asked} ${heldSentence(longer)}`);
    }
    const set = made(ports, input);
    const before = standing[0] ?? null;
    if (await write(ports, set, rows, before)) return { kind: 'held', hold: set, before };
  }
  throw new Error(`the hold of ${taskKey(task)} changes too often to be written`);
}

/** Takes a hold off. Judged on the task as it was when the hold was set. */
export async function unhold(
  ports: BrakePorts,
  { id, actor }: { id: string; actor: Actor },
): Promise<HoldOutcome> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    const row = await ports.store.read<Hold>(HOLD, id);
    const now = ports.now();
    if (row === null || !stands(row.value, now))
      return refuse(ports, actor, { deed: 'unhold', task: id }, 'It is not on hold any more.');
    const held = row.value;
    const may = await ports.rights.mayHold(actor, held.task);
    if (!may.allowed) return refuse(ports, actor, { deed: 'unhold', task: taskKey(held.task) }, may.why);
    const lifted = await ports.store.commit(
      [{ kind: HOLD, id, expect: row.version, value: null }, told(ports, 'lifted', held, actor.userId)],
      [line('hold.lifted', held, now, { actor: actor.userId, by: held.by })],
    );
    if (lifted) return { kind: 'lifted', hold: held };
  }
  throw new Error(`the hold ${id} changes too often to be lifted`);
}

/** Takes a hold away whose time is over. It has not counted since then; now it is told. */
export async function expire(ports: BrakePorts, row: Row<Hold>): Promise<void> {
  const now = ports.now();
  if (stands(row.value, now)) return;
  await ports.store.commit(
    [{ kind: HOLD, id: row.id, expect: row.version, value: null }, told(ports, 'over', row.value, null)],
    [line('hold.over', row.value, now, { by: row.value.by })],
  );
}
