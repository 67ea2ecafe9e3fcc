import { type Answer, jsonAnswer } from '../exchange.ts';
import { drsError } from './drs-answers.ts';
import type { DrsRequest, DrsState, SecurityGroup, SecurityGroupRule } from './drs-state.ts';

/** GET /v1/{p}/security-groups: with their rules. */
export function listGroupsV1(state: DrsState, request: DrsRequest): Answer {
  const security_groups = page(state.securityGroups, request).map((group) => groupV1(state, group));
  return jsonAnswer(200, { security_groups });
}

/** GET /v1/{p}/security-groups/{id}. */
export function showGroupV1(state: DrsState, request: DrsRequest): Answer {
  const group = state.securityGroups.find((each) => each.id === request.id);
  if (group === undefined) return vpcError(404, 'VPC.0603', `Security group ${request.id} does not exist.`);
  return jsonAnswer(200, { security_group: groupV1(state, group) });
}

/** GET /v1/{p}/security-group-rules. */
export function listRulesV1(state: DrsState, request: DrsRequest): Answer {
  return jsonAnswer(200, { security_group_rules: page(matchingRules(state, request), request).map(ruleV1) });
}

/** DELETE /v1/{p}/security-group-rules/{id}: 204, or 404 when the rule is gone. */
export function deleteRuleV1(state: DrsState, request: DrsRequest): Answer {
  if (!removeRule(state, request.id)) {
    return vpcError(404, 'VPC.0608', `Security group rule ${request.id} does not exist.`);
  }
  return { status: 204, headers: {}, body: '' };
}

/** GET /v3/{p}/vpc/security-groups: without rules. */
export function listGroupsV3(state: DrsState, request: DrsRequest): Answer {
  const found = page(state.securityGroups, request);
  const security_groups = found.map(({ id, name, description }) => ({ id, name, description }));
  return jsonAnswer(200, { security_groups, page_info: { current_count: found.length } });
}

/** GET /v3/{p}/vpc/security-group-rules: `next_marker` is left out on the last page. */
export function listRulesV3(state: DrsState, request: DrsRequest): Answer {
  const matching = matchingRules(state, request);
  const found = page(matching, request);
  const last = found.at(-1);
  const isLastPage = last === undefined || last === matching.at(-1);
  const page_info = { current_count: found.length, ...(isLastPage ? {} : { next_marker: last.id }) };
  return jsonAnswer(200, { security_group_rules: found.map((rule) => ruleV3(state, rule)), page_info });
}

/** DELETE /v3/{p}/vpc/security-group-rules/{id}: 204, or 404 when the rule is gone. */
export function deleteRuleV3(state: DrsState, request: DrsRequest): Answer {
  if (!removeRule(state, request.id))
    return drsError(404, 'VPC.9904', `The rule ${request.id} does not exist.`);
  return { status: 204, headers: {}, body: '' };
}

/** GET /v1/{p}/publicips. */
export function listPublicIps(state: DrsState, request: DrsRequest): Answer {
  const publicips = page(state.publicIps, request).map((ip) => ({
    id: ip.id,
    status: ip.status,
    public_ip_address: ip.address,
    private_ip_address: ip.privateAddress,
    port_id: ip.portId,
    bandwidth_id: '',
  }));
  return jsonAnswer(200, { publicips });
}

function vpcError(status: number, code: string, message: string): Answer {
  return jsonAnswer(status, { code, message });
}

function removeRule(state: DrsState, id: string): boolean {
  const before = state.rules.length;
  state.rules = state.rules.filter((rule) => rule.id !== id);
  return state.rules.length < before;
}

function matchingRules(state: DrsState, request: DrsRequest): SecurityGroupRule[] {
  const { query } = request.exchange;
  const group = query.get('security_group_id') ?? '';
  const prefix = query.get('remote_ip_prefix') ?? '';
  const direction = query.get('direction') ?? '';
  return state.rules.filter(
    (rule) =>
      (group === '' || rule.securityGroupId === group) &&
      (prefix === '' || rule.remoteIpPrefix === prefix) &&
      (direction === '' || rule.direction === direction),
  );
}

/** `limit` rows after the row whose id is `marker`. */
function page<Row extends { id: string }>(rows: readonly Row[], request: DrsRequest): Row[] {
  const { query } = request.exchange;
  const limit = Number(query.get('limit') ?? 2000);
  const marker = query.get('marker');
  const start = marker === null ? 0 : rows.findIndex((row) => row.id === marker) + 1;
  return rows.slice(start, start + (Number.isInteger(limit) && limit >= 0 ? limit : 2000));
}

function groupV1(state: DrsState, group: SecurityGroup): Record<string, unknown> {
  const rules = state.rules.filter((rule) => rule.securityGroupId === group.id);
  return { ...group, vpc_id: '', security_group_rules: rules.map(ruleV1) };
}

function ruleV1(rule: SecurityGroupRule): Record<string, unknown> {
  return {
    id: rule.id,
    description: rule.description,
    security_group_id: rule.securityGroupId,
    direction: rule.direction,
    ethertype: 'IPv4',
    protocol: rule.protocol,
    port_range_min: rule.port,
    port_range_max: rule.port,
    remote_ip_prefix: rule.remoteIpPrefix,
    remote_group_id: null,
    remote_address_group_id: null,
  };
}

function ruleV3(state: DrsState, rule: SecurityGroupRule): Record<string, unknown> {
  return {
    id: rule.id,
    description: rule.description,
    security_group_id: rule.securityGroupId,
    direction: rule.direction,
    ethertype: 'IPv4',
    protocol: rule.protocol,
    ...(rule.port === null ? {} : { multiport: String(rule.port) }),
    remote_ip_prefix: rule.remoteIpPrefix,
    action: 'allow',
    priority: 1,
    project_id: state.credentials.project,
  };
}
