import { z } from 'zod';
import { ACTIONS } from '../lifecycle/task.ts';
import type { Rule } from '../policy/ports.ts';
import { ChannelId, Count, PersonOrGroup, Text } from './fields.ts';
import type { Findings } from './findings.ts';
import { nearest } from './nearest.ts';
import { readGroup, readList, readPart } from './part.ts';
import type { Path } from './problem.ts';

const Deeds = z.array(z.enum([...ACTIONS, 'cleanup'])).min(1);
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
  because: Text.optional(),
});
/** What only makes sense in a rule that allows, and in one that denies. */
const OF_ALLOW = ['confirm', 'approvals', 'approvers'] as const;
const OF_DENY = ['because'] as const;
const Named = z.array(z.object({ name: z.string() }).catch({ name: '' })).catch([]);
const NamingAccounts = z.object({ accounts: z.array(z.string().catch('')) });

/** The `policy`: its rules in order, none where it is left out. Nothing is allowed without a rule. */
export function readPolicy(value: unknown, accounts: unknown, findings: Findings): readonly Rule[] {
  const list = readList(value, ['policy'], findings) ?? [];
  const names = Named.parse(accounts)
    .map(({ name }) => name.trim())
    .filter((name) => name !== '');
  const rules = list.map((item, at) => {
    const group = readGroup(item, ['policy', at], findings);
    refuseUnknownAccounts(group, at, names, findings);
    const read = readPart(RuleShape, group, ['policy', at], findings);
    return read === null ? null : asRule(read, ['policy', at], findings);
  });
  return rules.filter((rule) => rule !== null);
}

/** A rule allows or denies, and says only what belongs to that. */
function asRule(read: z.output<typeof RuleShape>, path: Path, findings: Findings): Rule | null {
  const { allow, deny, confirm, approvals, approvers, because, ...sides } = read;
  const deeds = allow ?? deny;
  if (deeds === undefined || (allow !== undefined && deny !== undefined)) {
    findings.add(path, 'must have either "allow" or "deny", with a list of actions');
    return null;
  }
  const effect = allow === undefined ? 'deny' : 'allow';
  for (const key of effect === 'deny' ? OF_ALLOW : OF_DENY) {
    if (read[key] !== undefined) findings.add([...path, key], `does not belong into a rule with "${effect}"`);
  }
  return {
    ...sides,
    effect,
    deeds,
    confirm: confirm ?? null,
    approvals: approvals ?? 0,
    approvers: approvers ?? null,
    because: because ?? null,
  };
}

function refuseUnknownAccounts(
  group: unknown,
  at: number,
  names: readonly string[],
  findings: Findings,
): void {
  const named = NamingAccounts.safeParse(group).data?.accounts ?? [];
  named.forEach((name, index) => {
    if (name.trim() === '' || names.includes(name.trim())) return;
    const near = nearest(name, names);
    const meant = near !== null && findings.mayShow(near) ? `; did you mean ${near}?` : '';
    findings.add(
      ['policy', at, 'accounts', index],
      `is not the name of an account in this configuration${meant}`,
    );
  });
}
