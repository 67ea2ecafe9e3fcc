import { z } from 'zod';
import type { FirewallRule } from '../../../cleanup/leftovers/leftover.ts';
import { Text } from '../schema.ts';

/** An id as it goes into a path. */
const Id = z.string().regex(/^[0-9a-zA-Z-]+$/);

/** A row of "Querying Security Group Rules" (VPC API version 3): strict about what a removal needs, else lenient. */
const RuleFields = z.object({
  id: Id,
  security_group_id: Id,
  direction: z.enum(['ingress', 'egress']),
  ethertype: Text,
  protocol: Text,
  // Documented as text, shown as a bare number.
  multiport: Text,
  port_range_min: Text,
  port_range_max: Text,
  remote_ip_prefix: Text,
  remote_group_id: Text,
  remote_address_group_id: Text,
  action: Text,
  description: z.string().catch(''),
  priority: z.union([z.number(), z.string()]).nullish().catch(null),
  enabled: z.boolean().nullish().catch(null),
});

/** One rule, and the whole of what the cloud wrote. */
export type RuleRow = z.infer<typeof RuleFields> & { readonly raw: Readonly<Record<string, unknown>> };

/** `null` where it is no rule that can be read. */
export function readRule(row: unknown): RuleRow | null {
  const fields = RuleFields.safeParse(row);
  const raw = z.record(z.string(), z.unknown()).safeParse(row);
  return fields.success && raw.success ? { ...fields.data, raw: raw.data } : null;
}

/** "3306", "1-30" or "22,3389"; `null` = any. */
export function portsOf(row: RuleRow): string | null {
  const { multiport, port_range_min: min, port_range_max: max } = row;
  if (multiport !== null || min === null) return multiport;
  return max === null || max === min ? min : `${min}-${max}`;
}

/** Does the rule let one of these ports in? Where nobody knows which ports were used, any rule may have. */
export function opensOneOf(row: RuleRow, wanted: readonly string[]): boolean {
  const ports = portsOf(row);
  if (ports === null || wanted.length === 0) return true;
  return ports.split(',').some((part) => {
    const [from = Number.NaN, to = from] = part.trim().split('-').map(Number);
    if (Number.isNaN(from) || Number.isNaN(to)) return true;
    return wanted.some((port) => Number(port) >= from && Number(port) <= to);
  });
}

/** The rule in our words. */
export function ruleFrom(
  row: RuleRow,
  remote: string,
  region: string,
  groupName: string | null,
): FirewallRule {
  return {
    kind: 'rule',
    region,
    groupId: row.security_group_id,
    groupName,
    ruleId: row.id,
    direction: row.direction,
    protocol: row.protocol,
    ports: portsOf(row),
    remote,
    description: row.description,
    raw: row.raw,
  };
}
