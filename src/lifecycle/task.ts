/** The five things that can be asked of a task, in the words of people. */
export const ACTIONS = ['terminate', 'force-terminate', 'release', 'pause', 'resume'] as const;
export type Action = (typeof ACTIONS)[number];

export type Provider = 'alibaba-dts' | 'drs';

/** What sort of task it is. `change-tracking` exists on DTS only, `disaster-recovery` on DRS only. */
export type Kind = 'migration' | 'synchronisation' | 'change-tracking' | 'disaster-recovery';

/**
 * What a provider's raw status means to us. Every raw status is one row of `stages/dts.ts` or
 * `stages/drs.ts`; a status without a row is `unknown`, shown raw, and nothing is done to it.
 */
export type Stage =
  | 'creating' // being made; nothing copies yet
  | 'create-failed' // could not be made
  | 'configuring' // waits for a person to configure it
  | 'waiting' // configured, checked or being checked, not started
  | 'starting' // the start is under way
  | 'start-failed' // the start failed
  | 'full-load' // copies schema and existing rows, or nobody says that this is over
  | 'running' // carries changes over as they happen
  | 'retrying' // the cloud retries it by itself
  | 'failed' // stopped by an error
  | 'paused' // paused; can be resumed
  | 'changing' // its objects, class or node are being changed
  | 'change-failed' // such a change failed
  | 'repairing' // the cloud repairs its node
  | 'repair-failed' // that repair failed
  | 'locked' // overdue or expired
  | 'ending' // its end is under way
  | 'end-failed' // its end was tried and failed
  | 'ended' // over for good
  | 'gone' // released or deleted
  | 'sub-task' // a part of another task; act on the parent
  | 'unknown';

/** A database end of a task. Ids and addresses are the cloud's; `null` is "not shown". */
export interface Endpoint {
  /** The engine in a person's words, e.g. "MySQL". */
  readonly engine: string | null;
  /** Where the database lives: an instance of the cloud, an ECS machine, behind a line, or a public address. */
  readonly place: 'cloud-instance' | 'cloud-machine' | 'private-line' | 'public-address' | 'not-shown';
  /** The product as the cloud calls it, e.g. "RDS", "PolarDB", "ECS". */
  readonly product: string | null;
  readonly instanceId: string | null;
  readonly instanceName: string | null;
  readonly address: string | null;
  readonly port: string | null;
  readonly region: string | null;
  readonly user: string | null;
  /** The cloud account that owns it, where it is not the task's own. */
  readonly foreignAccount: string | null;
}

/** Which task, and which of its directions. The direction is the cloud's word; people are shown endpoints. */
export interface TaskRef {
  readonly provider: Provider;
  readonly account: string;
  readonly region: string;
  /** The cloud's own id: DtsJobId, or DRS job id. */
  readonly taskId: string;
  /** DTS instance id; `null` on DRS or where the cloud leaves it empty. */
  readonly instanceId: string | null;
  readonly direction: 'forward' | 'reverse';
}

export type Billing = 'pay-as-you-go' | 'subscription' | 'not-shown';

/** How far behind the destination is. `null` where the cloud shows no figure (DRS says -1 then). */
export interface Lag {
  readonly milliseconds: number;
}

/** An error that the cloud shows on a task; the text is redacted and is never markup. */
export interface Trouble {
  readonly code: string | null;
  readonly text: string;
  /** In how many separate reads it was seen. One read is a warning, two are trouble. */
  readonly reads: 1 | 2;
}

/** What only DRS knows of a task, needed for its plan and for the clean-up after it. */
export interface DrsFacts {
  /** The replication instance's addresses; DRS may forget them once it has released the instance. */
  readonly replicationPrivateIp: string | null;
  readonly replicationPublicIp: string | null;
  /** Public addresses that the user brought; they stay his after the end. */
  readonly ownPublicIps: readonly string[];
  readonly networkType: string | null;
  readonly securityGroupId: string | null;
  readonly vpcId: string | null;
  readonly destinationReadOnly: boolean | null;
  /** `true` where the configuration is known to have failed (no status of its own). */
  readonly configurationFailed: boolean;
  readonly engineType: string | null;
  readonly jobDirection: string | null;
}

