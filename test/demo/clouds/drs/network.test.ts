import { describe, expect, test } from 'vitest';
import { DRS, PROJECTS, SHOP_GROUP } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { drs, type Row, requestToken } from './signed-drs.ts';

const VERSIONS = [
  ['/v1/{p}/security-group-rules', 'code', 'VPC.0609'],
  ['/v3/{p}/vpc/security-group-rules', 'error_code', 'VPC.9902'],
] as const;
const IP = 'b1f0a2c3-0002-4b00-8000-000000000001';
const STOP = { jobs: [{ job_id: DRS.shop, delete_type: 'terminate' }] };

const rule = (more: Row = {}) => ({
  security_group_rule: {
    security_group_id: SHOP_GROUP,
    direction: 'ingress',
    protocol: 'tcp',
    remote_ip_prefix: '80.158.10.21',
    ...more,
  },
});

async function addresses(clouds: SimulatedClouds): Promise<Row[]> {
  return (await drs(clouds, 'GET', '/v1/{p}/publicips')).body['publicips'] as Row[];
}

describe.each(VERSIONS)('rules at %s', (path, field, duplicate) => {
  test('are made with a bare address stored as one of 32 bits, and the same one only once', async () => {
    const clouds = await simulatedClouds();
    const made = await drs(clouds, 'POST', path, rule());
    expect(made).toMatchObject({
      status: 201,
      body: { security_group_rule: { remote_ip_prefix: '80.158.10.21/32' } },
    });
    const again = await drs(clouds, 'POST', path, rule({ remote_ip_prefix: '80.158.10.21/32' }));
    expect(again).toMatchObject({ status: 409, body: { [field]: duplicate } });
    const other = await drs(clouds, 'POST', path, rule({ direction: 'egress' }));
    expect(other.status).toBe(201);
  });

  test('need a group that is there and a direction', async () => {
    const clouds = await simulatedClouds();
    expect((await drs(clouds, 'POST', path, rule({ security_group_id: 'other' }))).status).toBe(404);
    expect((await drs(clouds, 'POST', path, rule({ direction: undefined }))).status).toBe(400);
    expect((await drs(clouds, 'POST', path, {})).status).toBe(400);
  });

  test('are paged by marker and limit, both of which have to make sense', async () => {
    const clouds = await simulatedClouds();
    const seen: unknown[] = [];
    for (let marker = '', more = true; more; ) {
      const { body } = await drs(clouds, 'GET', `${path}?limit=2${marker}`);
      const rows = body['security_group_rules'] as Row[];
      seen.push(...rows.map(({ id }) => id));
      marker = `&marker=${String(rows.at(-1)?.['id'])}`;
      more = rows.length === 2;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
    for (const query of ['limit=2001', 'limit=-1', 'limit=x', 'marker=nobody'])
      expect((await drs(clouds, 'GET', `${path}?${query}`)).status).toBe(400);
  });

  test('cannot be removed without the right, under its own name or that of the manual', async () => {
    const clouds = await simulatedClouds();
    const [{ id } = { id: '' }] = clouds.world.drs.rules;
    for (const action of ['vpc:securityGroupRules:delete', 'vpc:delete-rule', 'vpc:*']) {
      clouds.world.deny(action);
      const answer = await drs(clouds, 'DELETE', `${path}/${id}`);
      expect(answer).toMatchObject({ status: 403, body: { [field]: 'VPC.2201' } });
      clouds.world.allow(action);
    }
    expect((await drs(clouds, 'DELETE', `${path}/${id}`)).status).toBe(204);
  });

  test('of another project are neither seen nor removed', async () => {
    const clouds = await simulatedClouds();
    const [{ id } = { id: '' }] = clouds.world.drs.rules;
    const changes = { project: PROJECTS.analytics.id };
    const { body } = await drs(clouds, 'GET', path, undefined, changes);
    expect(body['security_group_rules']).toEqual([]);
    expect((await drs(clouds, 'DELETE', `${path}/${id}`, undefined, changes)).status).toBe(404);
  });
});

test('a span of ports is told by both versions', async () => {
  const clouds = await simulatedClouds();
  await drs(clouds, 'POST', VERSIONS[0][0], rule({ port_range_min: 1, port_range_max: 30 }));
  const { body } = await drs(clouds, 'GET', VERSIONS[1][0]);
  expect((body['security_group_rules'] as Row[]).at(-1)).toMatchObject({ multiport: '1-30' });
});

test('a group in use cannot be deleted, another one goes with its rules', async () => {
  const clouds = await simulatedClouds();
  const path = `/v3/{p}/vpc/security-groups/${SHOP_GROUP}`;
  const used = await drs(clouds, 'DELETE', path);
  expect(used).toMatchObject({ status: 409, body: { error_code: 'VPC.9902' } });
  clouds.world.network.putVpcGroup({ id: SHOP_GROUP, name: 'sg', description: '' });
  expect((await drs(clouds, 'DELETE', path)).status).toBe(204);
  expect(clouds.world.drs.rules.some(({ securityGroupId }) => securityGroupId === SHOP_GROUP)).toBe(false);
});

describe('public addresses', () => {
  test('an automatic one goes when its task has ended', async () => {
    const clouds = await simulatedClouds();
    await drs(clouds, 'DELETE', '/v3/{p}/jobs/batch-jobs', STOP);
    expect(await addresses(clouds)).toMatchObject([{ public_ip_address: '80.158.10.20', status: 'ACTIVE' }]);
    clouds.pass(30);
    expect(await addresses(clouds)).toEqual([]);
  });

  test("the user's own stays, unbound", async () => {
    const clouds = await simulatedClouds();
    clouds.world.network.putPublicIp({ id: IP, address: '80.158.10.20', automatic: false });
    clouds.world.endInConsole(DRS.shop);
    expect(await addresses(clouds)).toMatchObject([
      { public_ip_address: '80.158.10.20', status: 'DOWN', port_id: '' },
    ]);
  });

  test('one that is bound is unbound first, then released', async () => {
    const clouds = await simulatedClouds();
    const path = `/v1/{p}/publicips/${IP}`;
    expect((await drs(clouds, 'DELETE', path)).status).toBe(409);
    const unbound = await drs(clouds, 'PUT', path, { publicip: { port_id: '' } });
    expect(unbound.body['publicip']).toMatchObject({ status: 'DOWN', private_ip_address: '' });
    const codes = [await drs(clouds, 'DELETE', path), await drs(clouds, 'DELETE', path)];
    expect(codes.map(({ status }) => status)).toEqual([204, 404]);
  });
});

describe('tokens and rights', () => {
  test('a token of one project opens no other', async () => {
    const clouds = await simulatedClouds();
    const given = await requestToken(clouds, { project: { name: 'eu-nl' } });
    const token = given.headers.get('x-subject-token') ?? '';
    const there = { token, project: PROJECTS.netherlands.id };
    expect((await drs(clouds, 'GET', '/v1/{p}/publicips', undefined, there)).status).toBe(200);
    expect((await drs(clouds, 'GET', '/v1/{p}/publicips', undefined, { token })).status).toBe(403);
    expect((await drs(clouds, 'GET', '/v3/auth/projects', undefined, { token })).status).toBe(200);
  });

  test.each([
    ['drs:list-jobs', 'POST', '/v3/{p}/jobs', { error_code: 'DRS.M00102' }],
    ['iam:projects', 'GET', '/v3/projects', { error: { code: 403 } }],
    ['eip:*', 'GET', '/v1/{p}/publicips', { code: 'VPC.2201' }],
  ])('%s can be denied', async (action, method, path, body) => {
    const clouds = await simulatedClouds();
    clouds.world.deny(action);
    expect(await drs(clouds, method, path)).toMatchObject({ status: 403, body });
  });
});
