import type { Surroundings } from './around.ts';
import type { Way } from './decide.ts';
import type { Ending } from './ending.ts';
import type { Difference } from './fingerprint.ts';
import type { PlanLine } from './plan/line.ts';
import type { Plan } from './plan.ts';
import type { Confirm, Looked } from './ports.ts';
import type { Purpose } from './purpose.ts';
import type { Fact, ReadinessRule } from './readiness/facts.ts';
import type { ReadinessLine } from './readiness/line.ts';
import type { Declared } from './readiness/writes.ts';
import type { PlannedSchedule } from './schedule/schedule.ts';
import type { Action, Task } from './task.ts';

/** A confirmation as it waits in the store: what was shown, to whom, until when, and what became of it. */
export interface Confirmation {
  readonly id: string;
  readonly action: Action;
  readonly tasks: readonly Task[];
  /** What was judged of each task's readiness, in their order; empty for a task that has none to judge. */
  readonly readiness: readonly (readonly ReadinessLine[])[];
  readonly fingerprints: readonly Readonly<Record<string, string>>[];
  readonly requester: {
    readonly userId: string;
    readonly teamId: string | null;
    readonly channelId: string | null;
  };
  readonly reason: string | null;
  readonly shownAt: number;
  readonly expiresAt: number;
  readonly confirm: Confirm;
  /** What the policy asked of readiness when the plan was shown. */
  readonly readinessRule: ReadinessRule;
  /** Why it is ended for good; left out until somebody chooses, and treated as a cut-over till then. */
  readonly purpose?: Purpose;
  /** Who said that writes are stopped; left out until somebody does. */
  readonly writesStopped?: Declared;
  /** What lives around the tasks, as far as it was known when the plan was shown last. */
  readonly around?: Surroundings;
  /** Another task has the same name, so only the id tells which one is meant. */
  readonly sharedName: boolean;
  /** The endings it became; `null` until somebody confirms. */
  readonly endings: readonly string[] | null;
  readonly earlier: string | null;
  /** A hung ordinary stop that this forced one replaces. */
  readonly supersedes: string | null;
  /** When it is to happen; not there where that is at once. */
  readonly schedule?: PlannedSchedule | null;
}

/** What `request` answers. Refusals are values; failures are thrown. */
export type RequestOutcome =
  | {
      readonly kind: 'plan';
      readonly plan: Plan;
      readonly confirmation: Confirmation;
      readonly looked: readonly Looked[];
    }
  | {
      readonly kind: 'refused';
      readonly action: Action;
      readonly task: Task | null;
      readonly nothingToDo: boolean;
      readonly why: string;
      readonly ways: readonly Way[];
      readonly lines: readonly PlanLine[];
      /** The ending that is under way already, where that is the reason. */
      readonly ending: string | null;
      readonly looked: readonly Looked[];
    }
  | {
      readonly kind: 'choose-task';
      readonly action: Action;
      readonly tasks: readonly Task[];
      readonly reason: string | null;
      readonly looked: readonly Looked[];
    }
  | {
      readonly kind: 'choose-direction';
      readonly action: Action;
      readonly tasks: readonly Task[];
      readonly reason: string | null;
      readonly looked: readonly Looked[];
    }
  | { readonly kind: 'nothing-found'; readonly words: string; readonly looked: readonly Looked[] };

/** Why a confirmation was not taken. None of these uses it up. */
export type Objection =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-yours'; readonly requester: string; readonly action: Action; readonly task: Task }
  | { readonly kind: 'expired'; readonly confirmation: Confirmation }
  | { readonly kind: 'already'; readonly endings: readonly Ending[] }
  | { readonly kind: 'not-allowed'; readonly why: string }
  /** A hold, the freeze, or a freeze window. */
  | { readonly kind: 'braked'; readonly why: string }
  | { readonly kind: 'name-needed' }
  /** Not ready, and nobody has said to know these facts, which count under this rule. */
  | {
      readonly kind: 'not-ready';
      readonly facts: readonly Fact[];
      readonly rule: ReadinessRule;
      readonly confirmationId: string;
    }
  /** Readiness is required, and going on without it needs a reason. */
  | { readonly kind: 'reason-needed'; readonly facts: readonly Fact[] }
  | { readonly kind: 'wrong-name'; readonly title: string }
  | { readonly kind: 'busy'; readonly ending: string };

/** What a press on an open plan answers: the same plan as it is known by now, or why it is none any more. */
export type PlanOutcome =
  | { readonly kind: 'plan'; readonly plan: Plan; readonly confirmation: Confirmation }
  | { readonly kind: 'objection'; readonly objection: Objection };

/** What `confirm` answers: what became of it, or why nothing happened. */
export type ConfirmOutcome =
  | { readonly kind: 'taken'; readonly endings: readonly Ending[] }
  | { readonly kind: 'objection'; readonly objection: Objection };

/** A confirmation that was not taken, with why. */
export function objected(objection: Objection): ConfirmOutcome {
  return { kind: 'objection', objection };
}

/**
 * What approving, rejecting or withdrawing answers. An agreement is `not-counted` where the look that came with it found
 * that the plan is no longer so; the ending has then come to its end.
 */
export type ApprovalOutcome =
  | { readonly kind: 'recorded'; readonly ending: Ending }
  | { readonly kind: 'not-counted'; readonly ending: Ending }
  | { readonly kind: 'refused'; readonly why: string };

export type { Difference };
