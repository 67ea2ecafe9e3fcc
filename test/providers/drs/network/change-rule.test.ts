import nock from 'nock';
import { describe, expect, it } from 'vitest';
import type { FirewallRule, Leftover } from '../../../../src/cleanup/leftovers/leftover.ts';
import type { CallOutcome } from '../../../../src/lifecycle/ports.ts';
import { account, IAM, ifSigned, NOW, ON_HUAWEI, PROJECT, passwordAccount, SECRET_KEY } from '../world.ts';
import { expectCreate, expectDelete, GROUP, leftover, PUBLIC, RULE, VPC, VPC_HUAWEI, vpc } from './world.ts';

const CREATE = {
  security_group_id: GROUP,
  direction: 'ingress',
  ethertype: 'IPv4',
  protocol: 'tcp',
  multiport: '3306',
  remote_ip_prefix: `${PUBLIC}/32`,
  description: 'for DRS',
  action: 'allow',
  priority: 1,
};
const CREATED = { security_group_rule: { ...CREATE, id: 'a-new-id', multiport: 3306 } };
const RULES = `/v3/${PROJECT}/vpc/security-group-rules`;

const UNTOUCHABLE: readonly [string, Leftover][] = [
  ['a wide rule', leftover({ remote: '80.158.10.0/24' }, { remote_ip_prefix: '80.158.10.0/24' })],
  ['a rule for the world', leftover({ remote: '0.0.0.0/0' }, { remote_ip_prefix: '0.0.0.0/0' })],
  ['a rule without an id', leftover({ ruleId: '' })],
  ['an id that leads elsewhere', leftover({ ruleId: '../security-groups/1' })],
  ['a rule of another region', leftover({ region: 'eu-nl' })],
  ['an empty group', { kind: 'empty-group', region: 'eu-de', groupId: GROUP, groupName: 'DTS-1' }],
];

describe('prepareChange', () => {
  it('prepares the deletion of this one rule', () => {
    expect(account().prepareChange('remove', leftover())).toEqual({
      operation: `DELETE ${RULES}/${RULE}`,
      parameters: {},
    });
  });

  it('prepares the same rule again, with what a new rule takes', () => {
    expect(account().prepareChange('restore', leftover())).toEqual({
      operation: `POST ${RULES}`,
      parameters: { security_group_rule: CREATE },
    });
  });

  it('leaves out what the old rule did not have, and keeps it switched off', () => {
    const row = { protocol: null, multiport: null, description: '', priority: undefined, enabled: false };
    const call = account().prepareChange('restore', leftover({}, row));
    expect(call?.parameters).toEqual({
      security_group_rule: {
        security_group_id: GROUP,
        direction: 'ingress',
        ethertype: 'IPv4',
        remote_ip_prefix: `${PUBLIC}/32`,
        action: 'allow',
        enabled: false,
      },
    });
  });

  it.each(UNTOUCHABLE)('has no call that removes %s', async (_, untouchable) => {
    expect(account().prepareChange('remove', untouchable)).toBeNull();
    expect(await account().change('remove', untouchable)).toMatchObject({ kind: 'not-sent' });
  });

  it.each<[string, FirewallRule]>([
    ['another address', leftover({}, { remote_ip_prefix: '0.0.0.0/0' })],
    ['another group', leftover({}, { security_group_id: 'another' })],
    ['nothing that can be read', leftover({ raw: {} })],
  ])('puts nothing back where the old row has %s', async (_, wrong) => {
    expect(account().prepareChange('restore', wrong)).toBeNull();
    expect(await account().change('restore', wrong)).toMatchObject({ kind: 'not-sent' });
  });

  it('has nothing to neutralise', async () => {
    expect(account().prepareChange('neutralise', leftover())).toBeNull();
    expect(await account().change('neutralise', leftover())).toMatchObject({ kind: 'not-sent' });
    expect(account().cannotDelete(leftover(), 'VPC.9902')).toBe(false);
  });
});

