import type { Confirm } from '../lifecycle/ports.ts';
import type { ReadinessRule } from '../lifecycle/readiness/facts.ts';
import type { PresenceRule } from '../lifecycle/schedule/schedule.ts';
import { ACTIONS, type Action } from '../lifecycle/task.ts';

/** The brakes: `hold` is putting tasks on hold and taking them off, `freeze` throwing and lifting the red switch. */
export const BRAKE_DEEDS = ['hold', 'freeze'] as const;
export type BrakeDeed = (typeof BRAKE_DEEDS)[number];

/** What a rule can allow: an action on a task, working through its checklist, or a brake. */
export type Deed = Action | 'cleanup' | BrakeDeed;
export const DEEDS: readonly Deed[] = [...ACTIONS, 'cleanup', ...BRAKE_DEEDS];

/** A brake is put on at once: no rule can ask for a typed name, or for others to agree to it. */
export function isBrake(deed: Deed): deed is BrakeDeed {
  return BRAKE_DEEDS.some((brake) => brake === deed);
}

/** The word in `who` and `approvers` that stands for every full member of the workspace. */
export const EVERYONE = 'everyone';

/**
 * One rule of the policy, as configured: it allows deeds or denies them. A `null` list leaves that side open. The
 * first rule that matches decides, so a `deny` stands before the `allow` that it cuts down.
 */
export interface Rule {
  readonly effect: 'allow' | 'deny';
  readonly deeds: readonly Deed[];
  /** User ids, group ids, or "everyone". */
  readonly who: readonly string[];
  readonly channels: readonly string[] | null;
  readonly accounts: readonly string[] | null;
  /** Patterns for a task's ids or its name, with `*` and `?`. */
  readonly tasks: readonly string[] | null;
  /** Patterns for the values of tags that the task must carry, all of them. */
  readonly tags: Readonly<Record<string, string>> | null;
  /** `null` is the default of the action. */
  readonly confirm: Confirm | null;
  /** How many other people must agree. */
  readonly approvals: number;
  /** `null` is whoever the same rule allows. */
  readonly approvers: readonly string[] | null;
  /** Whether what is not ready must be known, or readiness be proven, before an end. */
  readonly readiness: ReadinessRule;
  /** Whether somebody must be there when a scheduled end begins. */
  readonly presence: PresenceRule;
  /** Why it is denied, for the person who is refused. */
  readonly because: string | null;
}

/** A user as Slack knows him. Only a full member counts; a stranger belongs to another workspace. */
export interface Person {
  readonly id: string;
  readonly kind: 'full-member' | 'guest' | 'bot' | 'deactivated' | 'stranger';
  readonly name: string | null;
}

/**
 * What the policy asks of Slack. Throws where Slack does not answer; with `fresh` nothing remembered is used.
 */
export interface Directory {
  person(userId: string, fresh: boolean): Promise<Person>;
  /** The user ids in a user group. */
  members(groupId: string, fresh: boolean): Promise<readonly string[]>;
}
