import { describe, expect, test } from 'vitest';
import { SHOP_GROUP } from '../../../src/demo/clouds/drs/drs-seed.ts';
import { rpc } from './alibaba/signed-rpc.ts';
import { simulatedClouds } from './simulated-clouds.ts';

const RDS = 'rm-bp1162kryivb8q2k3';
const POLAR = 'pc-bp1imrtn6fq7h5w9d';

describe('what others do to databases', () => {
  test('a group is added, replaced and removed, keeping its attribute and network type', async () => {
    const { world } = await simulatedClouds();
    const names = () => world.network.database(RDS).groups.map(({ name }) => name);
    world.network.putGroup(RDS, { name: 'dts_again', ips: ['10.0.0.1'] });
    expect(names()).toContain('dts_again');
    world.network.putGroup(RDS, { name: 'rdsdts_orders', ips: ['10.0.0.2'] });
    expect(world.network.database(RDS).groups).toContainEqual({
      name: 'rdsdts_orders',
      attribute: 'hidden',
      networkType: 'VPC',
      ips: ['10.0.0.2'],
    });
    world.network.removeGroup(RDS, 'rdsdts_orders', 'Classic');
    expect(names()).toContain('rdsdts_orders');
    world.network.removeGroup(RDS, 'rdsdts_orders');
    expect(names()).not.toContain('rdsdts_orders');
  });

  test('a status that somebody sets outlives the end of a change under way', async () => {
    const clouds = await simulatedClouds();
    const group = { DBClusterIPArrayName: 'dtspolardb', SecurityIps: '127.0.0.1' };
    const version = '2017-08-01';
    await rpc(clouds, 'ModifyDBClusterAccessWhitelist', { DBClusterId: POLAR, ...group }, { version });
    clouds.world.network.setDatabase(POLAR, { status: 'Maintaining' });
    clouds.pass(60);
    const { body } = await rpc(clouds, 'DescribeDBClusterAttribute', { DBClusterId: POLAR }, { version });
    expect(body['DBClusterStatus']).toBe('Maintaining');
  });

  test('a reset brings everything back', async () => {
    const clouds = await simulatedClouds();
    const before = clouds.access();
    const { network } = clouds.world;
    network.deleteDatabase(RDS);
    network.removeRule('0a1b2c3d-0001-4a00-8000-000000000001');
    network.deleteMachine('i-bp1c4xq7m2k9s0d3e');
    clouds.world.deny('rds:*');
    clouds.world.setRegion('drs', 'eu-de', 'cut');
    expect(clouds.access()).not.toEqual(before);
    clouds.world.reset();
    expect(clouds.access()).toEqual(before);
    const query = { DBInstanceId: RDS };
    const version = '2014-08-15';
    expect((await rpc(clouds, 'DescribeDBInstanceAttribute', query, { version })).status).toBe(200);
  });

  test('ids that nothing has are an error', async () => {
    const { network } = (await simulatedClouds()).world;
    expect(() => network.database('rm-0')).toThrow('no database rm-0');
    expect(() => network.setMachineStatus('i-0', 'Stopped')).toThrow('no machine i-0');
    expect(() => network.removeRule('r-0')).toThrow('no rule r-0');
    expect(() => network.removePublicIp('ip-0')).toThrow('no public address ip-0');
  });
});

describe('what is shown of it', () => {
  test('a whitelist names the living tasks of its database, in every region', async () => {
    const clouds = await simulatedClouds();
    const group = clouds.access().find(({ on, name }) => on === RDS && name === 'rdsdts_orders');
    expect(group).toMatchObject({ kind: 'whitelist', note: 'hidden, VPC', region: 'cn-hangzhou' });
    expect(group?.tasks).toEqual(['orders-prod', 'orders-changes', 'audit-changes', 'crm-feed']);
  });

  test('a rule names the living task whose address it lets in, and an address whose it is', async () => {
    const clouds = await simulatedClouds();
    const rule = clouds.access().find(({ kind, value }) => kind === 'rule' && value === '192.168.0.231/32');
    expect(rule).toMatchObject({ region: 'eu-de', on: 'sg-rds-shop', tasks: ['DRS-crm'] });
    clouds.world.network.putRule({ id: 'wide', securityGroupId: SHOP_GROUP, ports: null });
    expect(clouds.access()).toContainEqual(
      expect.objectContaining({ name: 'tcp any port, ingress', value: 'anywhere', tasks: [] }),
    );
    expect(clouds.access().find(({ kind }) => kind === 'public-ip')).toMatchObject({
      name: '80.158.10.20',
      note: 'automatic',
      tasks: ['DRS-shop-prod'],
    });
  });

  test('a machine is shown with each of its groups', async () => {
    const clouds = await simulatedClouds();
    const groups = clouds.access().filter(({ kind }) => kind === 'security-group');
    expect(groups.map(({ name, tasks }) => [name, tasks])).toEqual([
      ['app-servers', ['inventory-ecs']],
      ['DTS_inventory', ['inventory-ecs']],
    ]);
  });
});