describe('removing a rule', () => {
  it.each([
    ['Open Telekom Cloud', VPC, {}, 'eu-de'],
    ['Huawei Cloud', VPC_HUAWEI, ON_HUAWEI, 'cn-north-4'],
  ] as const)('is one signed call on %s', async (_, origin, place, region) => {
    expectDelete(origin).reply(ifSigned(204, '', origin));
    expect(await account(place).change('remove', leftover({ region }))).toMatchObject({
      kind: 'accepted',
      requestId: null,
    });
  });

  const OUTCOMES: [string, number, nock.Body, Partial<CallOutcome>][] = [
    ['gone', 404, { error_code: 'VPC.9904', error_msg: 'not found' }, { kind: 'gone', code: 'VPC.9904' }],
    ['gone in the old shape', 404, { code: 'VPC.9904', message: 'not found' }, { kind: 'gone' }],
    [
      'no right',
      403,
      { error_code: 'VPC.2201', error_msg: 'Policy doesn’t allow it' },
      { kind: 'refused', code: 'VPC.2201', permission: 'vpc:securityGroupRules:delete' },
    ],
    [
      'a conflict',
      409,
      { error_code: 'VPC.9902', error_msg: 'In use.' },
      { kind: 'refused', code: 'VPC.9902', message: 'In use.', permission: null },
    ],
    ['a refused signature', 401, { error_code: 'APIGW.0301' }, { kind: 'refused', code: 'APIGW.0301' }],
    ['a 401 without a code', 401, '', { kind: 'refused', code: 'HTTP.401' }],
    ['an address that is not served', 404, { error_code: 'APIGW.0101' }, { kind: 'refused' }],
    ['too many requests', 429, { error_code: 'APIGW.0308' }, { kind: 'throttled', code: 'APIGW.0308' }],
    ['too many requests in HTML', 429, '<html>', { kind: 'throttled', code: 'HTTP.429' }],
    ['a 404 of a proxy', 404, '<html>', { kind: 'unknown', why: 'HTTP 404' }],
    ['a 403 of a proxy', 403, '<html>', { kind: 'unknown' }],
    ['a page', 200, '<html>Welcome</html>', { kind: 'unknown' }],
    ['a service that failed', 500, { code: 'VPC.0602', message: 'x' }, { kind: 'unknown' }],
    ['a gateway that waited in vain', 504, '', { kind: 'unknown' }],
  ];
  it.each(OUTCOMES)('takes %s for what it is, and asks once', async (_, status, body, expected) => {
    expectDelete().reply(status, body);
    expect(await account().change('remove', leftover())).toMatchObject(expected);
  });

  it('waits as long as the cloud asks', async () => {
    expectDelete().reply(429, { error_code: 'APIGW.0308' }, { 'retry-after': '3' });
    expect(await account().change('remove', leftover())).toMatchObject({ retryAfterMs: 3000 });
  });

  it('does not know the outcome where nobody answers in time, or the line breaks', async () => {
    expectDelete().delay(500).reply(204);
    expect((await account({ timeoutMs: 20 }).change('remove', leftover())).kind).toBe('unknown');
    nock.abortPendingRequests();
    expectDelete().replyWithError(Object.assign(new Error('reset'), { code: 'ECONNRESET' }));
    expect((await account().change('remove', leftover())).kind).toBe('unknown');
  });

  it('knows that nothing was sent where there was no connection', async () => {
    expectDelete().replyWithError(Object.assign(new Error('refused'), { code: 'ECONNREFUSED' }));
    expect((await account().change('remove', leftover())).kind).toBe('not-sent');
  });

  it('never tells the secret that a gateway echoes', async () => {
    expectDelete().reply(400, { error_code: 'VPC.0101', error_msg: `signed with ${SECRET_KEY}` });
    expect(JSON.stringify(await account().change('remove', leftover()))).not.toContain(SECRET_KEY);
  });
});

