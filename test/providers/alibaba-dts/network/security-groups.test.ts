import { describe, expect, it } from 'vitest';
import type { Leftover } from '../../../../src/cleanup/leftovers/leftover.ts';
import type { GroupPlace } from '../../../../src/cleanup/leftovers/place.ts';
import { account } from '../prepared-dts.ts';
import { answer, ecs, eni, groupsOf, prepareGroups, refuse, securityGroup } from './prepared-ecs.ts';

const PLACE: GroupPlace = {
  kind: 'security-group',
  region: 'cn-hangzhou',
  groupId: 'sg-dts',
  groupName: 'DTS_inventory',
};
const EMPTY: Leftover = { ...PLACE, kind: 'empty-group' };
const MEMBERS = ecs('DescribeNetworkInterfaces', { SecurityGroupId: 'sg-dts', MaxResults: '100' });
const REFERENCES = ecs('DescribeSecurityGroupReferences', { 'SecurityGroupId.1': 'sg-dts' });

function prepareMembers(...rows: readonly object[]): void {
  answer(MEMBERS, { NetworkInterfaceSets: { NetworkInterfaceSet: rows } });
}

const see = () => account().see(PLACE, 'interactive');
const there = (hindrance: string | null) => ({
  kind: 'there',
  found: [{ leftover: EMPTY, hindrance }],
  reports: [],
  knownAs: [],
});

describe('a security group that a machine has left', () => {
  it('can be deleted where nobody is in it and no rule names it', async () => {
    prepareGroups(securityGroup('sg-dts', 'DTS_inventory', { EcsCount: 0 }));
    prepareMembers();
    answer(REFERENCES, { SecurityGroupReferences: { SecurityGroupReference: [] } });
    await expect(see()).resolves.toEqual(there(null));
  });

  it('is kept by the machines and interfaces in it', async () => {
    prepareGroups(securityGroup('sg-dts', 'DTS_inventory'));
    prepareMembers(
      eni('eni-1', ['sg-dts'], { InstanceId: 'i-a' }),
      eni('eni-2', ['sg-dts'], { InstanceId: 'i-a' }),
      eni('eni-3', ['sg-dts'], { InstanceId: '' }),
    );
    await expect(see()).resolves.toEqual(there('still in it: i-a, eni-3; take them out first'));
  });

  it('is kept by machines that show no interface', async () => {
    prepareGroups(securityGroup('sg-dts', 'DTS_inventory', { EcsCount: 2 }));
    prepareMembers();
    await expect(see()).resolves.toEqual(there('still in it: 2 machines; take them out first'));
  });

  it.each([
    ['nested lists', { SecurityGroupReference: [reference('ReferencingSecurityGroups', 'nested')] }],
    ['plain lists', [reference('SecurityReferencingGroups', 'plain')]],
  ])('is kept by rules that name it, told in %s', async (_form, SecurityGroupReferences) => {
    prepareGroups(securityGroup('sg-dts', 'DTS_inventory'));
    prepareMembers();
    answer(REFERENCES, { SecurityGroupReferences });
    await expect(see()).resolves.toEqual(there('rules of sg-app name it; delete those rules first'));
  });

  it('is kept by the service that manages it', async () => {
    prepareGroups(securityGroup('sg-dts', 'DTS_inventory', { ServiceManaged: true }));
    await expect(see()).resolves.toEqual(
      there('it is managed by a cloud service: only that service can delete it'),
    );
  });

  it('is nothing to delete under the name that it has now, if that is not one of DTS', async () => {
    prepareGroups(securityGroup('sg-dts', 'app-servers'));
    await expect(see()).resolves.toEqual({ kind: 'there', found: [], reports: [], knownAs: [] });
  });

  it('is gone where the cloud shows none', async () => {
    answer(groupsOf('sg-dts'), { SecurityGroups: { SecurityGroup: [] } });
    await expect(see()).resolves.toEqual({ kind: 'gone' });
  });

  it('is gone where the cloud says so', async () => {
    refuse(groupsOf('sg-dts'), 'InvalidSecurityGroupId.NotFound', 404);
    await expect(see()).resolves.toEqual({ kind: 'gone' });
  });

  it('is not taken for free where the references cannot be read', async () => {
    prepareGroups(securityGroup('sg-dts', 'DTS_inventory'));
    prepareMembers();
    refuse(REFERENCES, 'Forbidden.RAM', 403);
    await expect(see()).rejects.toMatchObject({ permission: 'ecs:DescribeSecurityGroupReferences' });
  });

  it('is ready while it is there', async () => {
    prepareGroups(securityGroup('sg-dts', 'DTS_inventory'));
    await expect(account().readiness(EMPTY)).resolves.toEqual({ kind: 'ready' });
    answer(groupsOf('sg-dts'), { SecurityGroups: { SecurityGroup: [] } });
    await expect(account().readiness(EMPTY)).resolves.toEqual({ kind: 'gone' });
  });
});

function reference(key: string, form: 'nested' | 'plain') {
  const by = [{ AliUid: '1', SecurityGroupId: 'sg-app' }];
  return { SecurityGroupId: 'sg-dts', [key]: form === 'nested' ? { ReferencingSecurityGroup: by } : by };
}

describe('deleting a security group', () => {
  const DELETE = ecs('DeleteSecurityGroup', { SecurityGroupId: 'sg-dts' });

  it('is accepted by a request id alone', async () => {
    answer(DELETE, {});
    await expect(account().change('remove', EMPTY)).resolves.toMatchObject({ kind: 'accepted' });
  });

  it('that somebody still needs is refused, and not neutralised instead', async () => {
    refuse(DELETE, 'DependencyViolation', 403);
    const outcome = await account().change('remove', EMPTY);
    expect(outcome).toMatchObject({ kind: 'refused', code: 'DependencyViolation' });
    expect(account().cannotDelete(EMPTY, 'DependencyViolation')).toBe(false);
  });

  it('that is deleted already is gone', async () => {
    refuse(DELETE, 'InvalidSecurityGroupId.NotFound', 404);
    await expect(account().change('remove', EMPTY)).resolves.toMatchObject({ kind: 'gone' });
  });
});
