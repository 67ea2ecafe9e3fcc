import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { Seen } from '../../../../src/cleanup/ports.ts';
import { account, IAM, NOW, ON_HUAWEI, PROJECT, passwordAccount, type Row } from '../world.ts';
import {
  answerGroups,
  answerRules,
  expectGroups,
  expectRules,
  GROUP,
  PRIVATE,
  PUBLIC,
  RULE,
  RULES_PLACE,
  rule,
  VPC,
  VPC_HUAWEI,
} from './world.ts';

type There = Extract<Seen, { kind: 'there' }>;

async function see(place = RULES_PLACE, overrides = {}): Promise<There> {
  const seen = await account(overrides).see(place, 'background');
  if (seen.kind !== 'there') throw new Error('the rules have no place that could be gone');
  return seen;
}

async function seeing(...rules: Row[]): Promise<There> {
  answerRules(rules);
  answerGroups();
  return see();
}

async function reportsOn(...rules: Row[]) {
  return (await seeing(...rules)).reports;
}

const idOf = (number: number) => `f626eb24-d8bd-4d26-ae0b-${String(number).padStart(12, '0')}`;

describe('rules that name exactly the address', () => {
  it('are found with all that is needed to put them back', async () => {
    expect(await seeing(rule())).toEqual({
      kind: 'there',
      found: [
        {
          leftover: {
            kind: 'rule',
            region: 'eu-de',
            groupId: GROUP,
            groupName: 'sg-shop',
            ruleId: RULE,
            direction: 'ingress',
            protocol: 'tcp',
            ports: '3306',
            remote: '80.158.10.20/32',
            description: 'for DRS',
            raw: rule(),
          },
          hindrance: null,
        },
      ],
      reports: [],
      knownAs: [],
    });
  });

  it('are found on Huawei Cloud as on Open Telekom Cloud', async () => {
    answerRules([rule()], VPC_HUAWEI);
    answerGroups(VPC_HUAWEI);
    const { found } = await see({ ...RULES_PLACE, region: 'cn-north-4' }, ON_HUAWEI);
    expect(found).toMatchObject([{ leftover: { ruleId: RULE, region: 'cn-north-4' } }]);
  });

  it('are read with a token where there is no key', async () => {
    const headers = { 'x-subject-token': 'token-1' };
    const expires = new Date(NOW + 86_400_000).toISOString();
    nock(IAM)
      .post('/v3/auth/tokens?nocatalog=true')
      .reply(201, { token: { expires_at: expires } }, headers);
    nock(VPC, { reqheaders: { 'x-auth-token': 'token-1' }, badheaders: ['authorization'] })
      .get(`/v3/${PROJECT}/vpc/security-group-rules?limit=2000`)
      .reply(200, { security_group_rules: [] });
    expect(await passwordAccount().see(RULES_PLACE, 'background')).toMatchObject({ found: [], reports: [] });
  });

  it('are found in both directions, at every port, and however one address is written', async () => {
    const { found, reports } = await seeing(
      rule({ id: idOf(1), remote_ip_prefix: PUBLIC, multiport: '22,3389' }),
      rule({ id: idOf(2), remote_ip_prefix: `${PRIVATE}/32`, direction: 'egress', multiport: null }),
      rule({ id: idOf(3), remote_ip_prefix: `${PRIVATE}/32`, protocol: null, multiport: '' }),
      rule({ id: idOf(4), multiport: undefined, port_range_min: 3306, port_range_max: 3310 }),
    );
    expect(found.map(({ leftover }) => leftover)).toMatchObject([
      { ruleId: idOf(1), remote: PUBLIC, ports: '22,3389' },
      { ruleId: idOf(2), direction: 'egress', ports: null },
      { ruleId: idOf(3), protocol: null, ports: null },
      { ruleId: idOf(4), ports: '3306-3310' },
    ]);
    expect(reports).toEqual([]);
  });

  it('are found for an IPv6 address in any spelling', async () => {
    answerRules([rule({ ethertype: 'IPv6', remote_ip_prefix: '2001:db8:0:0::1/128' })]);
    answerGroups();
    const { found } = await see({ ...RULES_PLACE, addresses: ['2001:db8::1'] });
    expect(found).toMatchObject([{ leftover: { remote: '2001:db8:0:0::1/128' } }]);
  });

  it('are no left-overs where they deny, and others are nobody’s business', async () => {
    answerRules([
      rule({ id: idOf(1), action: 'deny' }),
      rule({ id: idOf(2), remote_ip_prefix: '80.158.10.21/32' }),
      rule({ id: idOf(3), remote_ip_prefix: '180.158.10.20/32' }),
      rule({ id: idOf(4), remote_ip_prefix: null, remote_group_id: GROUP }),
      rule({ id: idOf(5), remote_ip_prefix: null, remote_address_group_id: GROUP }),
      rule({ id: idOf(6), remote_ip_prefix: '10.0.0.0/8' }),
      rule({ id: idOf(7), remote_ip_prefix: '0.0.0.0/0', action: 'deny' }),
    ]);
    expect(await see()).toEqual({ kind: 'there', found: [], reports: [], knownAs: [] });
  });

  it('are found to the last page', async () => {
    const first = rule({ id: idOf(1), remote_ip_prefix: '10.1.1.1/32' });
    const page_info = { next_marker: idOf(1), current_count: 1 };
    expectRules().reply(200, { security_group_rules: [first], page_info } as nock.Body);
    expectRules(VPC, idOf(1)).reply(200, { security_group_rules: [rule()] } as nock.Body);
    answerGroups();
    expect((await see()).found).toHaveLength(1);
  });

  it('are found behind a full page that names no next one', async () => {
    const full = Array.from({ length: 2000 }, (_, at) =>
      rule({ id: idOf(at), remote_ip_prefix: '10.1.1.1/32' }),
    );
    expectRules().reply(200, { security_group_rules: full } as nock.Body);
    expectRules(VPC, idOf(1999)).reply(200, { security_group_rules: [rule()] } as nock.Body);
    answerGroups();
    expect((await see()).found).toHaveLength(1);
  });

  it('go by the id of their group where its name may not be read', async () => {
    answerRules([rule()]);
    expectGroups().reply(403, { error_code: 'VPC.2201', error_msg: 'Policy doesn’t allow it' });
    expect((await see()).found).toMatchObject([{ leftover: { groupId: GROUP, groupName: null } }]);
  });
});