describe('removing a rule with a token', () => {
  const login = (token: string) =>
    nock(IAM)
      .post('/v3/auth/tokens?nocatalog=true')
      .reply(
        201,
        { token: { expires_at: new Date(NOW + 86_400_000).toISOString() } },
        { 'x-subject-token': token },
      );
  const withToken = (token: string) =>
    nock(VPC, { reqheaders: { 'x-auth-token': token } }).delete(`${RULES}/${RULE}`);
  const EXPIRED = { error_code: 'VPC.0008', error_msg: 'Invalid token in the header.' };

  it('is sent once more with a new token, because the gateway turned the first away', async () => {
    login('token-1');
    withToken('token-1').reply(401, EXPIRED);
    login('token-2');
    withToken('token-2').reply(204);
    expect((await passwordAccount().change('remove', leftover())).kind).toBe('accepted');
  });

  it('is not sent a third time', async () => {
    login('token-1');
    withToken('token-1').reply(401, EXPIRED);
    login('token-2');
    withToken('token-2').reply(401, EXPIRED);
    const outcome = await passwordAccount().change('remove', leftover());
    expect(outcome).toMatchObject({ kind: 'refused', code: 'VPC.0008', permission: null });
  });

  it('is not sent at all where the login got no answer', async () => {
    const error = Object.assign(new Error('reset'), { code: 'ECONNRESET' });
    nock(IAM).post('/v3/auth/tokens?nocatalog=true').times(4).replyWithError(error);
    expect((await passwordAccount().change('remove', leftover())).kind).toBe('not-sent');
  });
});

describe('putting a rule back', () => {
  it.each([
    ['Open Telekom Cloud', VPC, {}, 'eu-de'],
    ['Huawei Cloud', VPC_HUAWEI, ON_HUAWEI, 'cn-north-4'],
  ] as const)('makes the same rule again on %s', async (_, origin, place, region) => {
    expectCreate(CREATE, origin).reply(ifSigned(201, CREATED, origin));
    const outcome = await account(place).change('restore', leftover({ region }));
    expect(outcome).toMatchObject({ kind: 'accepted', requestId: null });
  });

  const OUTCOMES: [string, number, nock.Body, Partial<CallOutcome>][] = [
    [
      'the same rule',
      409,
      { error_code: 'VPC.9902', error_msg: 'Security group rule already exists. Rule id is 1.' },
      {
        kind: 'refused',
        code: 'VPC.9902',
        message: 'the same rule is there already: Security group rule already exists. Rule id is 1.',
        permission: null,
      },
    ],
    [
      'no room for another rule',
      409,
      { error_code: 'VPC.9905', error_msg: 'Quota exceeded' },
      { kind: 'refused', code: 'VPC.9905', message: 'Quota exceeded' },
    ],
    ['no such group', 404, { error_code: 'VPC.9904' }, { kind: 'gone', code: 'VPC.9904' }],
    [
      'no right',
      403,
      { error_code: 'VPC.2201' },
      { kind: 'refused', permission: 'vpc:securityGroupRules:create' },
    ],
    ['a check that made nothing', 202, { error_code: 'SYS.0202' }, { kind: 'unknown' }],
    ['an answer without a rule', 201, {}, { kind: 'unknown' }],
    ['a service that failed', 502, '<html>', { kind: 'unknown' }],
  ];
  it.each(OUTCOMES)('says so where there is %s', async (_, status, body, expected) => {
    expectCreate(CREATE).reply(status, body);
    expect(await account().change('restore', leftover())).toMatchObject(expected);
  });
});

describe('readiness', () => {
  const expectGroup = () => vpc().get(`/v3/${PROJECT}/vpc/security-groups/${GROUP}`);

  it.each<[string, number, nock.Body, string]>([
    ['ready while its group is there', 200, { security_group: { id: GROUP } }, 'ready'],
    ['gone with its group', 404, { error_code: 'VPC.9904', error_msg: 'no group' }, 'gone'],
    ['ready where groups may not be read', 403, { error_code: 'VPC.2201' }, 'ready'],
  ])('is %s', async (_, status, body, kind) => {
    expectGroup().reply(status, body);
    expect(await account().readiness(leftover())).toEqual({ kind });
  });

  it('is unknown where nobody answers', async () => {
    expectGroup().times(4).reply(503);
    await expect(account().readiness(leftover())).rejects.toMatchObject({ kind: 'unreachable' });
  });

  it('is refused for what is no rule of this account', async () => {
    expect(await account().readiness(leftover({ region: 'eu-nl' }))).toMatchObject({ kind: 'not-now' });
  });
});
