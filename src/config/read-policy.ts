import { z } from 'zod';
import { ACTIONS } from '../lifecycle/task.ts';
import type { Rule } from '../policy/ports.ts';
import { ChannelId, Count, PersonOrGroup, Text } from './fields.ts';
import type { Findings } from './findings.ts';
import { nearest } from './nearest.ts';
import { readGroup, readList, readPart } from './part.ts';

const RuleShape = z.strictObject({
  allow: z.array(z.enum([...ACTIONS, 'cleanup'])).min(1),
  who: z.array(PersonOrGroup).min(1),
  channels: z.array(ChannelId).min(1).nullable().default(null),
  accounts: z.array(Text).min(1).nullable().default(null),
  tasks: z.array(Text).min(1).nullable().default(null),
  confirm: z.enum(['type-name', 'button']).nullable().default(null),
  approvals: Count.default(0),
  approvers: z.array(PersonOrGroup).min(1).nullable().default(null),
});
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
    return readPart(RuleShape, group, ['policy', at], findings);
  });
  return rules.filter((rule) => rule !== null);
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
