import type { Fingerprint } from './fingerprint.ts';
import type { PlanLine } from './plan/line.ts';
import type { Actor, CallOutcome, PreparedCall } from './ports.ts';
import type { Purpose } from './purpose.ts';
import type { Known } from './readiness/facts.ts';
import type { ReadinessLine } from './readiness/line.ts';
import type { Declared } from './readiness/writes.ts';
import type { EndingSchedule } from './schedule/schedule.ts';
import type { Action, Stage, Task } from './task.ts';

/** The words of an ending's life, as they also stand in the metadata of its message. */
export const ENDING_STATES = [
  'awaiting-approval', // confirmed; other people must agree, or its time must come
  'checking', // taken; the task is being looked at once more
  'executing', // what will be sent is on record; the call may be on its way
  'ending', // the cloud has taken it; its end is observed
  'outcome-unknown', // nobody knows whether the cloud took it; it is read, never called
  'ended', // seen to be over
  'failed', // the cloud said no, or its end failed
  'refused', // the rules said no; nothing was sent
  'void', // the task had changed; nothing was sent
  'rejected', // a person said no
  'expired', // nobody agreed in time
  'withdrawn', // taken back by a person
  'vetoed', // stopped by a person before its scheduled time
  'needs-human', // reading could not decide; a person must
] as const;
export type EndingState = (typeof ENDING_STATES)[number];

/** Where each state may go. Nothing leads from `executing` or `outcome-unknown` back to a call. */
const NEXT: Readonly<Record<EndingState, readonly EndingState[]>> = {
  'awaiting-approval': [
    'awaiting-approval',
    'checking',
    'rejected',
    'expired',
    'withdrawn',
    'vetoed',
    'refused',
    'outcome-unknown', // only when the memory was restored from an older copy
  ],
  checking: ['awaiting-approval', 'executing', 'refused', 'void', 'ended', 'outcome-unknown'],
  executing: ['executing', 'ending', 'ended', 'failed', 'outcome-unknown'],
  ending: ['ending', 'ended', 'failed', 'needs-human'],
  'outcome-unknown': ['outcome-unknown', 'ending', 'ended', 'failed', 'needs-human'],
  'needs-human': ['needs-human', 'ended', 'failed'], // failed: a pause or a resume of a task that is over
  ended: [],
  failed: [],
  refused: [],
  void: [],
  rejected: [],
  expired: [],
  withdrawn: [],
  vetoed: [],
};

/** Is this the last word? `needs-human` is not: the cloud may still show the end. */
export function isFinal(state: EndingState): boolean {
  return NEXT[state].length === 0;
}

/** Does an ending in this state keep others off its task? `needs-human` frees it for a new plan. */
export function holdsTask(state: EndingState): boolean {
  return !isFinal(state) && state !== 'needs-human';
}

/** One try at the call, and how it came out. */
export interface Try {
  readonly at: number;
  readonly outcome: CallOutcome;
}

/** One look at the cloud after the call. `stage` is `null` where the task was not found. */
export interface Reading {
  readonly at: number;
  readonly stage: Stage | null;
  readonly status: string;
}

/** One agreement, bound to what was found by a fresh look at that moment. */
export interface Approval {
  readonly userId: string;
  readonly at: number;
  readonly fingerprint: Fingerprint;
  readonly readiness: readonly ReadinessLine[];
}

/** An agreement that counts no more: whose, why ("is a guest now"), and when that was found. */
export interface LostApproval {
  readonly userId: string;
  readonly why: string;
  readonly at: number;
}

/** What was shown to the person who confirmed, for those who are asked to agree. */
export interface Shown {
  /** Every line of the plan, that of readiness too. */
  readonly lines: readonly PlanLine[];
  readonly readiness: readonly ReadinessLine[];
  /** How many clean-up items the end leaves. */
  readonly leftovers: number;
  /** Which rule of the policy allowed it, counted from 1. */
  readonly rule: number;
}

/** One confirmed attempt to do one action to one task (one direction of it), with its own life. */
export interface Ending {
  readonly id: string;
  readonly confirmationId: string;
  readonly action: Action;
  /** The task as it was shown, and after the last check before the call, as it was then. */
  readonly task: Task;
  readonly fingerprint: Fingerprint;
  readonly state: EndingState;
  readonly since: number;
  readonly requester: Actor;
  readonly reason: string | null;
  readonly confirmedAt: number;
  /** The facts against it that its requester has said to know. */
  readonly known: readonly Known[];
  /** Absent where it was confirmed by an older version, which did not keep it. */
  readonly shown?: Shown;
  /** Why it is ended for good; left out where nobody chose, which counts as a cut-over. */
  readonly purpose?: Purpose;
  /** Who said, before it was confirmed, that writes are stopped. */
  readonly writesStopped?: Declared;
  /**
   * How many others must agree; one more than the policy asks for where required readiness is overridden. It may grow
   * with the policy, never shrink.
   */
  readonly approvalsNeeded: number;
  /** User ids, group ids, or "everyone": who may agree, as the policy named them last. */
  readonly approvers: readonly string[];
  readonly approvals: readonly Approval[];
  /** Agreements that were given and count no more; absent where there never was one. */
  readonly lost?: readonly LostApproval[];
  readonly approvalExpiresAt: number | null;
  /** All have agreed, but too late for the old confirmation: the requester must press once more. */
  readonly pressAgain: boolean;
  readonly decidedBy: { readonly userId: string; readonly reason: string | null } | null;
  readonly call: PreparedCall | null;
  readonly tries: readonly Try[];
  readonly requestId: string | null;
  readonly answeredAt: number | null;
  /** The newest readings, at most the last two; two equal ones prove an end. */
  readonly readings: readonly Reading[];
  /** How many readings in a row found the task where it was before. */
  readonly stillThere: number;
  readonly slow: boolean;
  /** `false` where the task was over before we called. */
  readonly byUs: boolean;
  /** Why it came to its state, in a sentence; `null` where the state says it all. */
  readonly why: string | null;
  /** An earlier ending of the same task that this plan named. */
  readonly earlier: string | null;
  /** The hung ordinary stop that this forced one replaced. */
  readonly supersedes: string | null;
  /** The time that it waits for, or has waited for; not there where it was to happen at once. */
  readonly schedule?: EndingSchedule | null;
}

/** Moves an ending to a state, with what is learnt on the way. A move that the picture lacks is our bug. */
export function move(ending: Ending, state: EndingState, now: number, learnt: Partial<Ending> = {}): Ending {
  if (!NEXT[ending.state].includes(state))
    throw new Error(`ending ${ending.id} cannot go from ${ending.state} to ${state}`);
  return { ...ending, ...learnt, state, since: state === ending.state ? ending.since : now };
}
