import { isOneAddress, isRemovable, type Leftover } from '../../../cleanup/leftovers/leftover.ts';
import type { Step } from '../../../cleanup/ports.ts';
import type { ServiceCall } from '../region-client.ts';
import { portsOf, type RuleRow, readRule } from './rule-row.ts';

/**
 * The call for a step, `null` where there is none: only single rules are changed, only those that name one single
 * address, and a rule is either there or not, so nothing is neutralised. Restoring makes the same rule again ("Creating
 * a Security Group Rule"); the cloud gives it a new id.
 */
export function callForStep(step: Step, leftover: Leftover): ServiceCall | null {
  if (leftover.kind !== 'rule' || !isRemovable(leftover)) return null;
  switch (step) {
    case 'remove':
      return /^[0-9a-zA-Z-]+$/.test(leftover.ruleId)
        ? { method: 'DELETE', path: `/security-group-rules/${leftover.ruleId}`, body: null }
        : null;
    case 'restore': {
      const row = readRule(leftover.raw);
      const isSame = row?.security_group_id === leftover.groupId && row.remote_ip_prefix === leftover.remote;
      if (row === null || !isSame || !isOneAddress(leftover.remote)) return null;
      return { method: 'POST', path: '/security-group-rules', body: { security_group_rule: asCreated(row) } };
    }
    case 'neutralise':
      return null;
  }
}

/** What the create call takes of a rule. A rule that was switched off comes back switched off. */
function asCreated(row: RuleRow): Readonly<Record<string, unknown>> {
  const fields = {
    security_group_id: row.security_group_id,
    direction: row.direction,
    ethertype: row.ethertype,
    protocol: row.protocol,
    multiport: portsOf(row),
    remote_ip_prefix: row.remote_ip_prefix,
    description: row.description === '' ? null : row.description,
    action: row.action,
    priority: row.priority ?? null,
    enabled: row.enabled ?? null,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
