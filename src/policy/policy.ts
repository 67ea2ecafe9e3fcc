import type { BrakeRights } from '../brakes/ports.ts';
import type { Actor, Confirm, Policy, Verdict } from '../lifecycle/ports.ts';
import { titleOf } from '../lifecycle/task.ts';
import { isUnreadable, type PolicyBook } from './book.ts';
import { channelsFor } from './elsewhere.ts';
import { createLookup, type Lookup } from './lookup.ts';
import { mismatchWith, type Named } from './match.ts';
import { type Deed, type Directory, isBrake, type Rule } from './ports.ts';
import {
  AGREES_NOT,
  COUNTS_FOR_NOBODY,
  deedWords,
  denied,
  inWords,
  nobodyMay,
  notAllowed,
  notAMember,
  notChecked,
  wrongChannel,
} from './sentences.ts';
import { type Step, walk } from './walk.ts';

const CONFIRM: Readonly<Record<Deed, Confirm>> = {
  terminate: 'type-name',
  'force-terminate': 'type-name',
  release: 'type-name',
  pause: 'button',
  resume: 'button',
  cleanup: 'button',
  hold: 'button',
  freeze: 'button',
};

/** What a freeze is about. No rule for it looks at a task: the configuration refuses one that does. */
export const EVERYTHING: Named = {
  account: 'every account',
  taskId: 'everything',
  instanceId: null,
  name: null,
  tags: null,
};

/** What the core, the clean-up and the brakes ask, and the one question behind it: any deed of the rules. */
export interface WholePolicy extends Policy, BrakeRights {
  judge(actor: Actor, deed: Deed, task: Named): Promise<Verdict>;
}

type Answer = { readonly allowed: true } | { readonly allowed: false; readonly why: string };

/**
 * The policy over the rules of the book: the first rule that matches action, person, channel, account and task
 * decides, and without one nobody may. While the book is unreadable, nobody may anything but read. Where Slack
 * does not answer, it refuses and hands the failure to `onFailure`. A refusal's `why` is plain text with Slack
 * ids in it.
 */
export function createPolicy(
  book: PolicyBook,
  directory: Directory,
  onFailure: (failure: unknown) => void = () => undefined,
): WholePolicy {
  const look = (fresh: boolean) => createLookup(directory, fresh, onFailure);
  async function judge(actor: Actor, deed: Deed, task: Named): Promise<Verdict> {
    const rules = book.rules();
    if (isUnreadable(rules)) return refused(nobodyMay(rules));
    return judgeWith(rules, look(true), actor, deed, task);
  }
  return {
    judge,
    mayHold: (actor, task) => judge(actor, 'hold', task),
    mayFreeze: (actor) => judge(actor, 'freeze', EVERYTHING),
    mayRead: (actor) => countsAtAll(look(false), actor),
    async mayApprove(actor, approvers) {
      const rules = book.rules();
      if (isUnreadable(rules)) return refused(nobodyMay(rules));
      return mayApprove(look(true), actor, approvers);
    },
    async lostApprovers(userIds, approvers) {
      const rules = book.rules();
      if (isUnreadable(rules))
        return userIds.map((userId) => ({ userId, why: COUNTS_FOR_NOBODY, unchecked: true }));
      return lostApprovers(look(true), userIds, approvers);
    },
  };
}

/** The verdict, with what is already known of Slack. */
export async function judgeWith(
  rules: readonly Rule[],
  lookup: Lookup,
  actor: Actor,
  deed: Deed,
  task: Named,
): Promise<Verdict> {
  const member = await countsAtAll(lookup, actor);
  if (!member.allowed) return member;
  const last = (await walk(rules, lookup, { ...actor, deed, task })).at(-1);
  if (last?.found === 'not-checked')
    return refused(notChecked('whether you are in a group that the policy names'));
  if (last?.found === 'decides') return decided(last, deed, task);
  return refusal(rules, lookup, actor, deed, task);
}

function decided({ rule, number }: Step, deed: Deed, task: Named): Verdict {
  if (rule.effect === 'deny')
    return refused(denied(deedWords(deed, titleOf(task), task.account), number, rule.because));
  if (isBrake(deed))
    return {
      allowed: true,
      confirm: CONFIRM[deed],
      approvals: 0,
      approvers: [],
      readiness: 'shown',
      presence: 'required',
      rule: number,
    };
  return {
    allowed: true,
    confirm: rule.confirm ?? CONFIRM[deed],
    approvals: rule.approvals,
    approvers: rule.approvers ?? rule.who,
    readiness: rule.readiness,
    presence: rule.presence,
    rule: number,
  };
}

/** No rule matched. Where one would have in another channel, the sentence names the channel. */
async function refusal(
  rules: readonly Rule[],
  lookup: Lookup,
  actor: Actor,
  deed: Deed,
  task: Named,
): Promise<Verdict> {
  const what = deedWords(deed, titleOf(task), task.account);
  const about = rules.filter((rule) => rule.effect === 'allow' && mismatchWith(rule, deed, task) === null);
  const elsewhere = await channelsFor(about, lookup, actor.userId);
  return refused(elsewhere.length > 0 ? wrongChannel(what, elsewhere) : notAllowed(what, about));
}

async function countsAtAll(lookup: Lookup, actor: Actor): Promise<Answer> {
  const person = await lookup.person(actor.userId);
  if (person === null) return refused(notChecked('who you are'));
  return person.kind === 'full-member' ? { allowed: true } : refused(notAMember(person.kind));
}

async function mayApprove(lookup: Lookup, actor: Actor, approvers: readonly string[]): Promise<Answer> {
  const member = await countsAtAll(lookup, actor);
  if (!member.allowed) return member;
  const among = await lookup.among(actor.userId, approvers);
  if (among === 'yes') return { allowed: true };
  if (among === 'not-checked') return refused(notChecked('whether you are in a group that may approve'));
  return refused(`You are not among those who may approve this: ${inWords(approvers, 'and')}.`);
}

async function lostApprovers(lookup: Lookup, userIds: readonly string[], approvers: readonly string[]) {
  const lost: { userId: string; why: string; unchecked?: true }[] = [];
  for (const userId of userIds) {
    const person = await lookup.person(userId);
    const kind = person?.kind ?? 'not-checked';
    const found = kind === 'full-member' ? await lookup.among(userId, approvers) : kind;
    const why = AGREES_NOT[found];
    if (why !== null) lost.push({ userId, why, ...(found === 'not-checked' ? { unchecked: true } : {}) });
  }
  return lost;
}

function refused(why: string): { readonly allowed: false; readonly why: string } {
  return { allowed: false, why };
}
