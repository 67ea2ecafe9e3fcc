import { z } from 'zod';
import { ProviderError, type Urgency } from '../../../lifecycle/ports.ts';
import { NETWORK_RIGHTS } from '../permissions.ts';
import type { Region } from '../region.ts';
import { readPages } from './read-pages.ts';
import { type RuleRow, readRule } from './rule-row.ts';

/** Every rule of every security group of the project. Throws `ProviderError` where one of them cannot be read. */
export async function listRules(region: Region, urgency: Urgency): Promise<readonly RuleRow[]> {
  const doing = `listing the security group rules in ${region.name}`;
  const listing = {
    path: '/security-group-rules',
    rows: 'security_group_rules',
    doing,
    permission: NETWORK_RIGHTS.listRules,
  };
  const rows = await readPages(region.vpc, listing, urgency);
  const rules = rows.flatMap((row) => readRule(row) ?? []);
  const unreadable = rows.length - rules.length;
  if (unreadable === 0) return rules;
  throw new ProviderError('unexpected-answer', `${doing}: ${unreadable} rules cannot be read`);
}

const GroupRow = z.object({ id: z.string(), name: z.string() });

/**
 * The names of the security groups, by id. A missing right leaves them without names, because an id is a name too;
 * everything else throws `ProviderError`, so that a rule does not change its looks from one look to the next.
 */
export async function groupNames(region: Region, urgency: Urgency): Promise<ReadonlyMap<string, string>> {
  const listing = {
    path: '/security-groups',
    rows: 'security_groups',
    doing: `listing the security groups in ${region.name}`,
    permission: NETWORK_RIGHTS.listGroups,
  };
  const rows = await readPages(region.vpc, listing, urgency).catch((error: unknown) => {
    if (error instanceof ProviderError && error.kind === 'unauthorized') return [];
    throw error;
  });
  const groups = rows.flatMap((row) => GroupRow.safeParse(row).data ?? []);
  return new Map(groups.map(({ id, name }) => [id, name]));
}
