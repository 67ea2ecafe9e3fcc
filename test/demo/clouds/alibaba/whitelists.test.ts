import { describe, expect, test } from 'vitest';
import type { DatabaseInput } from '../../../../src/demo/clouds/alibaba/database.ts';
import { type SimulatedClouds, simulatedClouds } from '../simulated-clouds.ts';
import { callEngine, change, ENGINES, type Engine, groupsOf } from './engines.ts';

const DTS = '100.104.52.0/24,101.37.14.0/24';
const cases = ENGINES.map((engine) => [engine.product, engine] as const);

async function world(settings: Partial<DatabaseInput> = {}): Promise<SimulatedClouds> {
  const databases = ENGINES.map(({ product, instance }) => ({
    product,
    id: instance,
    region: 'cn-hangzhou',
    groups: [
      { name: 'default', attribute: '', networkType: 'MIX', ips: ['10.0.0.0/16'] },
      { name: 'dts_access', attribute: 'hidden', networkType: 'MIX', ips: DTS.split(',') },
    ],
    ...settings,
  }));
  return await simulatedClouds({ seed: { alibaba: { databases } } });
}

const codeOf = (answer: { status: number; body: Record<string, unknown> }) => [
  answer.status,
  answer.body['Code'],
];

function engineOf(product: string): Engine {
  const engine = ENGINES.find((each) => each.product === product);
  if (engine === undefined) throw new Error(`no engine ${product}`);
  return engine;
}

