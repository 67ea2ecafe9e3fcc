import { expect, test } from 'vitest';
import { SHOP_GROUP, SOURCE_GROUP } from '../../../../src/demo/clouds/drs/drs-seed.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { drs, type Row } from './signed-drs.ts';

const NODE_RULE = '0a1b2c3d-0001-4a00-8000-000000000001';

async function rules(clouds: SimulatedClouds, path: string): Promise<Row[]> {
  const { body } = await drs(clouds, 'GET', path);
  return body['security_group_rules'] as Row[];
}

test('version 1 lists groups with their rules, version 3 without', async () => {
  const clouds = await simulatedClouds();
  const one = await drs(clouds, 'GET', '/v1/{p}/security-groups');
  const three = await drs(clouds, 'GET', '/v3/{p}/vpc/security-groups');
  expect(one.body).toMatchObject({
    security_groups: [
      { id: SHOP_GROUP, security_group_rules: [{}, {}, {}, {}] },
      { id: SOURCE_GROUP, security_group_rules: [{}] },
    ],
  });
  expect((three.body['security_groups'] as Row[])[0]).not.toHaveProperty('security_group_rules');
});

test('rules are filtered by group and by prefix, and have the shape of their version', async () => {
  const clouds = await simulatedClouds();
  const prefix = encodeURIComponent('192.168.0.229/32');
  const filter = `remote_ip_prefix=${prefix}&security_group_id=${SHOP_GROUP}`;
  expect(await rules(clouds, `/v1/{p}/security-group-rules?${filter}`)).toMatchObject([
    { id: NODE_RULE, port_range_min: 3306, port_range_max: 3306, remote_ip_prefix: '192.168.0.229/32' },
  ]);
  expect(await rules(clouds, `/v3/{p}/vpc/security-group-rules?${filter}`)).toMatchObject([
    { id: NODE_RULE, multiport: '3306', action: 'allow' },
  ]);
  expect(await rules(clouds, '/v1/{p}/security-group-rules?security_group_id=other')).toEqual([]);
});

test('version 3 names the next page until the last', async () => {
  const clouds = await simulatedClouds();
  const path = '/v3/{p}/vpc/security-group-rules?limit=3';
  const first = await drs(clouds, 'GET', path);
  const { next_marker } = first.body['page_info'] as Record<string, string>;
  const last = await drs(clouds, 'GET', `${path}&marker=${next_marker}`);
  expect(last.body['page_info']).toMatchObject({ current_count: 2 });
  expect(last.body['page_info']).not.toHaveProperty('next_marker');
});

test.each([
  ['/v1/{p}/security-group-rules', 'code', 'VPC.0608'],
  ['/v3/{p}/vpc/security-group-rules', 'error_code', 'VPC.9904'],
])('deleting a rule at %s is a 204 once and then a 404', async (path, field, code) => {
  const clouds = await simulatedClouds();
  const first = await drs(clouds, 'DELETE', `${path}/${NODE_RULE}`);
  const second = await drs(clouds, 'DELETE', `${path}/${NODE_RULE}`);
  expect(first.status).toBe(204);
  expect(second).toMatchObject({ status: 404, body: { [field]: code } });
  expect((await rules(clouds, path)).map((rule) => rule['id'])).not.toContain(NODE_RULE);
});

test('a group that does not exist is not found', async () => {
  const answer = await drs(await simulatedClouds(), 'GET', '/v1/{p}/security-groups/other');
  expect(answer).toMatchObject({ status: 404, body: { code: 'VPC.0603' } });
});

test('public addresses are listed with their private ones', async () => {
  const { body } = await drs(await simulatedClouds(), 'GET', '/v1/{p}/publicips');
  expect(body).toMatchObject({
    publicips: [{ public_ip_address: '80.158.10.20', private_ip_address: '192.168.0.229', status: 'ACTIVE' }],
  });
});
