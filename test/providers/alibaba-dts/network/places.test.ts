import { describe, expect, it } from 'vitest';
import type { Place } from '../../../../src/cleanup/leftovers/place.ts';
import { account } from '../prepared-dts.ts';
import { CLICKHOUSE_ENTERPRISE as LATER, request, SAMPLES } from './engine-samples.ts';
import { answer, group, refuse } from './prepared-network.ts';

function database(product: string, instanceId: string, region = 'cn-hangzhou'): Place {
  return { kind: 'database', product, region, instanceId };
}

const RDS_LIST = {
  host: 'rds.aliyuncs.com',
  version: '2014-08-15',
  operation: 'DescribeDBInstanceIPArrayList',
  query: { RegionId: 'cn-hangzhou', DBInstanceId: 'rm-bp1162' },
};

describe('RDS in the enhanced whitelist mode', () => {
  const row = (WhitelistNetworkType: string) => ({
    DBInstanceIPArrayName: 'rdsdts_orders',
    DBInstanceIPArrayAttribute: 'hidden',
    SecurityIPType: 'IPv4',
    SecurityIPList: '100.104.52.0/24',
    WhitelistNetworkType,
  });

  it('shows a group once for each network type, and changes each by its own', async () => {
    answer(RDS_LIST, { Items: { DBInstanceIPArray: [row('VPC'), row('Classic')] } });
    answer(
      { ...RDS_LIST, operation: 'DescribeDBInstanceNetInfo' },
      { DBInstanceNetInfos: { DBInstanceNetInfo: [] } },
    );
    const seen = await account().see(database('RDS', 'rm-bp1162'), 'interactive');
    if (seen.kind !== 'there') throw new Error(seen.kind);
    const calls = seen.found.map(({ leftover }) => account().prepareChange('remove', leftover)?.parameters);
    expect(calls).toMatchObject([{ WhitelistNetworkType: 'VPC' }, { WhitelistNetworkType: 'Classic' }]);
  });

  it('sends no attribute and no network type that the cloud did not show', () => {
    const bare = group({ attribute: '', networkType: null, addressType: null });
    expect(account().prepareChange('remove', bare)?.parameters).toEqual({
      RegionId: 'cn-hangzhou',
      DBInstanceId: 'rm-bp1162',
      DBInstanceIPArrayName: 'rdsdts_orders',
      SecurityIps: '100.104.52.0/24,101.37.14.0/24',
      ModifyMode: 'Delete',
    });
  });
});

describe('a ClickHouse cluster', () => {
  const first = {
    host: 'clickhouse.aliyuncs.com',
    version: '2019-11-11',
    operation: 'DescribeDBClusterAccessWhiteList',
    query: { RegionId: 'cn-hangzhou', DBClusterId: 'cc-bp100' },
  };

  it('that the first API does not know is looked for with the later one, and changed with that', async () => {
    refuse(first, 'InvalidDBClusterId.NotFound', 404);
    const { leftover } = LATER;
    const rows = [LATER.row(leftover.name, leftover.attribute, leftover.addresses)];
    answer(request(LATER, 'DescribeSecurityIPList'), LATER.list.body(rows));
    answer(request(LATER, 'DescribeEndpoints'), LATER.names.body);
    const seen = await account().see(database('CLICKHOUSE', 'cc-bp100'), 'interactive');
    expect(seen).toMatchObject({ kind: 'there', found: [{ leftover }] });
    expect(account().prepareChange('remove', leftover)?.operation).toBe('ModifySecurityIPList');
  });

  it('that the first API refuses to show is not looked for elsewhere', async () => {
    refuse(first, 'Forbidden.RAM', 403);
    const seen = account().see(database('CLICKHOUSE', 'cc-bp100'), 'interactive');
    await expect(seen).rejects.toMatchObject({
      permission: 'clickhouse:DescribeDBClusterAccessWhiteList',
    });
  });
});

describe('a product', () => {
  it.each(['DISTRIBUTED_POLARDBX10', 'ELK', 'ODPS', 'LINDORM', 'ALIKAFKA', 'constructor'])(
    'without a whitelist that can be read says so: %s',
    async (product) => {
      const seen = account().see(database(product, 'x-1'), 'interactive');
      await expect(seen).rejects.toMatchObject({
        kind: 'rejected',
        message: `${product} x-1 has no whitelist that Cutover can look at: look in its console`,
      });
      const foreign = group({ product });
      expect(account().prepareChange('remove', foreign)).toBeNull();
      await expect(account().readiness(foreign)).resolves.toMatchObject({ kind: 'not-now' });
    },
  );

  it('is known however DTS spells it', async () => {
    const polardb = SAMPLES.find(({ product }) => product === 'PolarDB');
    if (polardb === undefined) throw new Error('no sample');
    answer(request(polardb, polardb.list.operation), polardb.list.body([]));
    answer(request(polardb, polardb.names.operation), polardb.names.body);
    const seen = await account().see(database('POLARDB', 'pc-bp1imr'), 'interactive');
    expect(seen).toMatchObject({ kind: 'there', found: [] });
  });
});

describe('a place of another cloud', () => {
  it.each<Place>([
    { kind: 'rules', region: 'eu-de', addresses: ['80.158.10.20'], ports: ['3306'] },
    { kind: 'elastic-ip', region: 'eu-de', address: '80.158.10.20', own: false },
  ])('is refused: $kind', async (place) => {
    await expect(account().see(place, 'interactive')).rejects.toMatchObject({ kind: 'rejected' });
  });
});

describe('the answer to a change', () => {
  const modify = {
    ...RDS_LIST,
    operation: 'ModifySecurityIps',
    query: {
      ...RDS_LIST.query,
      DBInstanceIPArrayName: 'rdsdts_orders',
      DBInstanceIPArrayAttribute: 'hidden',
      WhitelistNetworkType: 'VPC',
      SecurityIPType: 'IPv4',
      SecurityIps: '100.104.52.0/24,101.37.14.0/24',
      ModifyMode: 'Delete',
    },
  };

  it('without a request id proves nothing', async () => {
    answer(modify, { RequestId: '' });
    await expect(account().change('remove', group())).resolves.toMatchObject({ kind: 'unknown' });
  });

  it('with a request id and an error code proves nothing', async () => {
    answer(modify, { Code: 'OperationDenied.LockMode' });
    await expect(account().change('remove', group())).resolves.toMatchObject({ kind: 'unknown' });
  });

  it('that says Success=false is a refusal, by the code in its message', async () => {
    const polardbx = group({ product: 'POLARDBX20', instanceId: 'pxc-hz1', name: 'dts_access' });
    answer(
      {
        host: 'polardbx.cn-hangzhou.aliyuncs.com',
        version: '2020-02-02',
        operation: 'ModifySecurityIps',
        query: {
          RegionId: 'cn-hangzhou',
          DBInstanceName: 'pxc-hz1',
          GroupName: 'dts_access',
          SecurityIPList: polardbx.addresses,
          ModifyMode: '2',
        },
      },
      { Success: false, Message: 'OperationDenied.DBInstanceStatus' },
    );
    await expect(account().change('remove', polardbx)).resolves.toMatchObject({
      kind: 'throttled',
      code: 'OperationDenied.DBInstanceStatus',
    });
  });
});
