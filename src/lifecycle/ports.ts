import type { Evidence } from './readiness/evidence.ts';
import type { ReadinessRule } from './readiness/facts.ts';
import type { PresenceRule } from './schedule/schedule.ts';
import type { Action, Provider, Task, TaskRef } from './task.ts';

/** Why a cloud, or Slack, did not answer usefully. One function turns a kind into a sentence. */
export type FailureKind =
  | 'unauthorized' // the key, or a right, is missing
  | 'not-found'
  | 'throttled'
  | 'rejected' // it understood and said no
  | 'unreachable' // no connection, or no answer in time
  | 'unexpected-answer'; // an answer that is not what the manual says

/**
 * A read that did not work. The message says what was being done, never a secret.
 * `permission` names the missing right where the cloud tells or the manual says which one it is.
 */
export class ProviderError extends Error {
  readonly kind: FailureKind;
  readonly code: string | null;
  readonly requestId: string | null;
  readonly permission: string | null;
  constructor(
    kind: FailureKind,
    message: string,
    more: {
      code?: string | null;
      requestId?: string | null;
      permission?: string | null;
      cause?: unknown;
    } = {},
  ) {
    super(message, more.cause === undefined ? {} : { cause: more.cause });
    this.name = 'ProviderError';
    this.kind = kind;
    this.code = more.code ?? null;
    this.requestId = more.requestId ?? null;
    this.permission = more.permission ?? null;
  }
}

/** One account's region that was asked. `problem` is `null` where it answered. */
export interface Looked {
  readonly account: string;
  readonly region: string;
  readonly problem: ProviderError | null;
}

/** What a search found, and where it looked. Tasks of a two-way synchronisation come as one task a direction. */
export interface Found {
  readonly tasks: readonly Task[];
  readonly looked: readonly Looked[];
}

/**
 * A piece of a list that is still being read: tasks as a page of one region has shown them, or, with `looked`, all that
 * the region has answered, in place of its pages. A page may come twice, and details may still be missing.
 */
export interface Heard {
  readonly account: string;
  readonly region: string;
  readonly tasks: readonly Task[];
  readonly looked: Looked | null;
}

/** Is told of a list while it is read. Must not throw. */
export type Hear = (heard: Heard) => void;

/** A fresh look at one task, from the cloud's detail call. `not-found` proves nothing before our own call. */
export type Look =
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'not-found'; readonly code: string | null; readonly at: number };

/** What will be sent, as it goes into the record before it is sent. No secrets, nothing to parse back. */
export interface PreparedCall {
  readonly operation: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** What a cloud answered, for the record and for nothing else. */
export interface RawAnswer {
  /** The HTTP status. */
  readonly status: number;
  /** The body without credentials, at most 4 kB. */
  readonly body: string;
}

/**
 * How a call that changes a cloud came out (classes of outcome: never guessed from the text of an error), and the
 * answer itself where there was one. `unknown` is everything that may have taken effect: a time-out, a reset, a 5xx,
 * an answer nobody can read.
 */
export type CallOutcome = OutcomeClass & { readonly answer?: RawAnswer };

type OutcomeClass =
  | { readonly kind: 'accepted'; readonly requestId: string | null }
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly message: string;
      readonly requestId: string | null;
      readonly permission: string | null;
    }
  /** The cloud says that it no longer knows the task: it may be over already, so it is read. */
  | { readonly kind: 'gone'; readonly code: string; readonly requestId: string | null }
  | { readonly kind: 'throttled'; readonly code: string; readonly retryAfterMs: number | null }
  | { readonly kind: 'not-sent'; readonly why: string }
  | { readonly kind: 'unknown'; readonly why: string; readonly requestId: string | null };

export type Urgency = 'interactive' | 'background';

/**
 * One configured account at one cloud. Reads throw `ProviderError`; `send` never throws and never repeats by
 * itself.
 */
export interface Cloud {
  readonly provider: Provider;
  readonly account: string;
  readonly regions: readonly string[];
  /**
   * Every task of the account's regions, over every type, paged to the end. Never throws: problems are in `looked`.
   * `hear` is told page by page, and region by region.
   */
  list(urgency: Urgency, hear?: Hear): Promise<Found>;
  /** Tasks whose job id or instance id equals `words`, or whose name equals it ignoring case. Never throws. */
  find(words: string, urgency: Urgency): Promise<Found>;
  look(ref: TaskRef, urgency: Urgency): Promise<Look>;
  /** What it shows for or against the task's end beside the task itself: comparisons, and the source's position. */
  evidence(task: Task, urgency: Urgency): Promise<Evidence>;
  /** The call for an action on a task, or `null` where this cloud has none. Pure. */
  prepare(action: Action, task: Task): PreparedCall | null;
  /** Sends the prepared call once. */
  send(action: Action, task: Task): Promise<CallOutcome>;
}

