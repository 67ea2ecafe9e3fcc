import { describe, expect, it } from 'vitest';
import type { Leftover } from '../../../../src/cleanup/leftovers/leftover.ts';
import { account } from '../prepared-dts.ts';
import {
  answer,
  ecs,
  eni,
  groupsOf,
  INSTANCES,
  INTERFACES,
  instance,
  MACHINE,
  prepareGroups,
  prepareInstance,
  prepareInterfaces,
  prepareRules,
  refuse,
  rule,
  rulesOf,
  securityGroup,
} from './prepared-ecs.ts';

const DTS_GROUP = securityGroup('sg-dts', 'DTS_inventory');
const APP_GROUP = securityGroup('sg-app', 'app-servers');
const MEMBER: Leftover = {
  kind: 'membership',
  region: 'cn-hangzhou',
  machineId: 'i-bp1x',
  interfaceId: null,
  groupId: 'sg-dts',
  groupName: 'DTS_inventory',
};

function see(blocks = MACHINE.blocks) {
  return account().see({ ...MACHINE, blocks }, 'interactive');
}

async function hindrances() {
  const seen = await see([]);
  return seen.kind === 'there' ? seen.found.map(({ hindrance }) => hindrance) : seen.kind;
}

describe('a machine', () => {
  it('shows the groups of DTS that it and its further interfaces are in, and every address of it', async () => {
    prepareInstance(instance(['sg-app', 'sg-dts']));
    prepareInterfaces(
      eni('eni-1', ['sg-app', 'sg-dts'], { Type: 'Primary', PrivateIpAddress: '172.16.0.3' }),
      eni('eni-2', ['sg-old', 'sg-dts'], {
        AssociatedPublicIp: { PublicIpAddress: '47.96.2.3' },
        PrivateIpSets: { PrivateIpSet: [{ PrivateIpAddress: '172.16.1.11' }] },
        Ipv6Sets: { Ipv6Set: [{ Ipv6Address: '2408::1' }] },
      }),
    );
    answer(groupsOf('sg-app', 'sg-dts', 'sg-old'), {
      SecurityGroups: { SecurityGroup: [APP_GROUP, DTS_GROUP, securityGroup('sg-old', 'my-dts-2021')] },
    });
    await expect(see([])).resolves.toEqual({
      kind: 'there',
      found: [
        { leftover: MEMBER, hindrance: null },
        {
          leftover: { ...MEMBER, interfaceId: 'eni-2', groupId: 'sg-old', groupName: 'my-dts-2021' },
          hindrance: null,
        },
        { leftover: { ...MEMBER, interfaceId: 'eni-2' }, hindrance: null },
      ],
      reports: [],
      knownAs: ['47.96.2.1', '172.16.0.3', '47.96.2.2', '172.16.1.10', '47.96.2.3', '172.16.1.11', '2408::1'],
    });
  });

  it('is gone where the cloud shows none with its id', async () => {
    prepareInstance(instance(['sg-app'], { InstanceId: 'i-other' }));
    await expect(see()).resolves.toEqual({ kind: 'gone' });
  });

  it('is gone where the cloud says so', async () => {
    refuse(INSTANCES, 'InvalidInstanceId.NotFound', 404);
    await expect(see()).resolves.toEqual({ kind: 'gone' });
  });

  it('is not gone because a group of it was deleted meanwhile', async () => {
    prepareInstance(instance(['sg-app']));
    prepareInterfaces();
    refuse(groupsOf('sg-app'), 'InvalidSecurityGroupId.NotFound', 404);
    await expect(see()).rejects.toMatchObject({ code: 'InvalidSecurityGroupId.NotFound' });
  });

  it('has a group whose name is not shown looked at by a person', async () => {
    prepareInstance(instance(['sg-app', 'sg-hidden']));
    prepareInterfaces();
    answer(groupsOf('sg-app', 'sg-hidden'), { SecurityGroups: { SecurityGroup: [APP_GROUP] } });
    const seen = await see([]);
    expect(seen).toMatchObject({ found: [], reports: [{ key: 'group-not-shown/sg-hidden' }] });
  });

  it('has all its interfaces read, page by page', async () => {
    prepareInstance(instance(['sg-app']));
    answer(INTERFACES, {
      NetworkInterfaceSets: { NetworkInterfaceSet: [eni('eni-2', ['sg-app'])] },
      NextToken: 'more',
    });
    answer(ecs('DescribeNetworkInterfaces', { ...INTERFACES.query, NextToken: 'more' }), {
      NetworkInterfaceSets: { NetworkInterfaceSet: [eni('eni-3', ['sg-app', 'sg-dts'])] },
      NextToken: '',
    });
    prepareGroups(APP_GROUP, DTS_GROUP);
    await expect(see([])).resolves.toMatchObject({ found: [{ leftover: { interfaceId: 'eni-3' } }] });
  });

  it('is not read for ever where a page names itself as the next', async () => {
    const page = { Instances: { Instance: [] }, NextToken: 'again' };
    answer(INSTANCES, page);
    answer(ecs('DescribeInstances', { ...INSTANCES.query, NextToken: 'again' }), page);
    await expect(see()).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it.each([
    ['ecs:DescribeInstances', () => refuse(INSTANCES, 'Forbidden.RAM', 403)],
    [
      'ecs:DescribeNetworkInterfaces',
      () => {
        prepareInstance(instance(['sg-app']));
        refuse(INTERFACES, 'Forbidden.RAM', 403);
      },
    ],
    [
      'ecs:DescribeSecurityGroupAttribute',
      () => {
        prepareInstance(instance(['sg-app']));
        prepareInterfaces();
        prepareGroups(APP_GROUP);
        refuse(rulesOf('sg-app'), 'Forbidden.RAM', 403);
      },
    ],
  ])('is not looked at without the right %s', async (permission, prepareAll) => {
    prepareAll();
    await expect(see()).rejects.toMatchObject({ kind: 'unauthorized', permission });
  });
});

describe('what keeps a machine in a group', () => {
  it('is that it is the only one', async () => {
    prepareInstance(instance(['sg-dts']));
    prepareInterfaces();
    prepareGroups(DTS_GROUP);
    await expect(hindrances()).resolves.toEqual([
      'DTS_inventory is the only security group of i-bp1x: add another one first',
    ]);
  });

  it('is that it is the only one of an interface', async () => {
    prepareInstance(instance(['sg-app']));
    prepareInterfaces(eni('eni-2', ['sg-dts']));
    prepareGroups(APP_GROUP, DTS_GROUP);
    await expect(hindrances()).resolves.toEqual([
      'DTS_inventory is the only security group of eni-2: add another one first',
    ]);
  });

  it.each(['Starting', 'Stopping', 'Pending'])('is that it is %s', async (Status) => {
    prepareInstance(instance(['sg-app', 'sg-dts'], { Status }));
    prepareInterfaces();
    prepareGroups(APP_GROUP, DTS_GROUP);
    await expect(hindrances()).resolves.toEqual([
      `i-bp1x is ${Status}: its groups can be changed while it is Running or Stopped`,
    ]);
  });

  it('is nothing while it is stopped', async () => {
    prepareInstance(instance(['sg-app', 'sg-dts'], { Status: 'Stopped' }));
    prepareInterfaces();
    prepareGroups(APP_GROUP, DTS_GROUP);
    await expect(hindrances()).resolves.toEqual([null]);
  });

  it('is a lock of the cloud', async () => {
    const OperationLocks = { LockReason: [{ LockReason: 'security' }] };
    prepareInstance(instance(['sg-app', 'sg-dts'], { OperationLocks }));
    prepareInterfaces();
    prepareGroups(APP_GROUP, DTS_GROUP);
    await expect(hindrances()).resolves.toEqual([
      'i-bp1x is locked by the cloud (security): have it unlocked first',
    ]);
  });

  it('is a service that manages the group, or the interface', async () => {
    prepareInstance(instance(['sg-app', 'sg-dts']));
    prepareInterfaces(eni('eni-9', ['sg-app', 'sg-dts'], { ServiceManaged: true }));
    answer(groupsOf('sg-app', 'sg-dts'), {
      SecurityGroups: { SecurityGroup: [APP_GROUP, { ...DTS_GROUP, ServiceManaged: true }] },
    });
    await expect(hindrances()).resolves.toEqual([
      'DTS_inventory is managed by a cloud service: only that service can change who is in it',
      'eni-9 is managed by a cloud service: only that service can take it out, so do it in its console',
    ]);
  });
});

describe('the rules of the other groups of a machine', () => {
  async function reportsOf(...rules: readonly object[]) {
    prepareInstance(instance(['sg-app', 'sg-dts']));
    prepareInterfaces();
    prepareGroups(APP_GROUP, DTS_GROUP);
    prepareRules('sg-app', ...rules);
    const seen = await see();
    return seen.kind === 'there' ? seen.reports : [];
  }

  it('are reported where they let a block of DTS in, or a part of one', async () => {
    const reports = await reportsOf(
      rule('sgr-1', '100.104.52.0/24', { Description: 'DTS' }),
      rule('sgr-2', '101.37.14.7/32'),
      rule('sgr-3', '101.37.14.128/25'),
      rule('sgr-4', '101.37.14.9'),
    );
    expect(reports.map(({ key }) => key)).toEqual([
      'rule/sg-app/sgr-1',
      'rule/sg-app/sgr-2',
      'rule/sg-app/sgr-3',
      'rule/sg-app/sgr-4',
    ]);
    expect(reports[0]).toEqual({
      key: 'rule/sg-app/sgr-1',
      title: 'rule tcp 3306/3306 from 100.104.52.0/24 in app-servers (sg-app)',
      todo: 'It lets servers of DTS in, perhaps those of other tasks and services: if nobody needs it, delete it in the group app-servers (sg-app).',
      details: ['Rule sgr-1', 'DTS'],
      urgent: false,
    });
  });

  it('are reported where they let in the whole range that people took instead of the blocks', async () => {
    const reports = await reportsOf(rule('sgr-1', '100.104.0.0/16'));
    expect(reports.map(({ key }) => key)).toEqual(['rule/sg-app/sgr-1']);
  });

  it('are left alone where they are wider, elsewhere, by group, of IPv6, or turn away', async () => {
    const reports = await reportsOf(
      rule('sgr-1', '100.104.0.0/17'),
      rule('sgr-2', '0.0.0.0/0'),
      rule('sgr-3', '101.37.15.0/24'),
      rule('sgr-4', '', { SourceGroupId: 'sg-x', Ipv6SourceCidrIp: '2408::/32' }),
      rule('sgr-5', '101.37.14.7', { Policy: 'Drop' }),
      rule('sgr-6', '101.37.14.300'),
    );
    expect(reports).toEqual([]);
  });

  it('are not read while no block is known, nor those of the groups of DTS', async () => {
    prepareInstance(instance(['sg-app', 'sg-dts']));
    prepareInterfaces();
    prepareGroups(APP_GROUP, DTS_GROUP);
    await expect(see([])).resolves.toMatchObject({ reports: [] });
  });
});

describe('whether a machine takes a change', () => {
  it.each([
    ['Running', 'ready'],
    ['Stopped', 'ready'],
    ['Starting', 'busy'],
  ])('%s is %s', async (Status, kind) => {
    prepareInstance(instance(['sg-app', 'sg-dts'], { Status }));
    await expect(account().readiness(MEMBER)).resolves.toMatchObject({ kind });
  });

  it('is not now while it is locked', async () => {
    prepareInstance(instance(['sg-dts'], { OperationLocks: { LockReason: [{ LockReason: 'security' }] } }));
    await expect(account().readiness(MEMBER)).resolves.toMatchObject({ kind: 'not-now' });
  });

  it('is never once it is gone', async () => {
    prepareInstance();
    await expect(account().readiness(MEMBER)).resolves.toEqual({ kind: 'gone' });
  });
});

describe('a machine that leaves a group', () => {
  const LEAVE = ecs('LeaveSecurityGroup', { SecurityGroupId: 'sg-dts', InstanceId: 'i-bp1x' });
  const leave = () => account().change('remove', MEMBER);

  it('is taken by the cloud with a request id alone', async () => {
    answer(LEAVE, {});
    await expect(leave()).resolves.toMatchObject({ kind: 'accepted', requestId: 'REQ-9' });
  });

  it.each([
    ['InvalidSecurityGroupAssociation.NotFound', 400],
    ['InstanceNotInSecurityGroup', 403],
    ['InvalidSecurityGroupId.NotFound', 404],
    ['InvalidInstanceId.NotFound', 404],
  ])('has left it already where the cloud says %s', async (code, status) => {
    refuse(LEAVE, code, status);
    await expect(leave()).resolves.toMatchObject({ kind: 'gone', code });
  });

  it('was not taken while it is being started', async () => {
    refuse(LEAVE, 'IncorrectInstanceStatus', 403);
    await expect(leave()).resolves.toMatchObject({ kind: 'throttled', code: 'IncorrectInstanceStatus' });
  });

  it.each(['InstanceLastSecurityGroup', 'InvalidOperation.AtLeastInOneGroup', 'InstanceLockedForSecurity'])(
    'is refused with %s',
    async (code) => {
      refuse(LEAVE, code, 403);
      await expect(leave()).resolves.toMatchObject({ kind: 'refused', code, permission: null });
    },
  );

  it('is refused without the right, by its name', async () => {
    refuse(LEAVE, 'Forbidden.RAM', 403);
    await expect(leave()).resolves.toMatchObject({ kind: 'refused', permission: 'ecs:LeaveSecurityGroup' });
  });
});
