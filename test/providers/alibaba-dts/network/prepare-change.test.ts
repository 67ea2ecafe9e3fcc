import { describe, expect, it } from 'vitest';
import type { Leftover, WhitelistGroup } from '../../../../src/cleanup/leftovers/leftover.ts';
import type { Step } from '../../../../src/cleanup/ports.ts';
import { account } from '../prepared-dts.ts';
import { group } from './prepared-network.ts';

const STEPS: readonly Step[] = ['remove', 'neutralise', 'restore'];
const UNTOUCHABLE = ['default', 'rds_default', 'ali_dms_group', 'hdm_security_ips', 'rds_replica_group'];
const PRODUCTS = [
  'RDS',
  'PolarDB',
  'MONGODB',
  'REDIS',
  'ADS',
  'GREENPLUM',
  'POLARDBX20',
  'CLICKHOUSE',
  'CLICKHOUSE_ENTERPRISE',
  'DISTRIBUTED_POLARDBX10',
  'ELK',
];
const NAMES = [
  ...UNTOUCHABLE,
  ...['Default', ' ALI_DMS_GROUP ', 'app_servers', '', ' ', 'd-t-s', 'ddst'],
  ...['dts', 'ddsdts', 'dtspolardb', 'rdsdts_orders', 'DTS_old'],
];
const LISTS = ['100.104.52.0/24,101.37.14.0/24', '127.0.0.1', '127.0.0.1/32', '', ' , ', '0.0.0.0/0'];

/** The parameter that names the group, in each product's words. */
const NAMING = [
  'DBInstanceIPArrayName',
  'DBClusterIPArrayName',
  'SecurityIpGroupName',
  'GroupName',
  'IPArrayName',
];

/** Every combination: what a property should hold for is small enough to be tried whole. */
const WHITELISTS: readonly WhitelistGroup[] = PRODUCTS.flatMap((product) =>
  NAMES.flatMap((name) =>
    LISTS.flatMap((addresses) =>
      ['', 'hidden'].flatMap((attribute) =>
        [null, 'Classic'].map((networkType) => group({ product, name, addresses, attribute, networkType })),
      ),
    ),
  ),
);

function isTouchable(name: string): boolean {
  return name.toLowerCase().includes('dts') && !UNTOUCHABLE.includes(name.trim().toLowerCase());
}

function calls() {
  const { prepareChange } = account();
  return STEPS.flatMap((step) =>
    WHITELISTS.flatMap((leftover) => {
      const call = prepareChange(step, leftover);
      return call === null ? [] : [{ step, leftover, ...call }];
    }),
  );
}

describe('whatever is asked of a whitelist', () => {
  it('nothing that is not named for DTS, or already lets nobody in, is ever in a call', () => {
    const made = calls();
    expect(made.length).toBeGreaterThan(500);
    expect(made.filter(({ leftover }) => !isTouchable(leftover.name))).toEqual([]);
    expect(made.filter(({ leftover }) => leftover.addresses.startsWith('127.0.0.1'))).toEqual([]);
  });

  it('every call names exactly its group and its instance', () => {
    const others = calls().filter(({ leftover, parameters }) => {
      const named = NAMING.flatMap((key) => (key in parameters ? [parameters[key]] : []));
      const isOne = named.length === 1 && named[0] === leftover.name;
      return !isOne || !Object.values(parameters).includes(leftover.instanceId);
    });
    expect(others).toEqual([]);
  });

  it('a call covers only to let nobody in, and what lets nobody in covers', () => {
    const covering = calls().filter(({ parameters }) => {
      const mode = parameters['ModifyMode'];
      return (
        mode === 'Cover' || mode === '0' || (mode === undefined && parameters['IPArrayName'] === undefined)
      );
    });
    expect(covering.filter(({ step }) => step !== 'neutralise')).toEqual([]);
    expect(covering.length).toBe(calls().filter(({ step }) => step === 'neutralise').length);
    const lists = covering.map(({ parameters }) => parameters['SecurityIps'] ?? parameters['SecurityIPList']);
    expect(new Set(lists)).toEqual(new Set(['127.0.0.1']));
  });

  it('a call that removes or restores sends the list to the letter, and none goes without a list', () => {
    const listed = calls().filter(
      ({ step, parameters }) => step !== 'neutralise' && 'ModifyMode' in parameters,
    );
    const wrong = listed.filter(
      ({ leftover, parameters }) =>
        (parameters['SecurityIps'] ?? parameters['SecurityIPList']) !== leftover.addresses,
    );
    expect(wrong).toEqual([]);
    expect(listed.filter(({ leftover }) => leftover.addresses.trim().length < 4)).toEqual([]);
  });
});