/** One task (one direction of it, where it has two), as the cloud showed it at `readAt`. */
export interface Task extends TaskRef {
  /** `null` where it has none. */
  readonly name: string | null;
  readonly kind: Kind;
  /** The raw status, shown to people behind our word for it. */
  readonly status: string;
  readonly stage: Stage;
  readonly twoWay: boolean;
  /** The other direction of a two-way synchronisation, `null` for all others or where it is not shown. */
  readonly other: { readonly taskId: string | null; readonly stage: Stage; readonly status: string } | null;
  /** `full-only` tasks end by themselves and have no lag. */
  readonly load: 'full-only' | 'incremental' | 'full-and-incremental' | 'not-shown';
  /** Whether all existing rows have been copied. */
  readonly fullLoad: 'running' | 'complete' | 'not-shown';
  readonly source: Endpoint;
  readonly destination: Endpoint;
  /** ISO time, UTC. */
  readonly createdAt: string | null;
  readonly finishedAt: string | null;
  readonly billing: Billing;
  /** ISO time, UTC; for subscriptions. */
  readonly expiresAt: string | null;
  readonly lag: Lag | null;
  readonly trouble: Trouble | null;
  readonly drs: DrsFacts | null;
  /** Tags by key; `null` where the cloud does not show them. */
  readonly tags: Readonly<Record<string, string>> | null;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** The key under which at most one ending of a task and direction is alive. */
export function taskKey(ref: TaskRef): string {
  return [ref.provider, ref.account, ref.region, ref.taskId, ref.direction].join('/');
}

/** The name a person knows the task by: its name, or its id where it has none. */
export function titleOf(task: { readonly name: string | null; readonly taskId: string }): string {
  return task.name === null || task.name.trim() === '' ? task.taskId : task.name;
}

/** Is this what somebody typed? Case and outer blanks do not count, and nothing is called by nothing. */
export function isCalled(value: string | null, words: string): boolean {
  const wanted = words.trim().toLowerCase();
  return wanted !== '' && value !== null && value.trim().toLowerCase() === wanted;
}

/** Does it name the task: by its job id, its instance id, or its name? */
export function namesTask(
  { taskId, instanceId, name }: Pick<Task, 'taskId' | 'instanceId' | 'name'>,
  words: string,
): boolean {
  return [taskId, instanceId, name].some((value) => isCalled(value, words));
}

/** An endpoint in few words: "rm-bp1162 (RDS MySQL)" or "203.0.113.20 (MySQL)". */
export function describeEndpoint(endpoint: Endpoint): string {
  const where = endpoint.instanceName ?? endpoint.instanceId ?? endpoint.address ?? 'not shown';
  const what = [endpoint.product, endpoint.engine].filter(
    (word, at, all) => word !== null && all.indexOf(word) === at,
  );
  return what.length === 0 ? where : `${where} (${what.join(' ')})`;
}

/** A direction as people are shown it: by its endpoints, never as "forward" or "reverse". */
export function describeDirection(task: Pick<Task, 'source' | 'destination'>): string {
  const end = (endpoint: Endpoint) =>
    endpoint.instanceName ?? endpoint.instanceId ?? endpoint.address ?? 'not shown';
  return `${end(task.source)} → ${end(task.destination)}`;
}

/** The title; of a two-way synchronisation with the direction, for its two directions share a name. */
export function fullTitle(task: Pick<Task, 'name' | 'taskId' | 'twoWay' | 'source' | 'destination'>): string {
  return task.twoWay ? `${titleOf(task)}, ${describeDirection(task)}` : titleOf(task);
}

/** Over for good, whether or not the cloud still lists it. */
export function isOver(stage: Stage): boolean {
  return stage === 'ended' || stage === 'gone';
}
