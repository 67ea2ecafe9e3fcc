import type { AlibabaState } from './alibaba-state.ts';
import { letsNobodyIn } from './database.ts';
import type { DtsTask } from './dts-task.ts';

/**
 * A logical replication slot that DTS keeps on a PostgreSQL source. It is dropped when its task is released, and
 * only while DTS can still reach the source; else it stays and keeps write-ahead log until the disk is full
 * (manual "Precautions and limits for synchronizing data from a PostgreSQL database").
 */
export interface ReplicationSlot {
  name: string;
  taskId: string;
  databaseId: string;
  /** The task was released while DTS could not get in: nobody drops it any more. */
  orphaned: boolean;
}

/** The slot of a task; empty for other engines and for a released task. */
export function slotsOf(task: DtsTask): ReplicationSlot[] {
  if (task.released || !/postgres/i.test(task.source.EngineName)) return [];
  const databaseId = task.source.InstanceID || task.source.Ip;
  return [{ name: `dts_sync_${task.id}`, taskId: task.id, databaseId, orphaned: false }];
}

/** What a release does to the slot of the task. */
export function dropSlot(state: AlibabaState, task: DtsTask): void {
  if (dtsGetsIn(state, task)) {
    state.slots = state.slots.filter((slot) => slot.taskId !== task.id);
    return;
  }
  for (const slot of state.slots) if (slot.taskId === task.id) slot.orphaned = true;
}

/** Can DTS still reach the source? What this world does not know (a public address) it can. */
function dtsGetsIn(state: AlibabaState, { source }: DtsTask): boolean {
  const database = state.databases.find((each) => each.id === source.InstanceID);
  if (database !== undefined)
    return database.groups.some((group) => /dts/i.test(group.name) && !letsNobodyIn(group));
  const machine = state.instances.find((each) => each.id === source.InstanceID);
  if (machine === undefined) return true;
  return machine.securityGroupIds.some((id) =>
    state.securityGroups.some((group) => group.id === id && /dts/i.test(group.name)),
  );
}
