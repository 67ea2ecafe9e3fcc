import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../exchange.ts';
import type { DrsRequest, DrsState, SecurityGroup, SecurityGroupRule } from './drs-state.ts';
import { readJson } from './request-body.ts';
import { ruleV1, ruleV3 } from './rule-rows.ts';
import { vpcError, vpcPage } from './vpc-answers.ts';

const either = z.union([z.string(), z.int()]).nullish();

const newRule = z.object({
  security_group_rule: z.object({
    security_group_id: z.string(),
    direction: z.enum(['ingress', 'egress']),
    ethertype: z.enum(['IPv4', 'IPv6', 'ipv4', 'ipv6']).optional(),
    protocol: z.string().nullish(),
    port_range_min: z.int().nullish(),
    port_range_max: z.int().nullish(),
    multiport: either,
    remote_ip_prefix: z.string().nullish(),
    description: z.string().nullish(),
    action: z.enum(['allow', 'deny']).optional(),
    priority: either,
  }),
});

/** GET /v1/{p}/security-groups: with their rules. GET /v3/{p}/vpc/security-groups: without. */
export function listGroups(state: DrsState, request: DrsRequest): Answer {
  const paged = vpcPage(groupsOf(state, request), request);
  if ('refusal' in paged) return paged.refusal;
  if (isV3(request)) {
    const security_groups = paged.page.map(({ id, name, description }) => ({ id, name, description }));
    return jsonAnswer(200, { security_groups, page_info: paged.page_info });
  }
  return jsonAnswer(200, { security_groups: paged.page.map((group) => groupV1(state, group)) });
}

/** GET one security group. */
export function showGroup(state: DrsState, request: DrsRequest): Answer {
  const group = groupsOf(state, request).find((each) => each.id === request.id);
  if (group === undefined) return noGroup(request, request.id);
  if (!isV3(request)) return jsonAnswer(200, { security_group: groupV1(state, group) });
  const rules = state.rules.filter((rule) => rule.securityGroupId === group.id);
  const security_group_rules = rules.map((rule) => ruleV3(rule, request.project));
  const { id, name, description } = group;
  return jsonAnswer(200, { security_group: { id, name, description, security_group_rules } });
}

/** DELETE one security group: 409 while an instance is in it or a task's node uses it. */
export function deleteGroup(state: DrsState, request: DrsRequest): Answer {
  const group = groupsOf(state, request).find((each) => each.id === request.id);
  if (group === undefined) return noGroup(request, request.id);
  if (group.inUse)
    return vpcError(request.exchange.path, 409, 'VPC.9902', `Security group ${group.id} is in use.`);
  state.securityGroups = state.securityGroups.filter((each) => each !== group);
  state.rules = state.rules.filter((rule) => rule.securityGroupId !== group.id);
  return { status: 204, headers: {}, body: '' };
}

/** GET the rules, by group, prefix, direction, protocol and action; v3 names the next page until the last. */
export function listRules(state: DrsState, request: DrsRequest): Answer {
  const paged = vpcPage(matchingRules(state, request), request);
  if ('refusal' in paged) return paged.refusal;
  if (!isV3(request)) return jsonAnswer(200, { security_group_rules: paged.page.map(ruleV1) });
  const security_group_rules = paged.page.map((rule) => ruleV3(rule, request.project));
  return jsonAnswer(200, { security_group_rules, page_info: paged.page_info });
}

/** POST a rule: a bare address is stored as /32; the same rule again is a 409. */
export function createRule(state: DrsState, request: DrsRequest): Answer {
  const { path } = request.exchange;
  const parsed = newRule.safeParse(readJson(request.exchange));
  if (!parsed.success) return vpcError(path, 400, 'VPC.0002', z.prettifyError(parsed.error));
  const asked = parsed.data.security_group_rule;
  if (!groupsOf(state, request).some((group) => group.id === asked.security_group_id))
    return noGroup(request, asked.security_group_id);
  const { port_range_min: from, port_range_max: to, multiport, priority } = asked;
  const span = from == null ? null : to == null || to === from ? String(from) : `${from}-${to}`;
  const remote = asked.remote_ip_prefix ?? null;
  const rule: SecurityGroupRule = {
    id: randomUUID(),
    securityGroupId: asked.security_group_id,
    direction: asked.direction,
    protocol: asked.protocol ?? null,
    ports: multiport == null ? span : String(multiport),
    remoteIpPrefix: remote === null || remote.includes('/') ? remote : `${remote}/32`,
    description: asked.description ?? '',
    action: asked.action ?? 'allow',
    priority: Number(priority ?? 1),
  };
  const same = state.rules.find((each) => sameRule(each, rule));
  if (same !== undefined) {
    const text = `Security group rule already exists. Rule id is ${same.id}.`;
    return vpcError(path, 409, isV3(request) ? 'VPC.9902' : 'VPC.0609', text);
  }
  state.rules = [...state.rules, rule];
  const shown = isV3(request) ? ruleV3(rule, request.project) : ruleV1(rule);
  return jsonAnswer(201, { security_group_rule: shown });
}

/** DELETE a rule: 204, or 404 when the rule is gone. */
export function deleteRule(state: DrsState, request: DrsRequest): Answer {
  const rule = rulesOf(state, request).find((each) => each.id === request.id);
  if (rule === undefined) {
    const code = isV3(request) ? 'VPC.9904' : 'VPC.0608';
    return vpcError(request.exchange.path, 404, code, `Security group rule ${request.id} does not exist.`);
  }
  state.rules = state.rules.filter((each) => each !== rule);
  return { status: 204, headers: {}, body: '' };
}

function isV3(request: DrsRequest): boolean {
  return request.exchange.path.startsWith('/v3/');
}

function noGroup(request: DrsRequest, id: string): Answer {
  const code = isV3(request) ? 'VPC.9904' : 'VPC.0603';
  return vpcError(request.exchange.path, 404, code, `Security group ${id} does not exist.`);
}

function groupsOf(state: DrsState, request: DrsRequest): SecurityGroup[] {
  return state.securityGroups.filter((group) => group.project === request.project);
}

function rulesOf(state: DrsState, request: DrsRequest): SecurityGroupRule[] {
  const ids = new Set(groupsOf(state, request).map((group) => group.id));
  return state.rules.filter((rule) => ids.has(rule.securityGroupId));
}

function sameRule(one: SecurityGroupRule, other: SecurityGroupRule): boolean {
  return (
    one.securityGroupId === other.securityGroupId &&
    one.direction === other.direction &&
    one.protocol === other.protocol &&
    one.ports === other.ports &&
    one.remoteIpPrefix === other.remoteIpPrefix &&
    one.action === other.action
  );
}

function matchingRules(state: DrsState, request: DrsRequest): SecurityGroupRule[] {
  const { query } = request.exchange;
  const asked = (name: string, value: string | null) => {
    const wanted = query.get(name) ?? '';
    return wanted === '' || wanted === value;
  };
  return rulesOf(state, request).filter(
    (rule) =>
      asked('security_group_id', rule.securityGroupId) &&
      asked('remote_ip_prefix', rule.remoteIpPrefix) &&
      asked('direction', rule.direction) &&
      asked('protocol', rule.protocol) &&
      asked('action', rule.action),
  );
}

function groupV1(state: DrsState, group: SecurityGroup): Record<string, unknown> {
  const rules = state.rules.filter((rule) => rule.securityGroupId === group.id);
  const { id, name, description } = group;
  return { id, name, description, vpc_id: '', security_group_rules: rules.map(ruleV1) };
}