describe.each(cases)('the whitelists of %s', (_, engine) => {
  test('a group is gone when all its addresses are deleted, and gone a second time is an error', async () => {
    const clouds = await world();
    expect((await change(clouds, engine, 'remove', DTS, 'dts_access')).status).toBe(200);
    expect(await groupsOf(clouds, engine)).toEqual({ default: '10.0.0.0/16' });
    const again = await change(clouds, engine, 'remove', DTS, 'dts_access');
    expect(codeOf(again)).toEqual([404, 'InvalidSecurityIPs.NotFound']);
  });

  test('part of a group can be deleted, and what is not in it cannot', async () => {
    const clouds = await world();
    await change(clouds, engine, 'remove', '101.37.14.0/24', 'dts_access');
    expect((await groupsOf(clouds, engine))['dts_access']).toBe('100.104.52.0/24');
    const wrong = await change(clouds, engine, 'remove', '100.104.52.0/24,10.0.0.9', 'dts_access');
    expect(codeOf(wrong)).toEqual([404, 'InvalidSecurityIPs.NotFound']);
    expect((await groupsOf(clouds, engine))['dts_access']).toBe('100.104.52.0/24');
  });

  test('an instance that cannot delete groups keeps the last address, and can be neutralised', async () => {
    const clouds = await world({ cannotDeleteGroups: true });
    const refused = await change(clouds, engine, 'remove', DTS, 'dts_access');
    expect(codeOf(refused)).toEqual([404, 'InvalidSecurityIPs.NotFound']);
    expect((await groupsOf(clouds, engine))['dts_access']).toBe(DTS);
    await change(clouds, engine, 'cover', '127.0.0.1', 'dts_access');
    expect((await groupsOf(clouds, engine))['dts_access']).toBe('127.0.0.1');
    expect(clouds.world.network.database(engine.instance).groups[1]?.attribute).toBe('hidden');
  });

  test('a change without a group name overwrites production access', async () => {
    const clouds = await world();
    await callEngine(clouds, engine, engine.modify, { [engine.ips]: '127.0.0.1' });
    expect(await groupsOf(clouds, engine)).toEqual({ default: '127.0.0.1', dts_access: DTS });
  });

  test('the default group keeps at least one address', async () => {
    const clouds = await world();
    const answer = await change(clouds, engine, 'remove', '10.0.0.0/16', 'default');
    expect(codeOf(answer)).toEqual([404, 'InvalidSecurityIPs.NotFound']);
  });

  test('adding makes a group or adds to it, and refuses what is there', async () => {
    const clouds = await world();
    await change(clouds, engine, 'append', DTS, 'dts_again');
    await change(clouds, engine, 'append', '10.9.9.9', 'dts_access');
    expect(await groupsOf(clouds, engine)).toMatchObject({ dts_again: DTS, dts_access: `${DTS},10.9.9.9` });
    const twice = await change(clouds, engine, 'append', '10.9.9.9', 'dts_access');
    expect(codeOf(twice)).toEqual([400, 'InvalidInstanceIp.Duplicate']);
  });

  test('bad addresses and bad names of new groups are refused', async () => {
    const clouds = await world();
    const bad = (ips: string, name = 'dts_access') => change(clouds, engine, 'cover', ips, name);
    expect(codeOf(await bad('everywhere'))).toEqual([400, 'InvalidSecurityIPList.Format']);
    expect(codeOf(await bad('10.0.0.1,10.0.0.1'))).toEqual([400, 'InvalidSecurityIPList.Duplicate']);
    expect(codeOf(await bad('10.0.0.1', 'Bad-Name'))).toEqual([400, 'InvalidGroupName.Format']);
    expect(await groupsOf(clouds, engine)).toEqual({ default: '10.0.0.0/16', dts_access: DTS });
  });

  test('the instance and everything else that is required must be there', async () => {
    const clouds = await world();
    for (const name of [engine.id, ...Object.keys(engine.also)]) {
      const { status, body } = await callEngine(clouds, engine, engine.list, { [name]: '' });
      expect([status, body['Code']]).toEqual([400, 'MissingParameter']);
      expect(body['Message']).toContain(name);
    }
    const bare = await callEngine(clouds, engine, engine.modify, { [engine.name]: 'dts_access' });
    expect(codeOf(bare)).toEqual([400, 'MissingParameter']);
    expect(bare.body['Message']).toContain(`"${engine.ips}"`);
    const odd = await callEngine(clouds, engine, engine.modify, { [engine.ips]: DTS, ModifyMode: 'Empty' });
    expect(codeOf(odd)).toEqual([400, 'InvalidParameter']);
  });

  test('a busy or locked instance takes no change', async () => {
    const clouds = await world({ busySeconds: 30 });
    await change(clouds, engine, 'cover', '10.1.0.0/16', 'default');
    const busy = await change(clouds, engine, 'remove', DTS, 'dts_access');
    expect(codeOf(busy)).toEqual(engine.busy);
    clouds.pass(31);
    clouds.world.network.setDatabase(engine.instance, { lockMode: 'ManualLock' });
    const locked = await change(clouds, engine, 'remove', DTS, 'dts_access');
    expect(codeOf(locked)).toEqual([403, 'OperationDenied.LockMode']);
    clouds.world.network.setDatabase(engine.instance, { lockMode: 'Unlock' });
    expect((await change(clouds, engine, 'remove', DTS, 'dts_access')).status).toBe(200);
  });

  test('the list may lag behind a change', async () => {
    const clouds = await world({ shownAfterSeconds: 10 });
    await change(clouds, engine, 'remove', DTS, 'dts_access');
    expect(await groupsOf(clouds, engine)).toHaveProperty('dts_access');
    clouds.pass(11);
    expect(await groupsOf(clouds, engine)).not.toHaveProperty('dts_access');
  });

  test('an instance that is gone, elsewhere or of another account is not found, whatever is asked', async () => {
    const clouds = await world();
    const elsewhere = await callEngine(clouds, engine, engine.list, { RegionId: 'eu-central-1' });
    expect(codeOf(elsewhere)).toEqual([404, engine.notFound]);
    clouds.world.network.setDatabase(engine.instance, { owner: '1999999999999999' });
    for (const action of [engine.list, ...engine.describe])
      expect(codeOf(await callEngine(clouds, engine, action))).toEqual([404, engine.notFound]);
    clouds.world.network.deleteDatabase(engine.instance);
    const answer = await change(clouds, engine, 'remove', DTS, 'dts_access');
    expect(codeOf(answer)).toEqual([404, engine.notFound]);
  });

  test('RAM refuses with the details of the denial, and only what was denied', async () => {
    const clouds = await world();
    const action = `${engine.service}:${engine.modify}`;
    clouds.world.deny(action);
    const answer = await change(clouds, engine, 'remove', DTS, 'dts_access');
    expect(codeOf(answer)).toEqual([403, engine.denied]);
    expect(answer.body['AccessDeniedDetail']).toMatchObject({
      AuthAction: action,
      NoPermissionType: 'ImplicitDeny',
    });
    expect(await groupsOf(clouds, engine)).toHaveProperty('dts_access');
    clouds.world.allow(action);
    expect((await change(clouds, engine, 'remove', DTS, 'dts_access')).status).toBe(200);
  });

  test('its status and an address of it are told, and the status of a change under way', async () => {
    const clouds = await world({ busySeconds: 5 });
    const attribute = engine.describe[0] ?? '';
    const before = JSON.stringify((await callEngine(clouds, engine, attribute)).body);
    expect(before).toMatch(/"(Running|Normal|active)"/);
    expect(before).toContain(engine.instance);
    await change(clouds, engine, 'remove', DTS, 'dts_access');
    const after = JSON.stringify((await callEngine(clouds, engine, attribute)).body);
    expect(after).not.toMatch(/"(Running|Normal|active)"/);
    const net = JSON.stringify((await callEngine(clouds, engine, engine.describe.at(-1) ?? '')).body);
    expect(net).toContain(`${engine.instance}.`);
  });
});