const MEMBER: Leftover = {
  kind: 'membership',
  region: 'cn-hangzhou',
  machineId: 'i-bp1x',
  interfaceId: null,
  groupId: 'sg-dts',
  groupName: 'DTS_inventory',
};
const EMPTY: Leftover = {
  kind: 'empty-group',
  region: 'cn-hangzhou',
  groupId: 'sg-dts',
  groupName: 'DTS_inventory',
};
const RULE: Leftover = {
  kind: 'rule',
  region: 'eu-de',
  groupId: 'sg-shop',
  groupName: 'dts',
  ruleId: 'r-1',
  direction: 'ingress',
  protocol: 'tcp',
  ports: '3306',
  remote: '80.158.10.20/32',
  description: '',
  raw: {},
};

describe('what can be done to a security group', () => {
  it('a machine leaves it and joins it again', () => {
    const parameters = { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-dts', InstanceId: 'i-bp1x' };
    expect(account().prepareChange('remove', MEMBER)).toEqual({
      operation: 'LeaveSecurityGroup',
      parameters,
    });
    expect(account().prepareChange('restore', MEMBER)).toEqual({
      operation: 'JoinSecurityGroup',
      parameters,
    });
  });

  it('a network interface leaves it and joins it again, and its machine is not named', () => {
    const eni: Leftover = { ...MEMBER, interfaceId: 'eni-2' };
    const parameters = { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-dts', NetworkInterfaceId: 'eni-2' };
    expect(account().prepareChange('remove', eni)).toEqual({ operation: 'LeaveSecurityGroup', parameters });
    expect(account().prepareChange('restore', eni)).toEqual({ operation: 'JoinSecurityGroup', parameters });
  });

  it('an empty one is deleted, and cannot be put back', () => {
    expect(account().prepareChange('remove', EMPTY)).toEqual({
      operation: 'DeleteSecurityGroup',
      parameters: { RegionId: 'cn-hangzhou', SecurityGroupId: 'sg-dts' },
    });
    expect(account().prepareChange('restore', EMPTY)).toBeNull();
  });

  it.each([MEMBER, EMPTY, RULE])('there is no neutral form of a $kind', (leftover) => {
    expect(account().prepareChange('neutralise', leftover)).toBeNull();
    expect(account().cannotDelete(leftover, 'InvalidSecurityIPs.NotFound')).toBe(false);
  });

  it.each(STEPS)('a rule, and a group of somebody else, is in no call to %s', (step) => {
    expect(account().prepareChange(step, RULE)).toBeNull();
    expect(account().prepareChange(step, { ...MEMBER, groupName: 'app-servers' })).toBeNull();
    expect(account().prepareChange(step, { ...EMPTY, groupName: 'app-servers' })).toBeNull();
  });

  it('what there is no call for is refused, and nothing is sent', async () => {
    const outcome = { kind: 'refused', code: 'NoSuchCall' };
    await expect(account().change('remove', RULE)).resolves.toMatchObject(outcome);
    await expect(account().change('remove', group({ name: 'default' }))).resolves.toMatchObject(outcome);
    await expect(account().change('neutralise', MEMBER)).resolves.toMatchObject(outcome);
  });
});
