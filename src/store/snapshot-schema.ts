import { z } from 'zod';
import type { DrsFacts, Endpoint, Stage, Task } from '../lifecycle/task.ts';

const Text = z.string().nullable();

const Place = z.enum(['cloud-instance', 'cloud-machine', 'private-line', 'public-address', 'not-shown']);

/** Every stage; the compiler misses one that is new. */
const STAGES: Readonly<Record<Stage, true>> = {
  creating: true,
  'create-failed': true,
  configuring: true,
  waiting: true,
  starting: true,
  'start-failed': true,
  'full-load': true,
  running: true,
  retrying: true,
  failed: true,
  paused: true,
  changing: true,
  'change-failed': true,
  repairing: true,
  'repair-failed': true,
  locked: true,
  ending: true,
  'end-failed': true,
  ended: true,
  gone: true,
  'sub-task': true,
  unknown: true,
};

const KnownStage = z
  .custom<Stage>((value) => typeof value === 'string' && Object.hasOwn(STAGES, value))
  .catch('unknown');

const Database = z.object({
  engine: Text,
  place: Place,
  product: Text,
  instanceId: Text,
  instanceName: Text,
  address: Text,
  port: Text,
  region: Text,
  user: Text,
  foreignAccount: Text,
}) satisfies z.ZodType<Endpoint>;

const Facts = z.object({
  replicationPrivateIp: Text,
  replicationPublicIp: Text,
  ownPublicIps: z.array(z.string()),
  networkType: Text,
  securityGroupId: Text,
  vpcId: Text,
  destinationReadOnly: z.boolean().nullable(),
  configurationFailed: z.boolean(),
  engineType: Text,
  jobDirection: Text,
}) satisfies z.ZodType<DrsFacts>;

const KeptTask = z.object({
  provider: z.enum(['alibaba-dts', 'drs']),
  account: z.string().min(1),
  region: z.string().min(1),
  taskId: z.string().min(1),
  instanceId: Text,
  direction: z.enum(['forward', 'reverse']),
  name: Text,
  kind: z.enum(['migration', 'synchronisation', 'change-tracking', 'disaster-recovery']),
  status: z.string(),
  stage: KnownStage,
  twoWay: z.boolean(),
  other: z.object({ taskId: Text, stage: KnownStage, status: z.string() }).nullable(),
  load: z.enum(['full-only', 'incremental', 'full-and-incremental', 'not-shown']),
  fullLoad: z.enum(['running', 'complete', 'not-shown']),
  source: Database,
  destination: Database,
  createdAt: Text,
  finishedAt: Text,
  billing: z.enum(['pay-as-you-go', 'subscription', 'not-shown']),
  expiresAt: Text,
  lag: z.null(),
  trouble: z.null(),
  drs: Facts.nullable(),
  tags: z.record(z.string(), z.string()).nullable().catch(null),
  readAt: z.number(),
}) satisfies z.ZodType<Task>;

/** A task as it was last seen alive, and when that was, in milliseconds since 1970. */
export interface Snapshot {
  readonly task: Task;
  readonly aliveAt: number;
}

const Row = z.object({ aliveAt: z.number(), task: KeptTask }) satisfies z.ZodType<Snapshot>;

const File = z.object({ schema: z.literal(1), snapshots: z.array(z.unknown()) });

/** The text of the file: one task a line. */
export function formatSnapshots(snapshots: readonly Snapshot[]): string {
  const lines = snapshots.map(({ aliveAt, task }) => JSON.stringify({ aliveAt, task }));
  return `{"schema":1,"snapshots":[\n${lines.join(',\n')}\n]}\n`;
}

/** Reads the text of the file. Rows that are wrong are left out and counted; `null` where it is no such file. */
export function parseSnapshots(text: string): { snapshots: readonly Snapshot[]; wrong: number } | null {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return null;
  }
  const file = File.safeParse(json);
  if (!file.success) return null;
  const snapshots = file.data.snapshots.flatMap((row) => {
    const parsed = Row.safeParse(row);
    return parsed.success ? [parsed.data] : [];
  });
  return { snapshots, wrong: file.data.snapshots.length - snapshots.length };
}