describe('what only some engines do', () => {
  test('AnalyticDB MySQL deletes a whole group without its addresses', async () => {
    const clouds = await world();
    const more = { ModifyMode: 'Delete', DBClusterIPArrayName: 'dts_access' };
    await callEngine(clouds, engineOf('ADS'), 'ModifyDBClusterAccessWhiteList', more);
    expect(await groupsOf(clouds, engineOf('ADS'))).toEqual({ default: '10.0.0.0/16' });
  });

  test('AnalyticDB PostgreSQL deletes a group by its name, once, and never the default one', async () => {
    const clouds = await world();
    const remove = (IPArrayName: string) =>
      callEngine(clouds, engineOf('GREENPLUM'), 'DeleteDBInstanceIPArray', { IPArrayName });
    expect(codeOf(await remove(''))).toEqual([400, 'MissingParameter']);
    expect(codeOf(await remove('default'))).toEqual([400, 'InvalidParameter']);
    expect((await remove('dts_access')).status).toBe(200);
    expect((await remove('dts_access')).status).toBe(404);
    expect(await groupsOf(clouds, engineOf('GREENPLUM'))).toEqual({ default: '10.0.0.0/16' });
  });

  test('MongoDB shows hidden groups only to those who ask for them', async () => {
    const clouds = await world();
    const { body } = await callEngine(clouds, engineOf('MONGODB'), 'DescribeSecurityIps');
    expect(JSON.stringify(body)).not.toContain('dts_access');
    expect(await groupsOf(clouds, engineOf('MONGODB'))).toHaveProperty('dts_access');
  });

  test("RDS's enhanced mode has a group once per network type, and acts on the one that was named", async () => {
    const group = (networkType: string, ips: string[]) => ({
      name: 'dts',
      attribute: 'hidden',
      networkType,
      ips,
    });
    const clouds = await world({ groups: [group('VPC', ['10.1.1.1']), group('Classic', ['10.2.2.2'])] });
    const rds = engineOf('RDS');
    const remove = (SecurityIps: string, WhitelistNetworkType: string) =>
      callEngine(clouds, rds, 'ModifySecurityIps', {
        SecurityIps,
        WhitelistNetworkType,
        DBInstanceIPArrayName: 'dts',
        ModifyMode: 'Delete',
      });
    expect((await remove('10.2.2.2', 'VPC')).status).toBe(404);
    expect((await remove('10.2.2.2', 'Classic')).status).toBe(200);
    const listed = await callEngine(clouds, rds, rds.list);
    expect(listed.body['Items']).toMatchObject({ DBInstanceIPArray: [{ WhitelistNetworkType: 'VPC' }] });
    const info = await callEngine(clouds, rds, 'DescribeDBInstanceNetInfo');
    expect(info.body['SecurityIPMode']).toBe('safety');
  });

  test('the details of a job tell whose account an endpoint is in', async () => {
    const clouds = await simulatedClouds();
    clouds.world.network.setDatabase('rm-bp1162kryivb8q2k3', { owner: '1999999999999999' });
    const job = clouds.world.alibaba.tasks[0];
    const engine = { ...engineOf('RDS'), version: '2020-01-01', id: 'DtsJobId', instance: job?.id ?? '' };
    const { body } = await callEngine(clouds, engine, 'DescribeDtsJobDetail', { RegionId: 'cn-hangzhou' });
    expect(body['SourceEndpoint']).toMatchObject({
      AliyunUid: '1999999999999999',
      RoleName: 'dts-cross-account',
    });
    expect(body['DestinationEndpoint']).toMatchObject({ AliyunUid: '1408453062370000', RoleName: '' });
  });
});