describe('wider rules', () => {
  it('are reported, and never among what can be removed', async () => {
    const seen = await seeing(rule({ remote_ip_prefix: '80.158.10.0/24' }));
    expect(seen.found).toEqual([]);
    expect(seen.reports).toEqual([
      {
        key: `wide/${RULE}`,
        title: 'WIDE 80.158.10.0/24 tcp 3306 in sg-shop',
        todo: 'Wider than one address. Never removed by Cutover: name an owner who narrows or removes it.',
        details: [`Rule ${RULE} of security group ${GROUP}`, 'Described as: for DRS'],
        urgent: false,
      },
    ]);
  });

  it.each<[Row, string]>([
    [{ remote_ip_prefix: '0.0.0.0/0' }, 'WIDE 0.0.0.0/0 tcp 3306 in sg-shop'],
    [{ remote_ip_prefix: '::/0', ethertype: 'IPv6' }, 'WIDE ::/0 tcp 3306 in sg-shop'],
    [{ remote_ip_prefix: null }, 'WIDE any address tcp 3306 in sg-shop'],
    [
      { remote_ip_prefix: null, ethertype: 'IPv6', protocol: null, multiport: null },
      'WIDE any IPv6 address any protocol in sg-shop',
    ],
    [{ remote_ip_prefix: '0.0.0.0/0', multiport: null }, 'WIDE 0.0.0.0/0 tcp any port in sg-shop'],
    [{ remote_ip_prefix: '0.0.0.0/0', multiport: '1-65535' }, 'WIDE 0.0.0.0/0 tcp 1-65535 in sg-shop'],
    [{ remote_ip_prefix: '0.0.0.0/0', multiport: '22,3306' }, 'WIDE 0.0.0.0/0 tcp 22,3306 in sg-shop'],
  ])('are urgent where they are open to the world: %o', async (row, title) => {
    const reports = await reportsOn(rule(row));
    expect(reports).toMatchObject([{ title, urgent: true, key: `wide/${RULE}` }]);
    expect(reports[0]?.todo).toBe(
      'Open to the world. Never removed by Cutover: name an owner who narrows or removes it.',
    );
  });

  it('are not reported where they do not open the database', async () => {
    answerRules([
      rule({ id: idOf(1), remote_ip_prefix: '0.0.0.0/0', multiport: 443 }),
      rule({ id: idOf(2), remote_ip_prefix: '0.0.0.0/0', multiport: '22,3307-3400' }),
      rule({ id: idOf(3), remote_ip_prefix: '0.0.0.0/0', protocol: 'udp' }),
      rule({ id: idOf(4), remote_ip_prefix: '0.0.0.0/0', protocol: 'icmp', multiport: null }),
      rule({ id: idOf(5), remote_ip_prefix: '0.0.0.0/0', direction: 'egress', multiport: null }),
    ]);
    expect((await see()).reports).toEqual([]);
  });

  it('are all reported where nobody knows which ports were used', async () => {
    answerRules([rule({ remote_ip_prefix: '0.0.0.0/0', multiport: 443 })]);
    answerGroups();
    expect((await see({ ...RULES_PLACE, ports: [] })).reports).toHaveLength(1);
  });

  it('are summed up where there are more than twenty', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => rule({ id: idOf(at), remote_ip_prefix: '80.158.0.0/16' }));
    expect(await reportsOn(...many(20))).toHaveLength(20);
    const reports = await reportsOn(...many(20), rule({ remote_ip_prefix: '0.0.0.0/0' }));
    expect(reports).toMatchObject([
      { key: 'wide/many', title: 'WIDE 21 rules, 1 of them open to the world', urgent: true },
    ]);
    expect(reports[0]?.details).toHaveLength(21);
    expect(reports[0]?.details.at(-1)).toBe(`0.0.0.0/0 tcp 3306 in sg-shop (${RULE})`);
  });
});

