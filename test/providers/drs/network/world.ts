import nock from 'nock';
import type { FirewallRule } from '../../../../src/cleanup/leftovers/leftover.ts';
import type { ElasticIpPlace, RulesPlace } from '../../../../src/cleanup/leftovers/place.ts';
import { ACCESS_KEY, PROJECT, type Row } from '../world.ts';

export const VPC = 'https://vpc.eu-de.otc.t-systems.com';
export const VPC_HUAWEI = 'https://vpc.cn-north-4.myhuaweicloud.com';
export const PRIVATE = '192.168.0.229';
export const PUBLIC = '80.158.10.20';
export const GROUP = 'd90c971b-4b9d-402c-9c59-5c239389b8dd';
export const RULE = 'f626eb24-d8bd-4d26-ae0b-c16bb65730cb';

const RULES = `/v3/${PROJECT}/vpc/security-group-rules`;

export const RULES_PLACE: RulesPlace = {
  kind: 'rules',
  region: 'eu-de',
  addresses: [PUBLIC, PRIVATE],
  ports: ['3306'],
};

export const ADDRESS_PLACE: ElasticIpPlace = {
  kind: 'elastic-ip',
  region: 'eu-de',
  address: PUBLIC,
  own: false,
};

/** A rule as API version 3 shows it. */
export function rule(overrides: Row = {}): Row {
  return {
    id: RULE,
    project_id: PROJECT,
    security_group_id: GROUP,
    direction: 'ingress',
    protocol: 'tcp',
    description: 'for DRS',
    created_at: '2026-03-01T07:12:36.000+00:00',
    updated_at: '2026-03-01T07:12:36.000+00:00',
    ethertype: 'IPv4',
    remote_ip_prefix: `${PUBLIC}/32`,
    multiport: 3306,
    action: 'allow',
    priority: 1,
    remote_group_id: null,
    remote_address_group_id: null,
    ...overrides,
  };
}

/** A rule as a look found it, with the cloud's own row in it. */
export function leftover(overrides: Partial<FirewallRule> = {}, row: Row = {}): FirewallRule {
  return {
    kind: 'rule',
    region: 'eu-de',
    groupId: GROUP,
    groupName: 'sg-shop',
    ruleId: RULE,
    direction: 'ingress',
    protocol: 'tcp',
    ports: '3306',
    remote: `${PUBLIC}/32`,
    description: 'for DRS',
    raw: rule(row),
    ...overrides,
  };
}

/** A host of VPC that wants signed calls. */
export function vpc(origin = VPC): nock.Scope {
  return nock(origin, {
    reqheaders: {
      'x-language': 'en-us',
      'x-project-id': PROJECT,
      authorization: (value) => String(value).startsWith(`SDK-HMAC-SHA256 Access=${ACCESS_KEY}, `),
    },
  });
}

/** Expects a call for the rules; `marker` for the pages after the first. */
export function expectRules(origin = VPC, marker?: string): nock.Interceptor {
  return vpc(origin)
    .get(RULES)
    .query({ limit: '2000', ...(marker === undefined ? {} : { marker }) });
}

/** Answers the rules on one page. */
export function answerRules(rules: Row[], origin = VPC): void {
  const answer = { security_group_rules: rules, page_info: { current_count: rules.length } };
  expectRules(origin).reply(200, answer as nock.Body);
}

export function expectGroups(origin = VPC): nock.Interceptor {
  return vpc(origin).get(`/v3/${PROJECT}/vpc/security-groups`).query({ limit: '2000' });
}

/** Answers the groups: one, by the name of sg-shop. */
export function answerGroups(origin = VPC): void {
  expectGroups(origin).reply(200, { security_groups: [{ id: GROUP, name: 'sg-shop' }], page_info: {} });
}

/** Expects a call for the elastic IPs. */
export function expectAddresses(marker?: string): nock.Interceptor {
  return vpc()
    .get(`/v1/${PROJECT}/publicips`)
    .query({ limit: '2000', ...(marker === undefined ? {} : { marker }) });
}

export function expectDelete(origin = VPC): nock.Interceptor {
  return vpc(origin).delete(`${RULES}/${RULE}`);
}

export function expectCreate(body: unknown, origin = VPC): nock.Interceptor {
  return vpc(origin).post(RULES, { security_group_rule: body } as nock.DataMatcherMap);
}
