import type { SecurityGroupRule } from './drs-state.ts';

/** A rule as version 1 shows it: one span of ports; nulls mean any. */
export function ruleV1(rule: SecurityGroupRule): Record<string, unknown> {
  const [from = null, to = from] = rule.ports === null ? [] : rule.ports.split(/[-,]/).map(Number);
  return {
    id: rule.id,
    description: rule.description,
    security_group_id: rule.securityGroupId,
    direction: rule.direction,
    ethertype: 'IPv4',
    protocol: rule.protocol,
    port_range_min: from,
    port_range_max: to,
    remote_ip_prefix: rule.remoteIpPrefix,
    remote_group_id: null,
    remote_address_group_id: null,
    tenant_id: '',
  };
}

/** A rule as version 3 shows it: `multiport` is left out where any port is meant. */
export function ruleV3(rule: SecurityGroupRule, project_id: string): Record<string, unknown> {
  return {
    id: rule.id,
    description: rule.description,
    security_group_id: rule.securityGroupId,
    direction: rule.direction,
    ethertype: 'IPv4',
    protocol: rule.protocol,
    ...(rule.ports === null ? {} : { multiport: rule.ports }),
    remote_ip_prefix: rule.remoteIpPrefix,
    remote_group_id: null,
    remote_address_group_id: null,
    action: rule.action,
    priority: rule.priority,
    project_id,
    created_at: '2026-03-02T09:14:07Z',
    updated_at: '2026-03-02T09:14:07Z',
  };
}