describe('a look that cannot be trusted', () => {
  it.each<[string, number, nock.Body, object]>([
    [
      'a missing right',
      403,
      { error_code: 'VPC.2201', error_msg: 'Policy doesn’t allow it' },
      { kind: 'unauthorized', code: 'VPC.2201', permission: 'vpc:securityGroupRules:get' },
    ],
    [
      'a service that is down',
      503,
      '<html>',
      { kind: 'unreachable', message: 'listing the security group rules in eu-de: HTTP 503' },
    ],
    ['no list', 200, { rules: [] }, { kind: 'unexpected-answer' }],
    [
      'a rule that cannot be read',
      200,
      { security_group_rules: [rule(), rule({ id: null })] } as nock.Body,
      {
        kind: 'unexpected-answer',
        message: 'listing the security group rules in eu-de: 1 rules cannot be read',
      },
    ],
  ])('fails with %s', async (_, status, body, expected) => {
    expectRules()
      .times(status === 503 ? 4 : 1)
      .reply(status, body);
    await expect(see()).rejects.toMatchObject(expected);
  });

  it('fails where a later page cannot be had, or is the same again', async () => {
    const page = { security_group_rules: [rule()], page_info: { next_marker: RULE } } as nock.Body;
    expectRules().reply(200, page);
    expectRules(VPC, RULE).times(4).reply(500, '');
    await expect(see()).rejects.toMatchObject({ kind: 'unreachable' });
    expectRules().reply(200, page);
    expectRules(VPC, RULE).reply(200, page);
    await expect(see()).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it.each([
    { kind: 'database', product: 'RDS', region: 'eu-de', instanceId: 'x' },
    { kind: 'machine', region: 'eu-de', instanceId: 'x', blocks: [] },
    { kind: 'security-group', region: 'eu-de', groupId: GROUP, groupName: 'sg-shop' },
    { ...RULES_PLACE, region: 'eu-nl' },
  ] as const)(
    'is not tried at a place that DRS leaves nothing at, or in another region: $kind',
    async (place) => {
      await expect(account().see(place, 'background')).rejects.toMatchObject({ kind: 'rejected' });
    },
  );
});
