import { z } from 'zod';
import { DEEDS, isBrake, type Rule } from '../policy/ports.ts';
import { accountNames, refuseUnknownAccounts } from './account-names.ts';
import { ChannelId, Count, PersonOrGroup, Text } from './fields.ts';
import type { Findings } from './findings.ts';
import { readGroup, readList, readPart } from './part.ts';
import type { Path } from './problem.ts';

const Deeds = z.array(z.enum(DEEDS)).min(1);
const RuleShape = z.strictObject({
  allow: Deeds.optional(),
  deny: Deeds.optional(),
  who: z.array(PersonOrGroup).min(1),
  channels: z.array(ChannelId).min(1).nullable().default(null),
  accounts: z.array(Text).min(1).nullable().default(null),
  tasks: z.array(Text).min(1).nullable().default(null),
  tags: z.record(z.string(), Text).nullable().default(null),
  confirm: z.enum(['type-name', 'button']).optional(),
  approvals: Count.optional(),
  approvers: z.array(PersonOrGroup).min(1).optional(),
  readiness: z.enum(['shown', 'required']).optional(),
  presence: z.enum(['required', 'not-needed']).optional(),
  because: Text.optional(),
});
/** What only makes sense in a rule that allows, and in one that denies. */
const OF_ALLOW = ['confirm', 'approvals', 'approvers', 'readiness', 'presence'] as const;
const OF_DENY = ['because'] as const;
/** What narrows a rule to some tasks. */
const OF_TASKS = ['accounts', 'tasks', 'tags'] as const;

/** The `policy`: its rules in order, none where it is left out. Nothing is allowed without a rule. */
export function readPolicy(value: unknown, accounts: unknown, findings: Findings): readonly Rule[] {
  const list = readList(value, ['policy'], findings) ?? [];
  const names = accountNames(accounts);
  const rules = list.map((item, at) => {
    const group = readGroup(item, ['policy', at], findings);
    refuseUnknownAccounts(group, ['policy', at], names, findings);
    const read = readPart(RuleShape, group, ['policy', at], findings);
    return read === null ? null : asRule(read, ['policy', at], findings);
  });
  return rules.filter((rule) => rule !== null);
}

/** A rule allows or denies, and says only what belongs to that. */
function asRule(read: z.output<typeof RuleShape>, path: Path, findings: Findings): Rule | null {
  const { allow, deny, confirm, approvals, approvers, readiness, presence, because, ...sides } = read;
  const deeds = allow ?? deny;
  if (deeds === undefined || (allow !== undefined && deny !== undefined)) {
    findings.add(path, 'must have either "allow" or "deny", with a list of actions');
    return null;
  }
  const effect = allow === undefined ? 'deny' : 'allow';
  for (const key of effect === 'deny' ? OF_ALLOW : OF_DENY) {
    if (read[key] !== undefined) findings.add([...path, key], `does not belong into a rule with "${effect}"`);
  }
  refuseForBrakes(read, deeds, path, findings);
  return {
    ...sides,
    effect,
    deeds,
    confirm: confirm ?? null,
    approvals: approvals ?? 0,
    approvers: approvers ?? null,
    readiness: readiness ?? 'shown',
    presence: presence ?? 'required',
    because: because ?? null,
  };
}

/** A freeze is about everything, and no brake waits for anybody: a rule must not seem to say otherwise. */
function refuseForBrakes(
  read: z.output<typeof RuleShape>,
  deeds: Rule['deeds'],
  path: Path,
  findings: Findings,
): void {
  if (deeds.includes('freeze'))
    for (const key of OF_TASKS)
      if (read[key] !== null)
        findings.add(
          [...path, key],
          `cannot narrow a rule for freeze: a freeze is about everything; give freeze a rule of its own, without ${key}`,
        );
  if (deeds.every(isBrake))
    for (const key of OF_ALLOW)
      if (read[key] !== undefined)
        findings.add(
          [...path, key],
          'does not belong into a rule for hold and freeze: they are done at once',
        );
}