/** A row of the store: what it is, its id, and a version that grows by one with each commit. */
export interface Row<Value> {
  readonly id: string;
  readonly version: number;
  readonly value: Value;
}

export interface Write {
  readonly kind: string;
  readonly id: string;
  /** The version that must be there now; 0 = must not exist. */
  readonly expect: number;
  /** A plain JSON object, or `null` to delete. */
  readonly value: object | null;
  /** When `claimDue` hands it out, in milliseconds since 1970. */
  readonly dueAt?: number | null;
}

/** An event of the audit trail: plain JSON. Sequence number, time of writing and hash are added by the store. */
export interface AuditEvent {
  readonly type: string;
  readonly at: string;
  readonly [field: string]: unknown;
}

/**
 * The row that a store leaves when it finds itself older than its audit log, as after a restored backup: what
 * stands in it may have been acted on since. `recover` takes it away.
 */
export const RESTORED = { kind: 'store', id: 'restored' } as const;

/**
 * Runs what puts an intent on record, makes a call that changes a cloud, and puts the answer on record: a stop waits for
 * all of it. `null` = the bot is being stopped, and nothing was begun.
 */
export type RunDeed = <T>(work: () => Promise<T>) => Promise<T | null>;

/** The five methods every engine must offer; one conformance suite holds them. */
export interface Store {
  read<Value extends object>(kind: string, id: string): Promise<Row<Value> | null>;
  /** All or nothing, durable when it resolves; `false` = somebody was faster. Throws where it cannot be written. */
  commit(writes: readonly Write[], audit?: readonly AuditEvent[]): Promise<boolean>;
  /** Hands out due rows under a lease: bumps their version and hides them until the lease is over. */
  claimDue<Value extends object>(
    kind: string,
    owner: string,
    leaseMs: number,
    limit: number,
  ): Promise<Row<Value>[]>;
  /** Rows in order of id, after the given one. */
  list<Value extends object>(kind: string, page: { after?: string; limit: number }): Promise<Row<Value>[]>;
  close(): Promise<void>;
}

/** Who acts, and where the command or click happened. */
export interface Actor {
  readonly userId: string;
  readonly teamId: string | null;
  readonly channelId: string | null;
}

export type Confirm = 'type-name' | 'button';

/** What the policy says. A refusal has a sentence; an allowance says what must still happen. */
export type Verdict =
  | {
      readonly allowed: true;
      readonly confirm: Confirm;
      readonly approvals: number;
      /** User ids, group ids, or "everyone": who may approve. */
      readonly approvers: readonly string[];
      /** What must be known, or proven, of a task's readiness before it is ended. */
      readonly readiness: ReadinessRule;
      /** Whether somebody must be there when a scheduled end begins. */
      readonly presence: PresenceRule;
      /** Which rule decided, counted from 1. */
      readonly rule: number;
    }
  | { readonly allowed: false; readonly why: string };

/** What keeps everybody from changing a task now, whatever they may: a hold, the freeze, or a freeze window. */
export interface Brakes {
  /**
   * Why nothing may be changed for this task now, in whole sentences: who, until when and how to lift it; `null`
   * where nothing stands against it. Asked last, right before a call. Looking, and taking something back, never ask.
   * `at`, in ms since 1970, asks about a moment to come, as far as it is known now.
   */
  against(task: TaskRef & Pick<Task, 'other'>, at?: number): Promise<string | null>;
}

/** What the core asks of the policy. Every method refuses (never throws) where it cannot check. */
export interface Policy {
  judge(
    actor: Actor,
    action: Action | 'cleanup' | 'hold',
    task: Pick<Task, 'account' | 'taskId' | 'instanceId' | 'name' | 'tags'>,
  ): Promise<Verdict>;
  /** May this person read: full members of this workspace only. */
  mayRead(
    actor: Actor,
  ): Promise<{ readonly allowed: true } | { readonly allowed: false; readonly why: string }>;
  /** May this person give one of the approvals: a full member, and among `approvers`. */
  mayApprove(
    actor: Actor,
    approvers: readonly string[],
  ): Promise<{ readonly allowed: true } | { readonly allowed: false; readonly why: string }>;
  /**
   * Those of these people whose agreement counts no more, each with why, as the end of a sentence about them: "is
   * deactivated". Who cannot be checked is among them, and marked: it may count again in a moment.
   */
  lostApprovers(
    userIds: readonly string[],
    approvers: readonly string[],
  ): Promise<readonly { readonly userId: string; readonly why: string; readonly unchecked?: true }[]>;
}
