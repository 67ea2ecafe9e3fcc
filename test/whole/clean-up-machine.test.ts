import { describe, expect, it } from 'vitest';
import type { EcsInstance, EcsInterface } from '../../src/demo/clouds/alibaba/machine.ts';
import {
  askToRemove,
  askToRemoveAll,
  changesIn,
  HANGZHOU,
  inState,
  itemOn,
  itemsOn,
  openList,
  putEndedTask,
  remove,
  startCleanUp,
  submitFor,
} from './clean-up.ts';
import { alice, buttonsOn, type Night } from './night.ts';

/** A machine of the seed, its own group with a rule for servers of DTS, and the group that DTS has made. */
const MACHINE = 'i-bp1c4xq7m2k9s0d3e';
const APPS = 'sg-bp1app0servers0001';
const OF_DTS = 'sg-bp1dts0inventory01';
const CARD = 'eni-bp1secondcard00001';
const VPC = 'vpc-bp1q2w3e4r5t6y7u8';
const OWN = `(${OF_DTS}) on ${MACHINE}`;
const SEARCH = `search for rules of DTS in the other groups of ${MACHINE}`;
const RULE = 'rule tcp 3306/3306 from 100.104.52.0/24 in app-servers';

async function startWithMachine(): Promise<Night> {
  const night = await startCleanUp();
  night.clouds.world.deleteInConsole('f7d2kqp1x0s94mz'); // the seeded task that lives on this machine
  putEndedTask(night, { id: 'k8over', name: 'moved-out', product: 'ECS', database: MACHINE });
  return night;
}

function putCard(night: Night, more: Partial<EcsInterface> = {}): void {
  const card = { id: CARD, region: HANGZHOU, vpcId: VPC, instanceId: MACHINE };
  night.clouds.world.network.putInterface({ ...card, securityGroupIds: [APPS, OF_DTS], ...more });
}

function machine(night: Night): EcsInstance | undefined {
  return night.clouds.world.alibaba.instances.find(({ id }) => id === MACHINE);
}

function sent(night: Night): [string, Record<string, unknown>][] {
  return changesIn(night).map(({ action, parameters }) => [action, parameters]);
}

describe('a machine in a security group of DTS', () => {
  it('leaves it, with its network interface; the emptied group is a question of its own', async () => {
    const night = await startWithMachine();
    putCard(night);
    const list = await openList(night, 'moved-out');
    const card = `(${OF_DTS}) on network interface ${CARD}`;
    expect(itemOn(list, OWN).state).toBe('OPEN');
    expect(itemOn(list, card).state).toBe('OPEN');
    const modal = await askToRemoveAll(night, list);
    expect(modal).toContain('it leaves this group and stays in all its others; the group itself stays');
    await submitFor(night);
    await inState(night, 'moved-out', OWN, 'GONE');
    await inState(night, 'moved-out', card, 'GONE');
    const member = { RegionId: HANGZHOU, SecurityGroupId: OF_DTS };
    const left = sent(night);
    expect(left).toHaveLength(2);
    expect(left).toContainEqual(['LeaveSecurityGroup', { ...member, InstanceId: MACHINE }]);
    expect(left).toContainEqual(['LeaveSecurityGroup', { ...member, NetworkInterfaceId: CARD }]);
    expect(machine(night)?.securityGroupIds).toEqual([APPS]);

    const { item, list: empty } = await inState(night, 'moved-out', 'empty security group', 'OPEN');
    expect(item.text).toContain(`empty security group DTS_inventory (${OF_DTS})`);
    expect(sent(night)).toHaveLength(2);
    const question = await askToRemove(night, empty, 'empty security group');
    expect(question).toContain('This cannot be undone.');
    await submitFor(night);
    const { item: gone } = await inState(night, 'moved-out', 'empty security group', 'GONE');
    expect(gone.buttons).not.toContain('cleanup.undo');
    expect(sent(night).slice(2)).toEqual([['DeleteSecurityGroup', member]]);
    const groups = night.clouds.world.alibaba.securityGroups.map(({ id }) => id);
    expect(groups).toContain(APPS);
    expect(groups).not.toContain(OF_DTS);
  });

  it('is not offered the group itself while another machine is in it', async () => {
    const night = await startWithMachine();
    const other = { id: 'i-bp1other', name: 'other-db', region: HANGZHOU, vpcId: VPC };
    night.clouds.world.network.putMachine({ ...other, securityGroupIds: [APPS, OF_DTS] });
    const list = await openList(night, 'moved-out');
    await remove(night, list, OWN);
    const { item } = await inState(night, 'moved-out', 'empty security group', 'BLOCKED');
    expect(item.text).toContain('still in it: i-bp1other; take them out first');
    expect(item.buttons).not.toContain('cleanup.remove');
    expect(sent(night).map(([action]) => action)).toEqual(['LeaveSecurityGroup']);
  });

  it('keeps the only group that it is in: blocked with the way out, and nothing is sent', async () => {
    const night = await startWithMachine();
    night.clouds.world.network.setMembership(MACHINE, [OF_DTS]);
    const list = await openList(night, 'moved-out');
    const item = itemOn(list, OWN);
    expect(item.state).toBe('BLOCKED');
    expect(item.text).toContain(
      `DTS_inventory is the only security group of ${MACHINE}: add another one first`,
    );
    expect(buttonsOn(list)).not.toContain('cleanup.remove');
    expect(buttonsOn(list)).not.toContain('cleanup.remove-all');
    expect(sent(night)).toEqual([]);
  });

  it('keeps it, too, where it became the only one while the modal was open', async () => {
    const night = await startWithMachine();
    const list = await openList(night, 'moved-out');
    await askToRemove(night, list, OWN);
    night.clouds.world.network.setMembership(MACHINE, [OF_DTS]);
    const answer = await submitFor(night);
    expect(answer.text).toContain('NOT REMOVED');
    expect(answer.text).toContain('add another one first');
    await inState(night, 'moved-out', OWN, 'BLOCKED');
    expect(sent(night)).toEqual([]);
    expect(machine(night)?.securityGroupIds).toEqual([OF_DTS]);
  });
});

describe('a rule for servers of DTS in a group of somebody else', () => {
  it('is reported for a person to decide, and never removed', async () => {
    const night = await startWithMachine();
    const list = await openList(night, 'moved-out');
    const rule = itemOn(list, RULE);
    expect(rule.state).toBe('BY HAND');
    expect(rule.text).toContain(`delete it in the group app-servers (${APPS})`);
    expect(rule.buttons).toEqual(['cleanup.show', 'cleanup.sign-off']);
    expect(itemsOn(list).filter(({ text }) => text.includes('10.0.0.0/16'))).toEqual([]);

    await askToRemoveAll(night, list);
    await submitFor(night);
    await inState(night, 'moved-out', OWN, 'GONE');
    await inState(night, 'moved-out', RULE, 'BY HAND');
    expect(sent(night).map(([action]) => action)).toEqual(['LeaveSecurityGroup']);
    const apps = night.clouds.world.alibaba.securityGroups.find(({ id }) => id === APPS);
    expect(apps?.rules.map(({ id }) => id)).toEqual(['sgr-bp1app0000000001', 'sgr-bp1app0000000002']);
  });

  it('could not be searched where the address blocks are not told, which is said and never counts as done', async () => {
    const night = await startWithMachine();
    night.clouds.world.deny('dts:WhiteIpList');
    const list = await openList(night, 'moved-out');
    expect(itemsOn(list).filter(({ text }) => text.includes(RULE))).toEqual([]);
    const item = itemOn(list, SEARCH);
    expect(item.state).toBe('COULD NOT LOOK');
    expect(item.text).toContain('dts:WhiteIpList');

    night.clouds.world.allow('dts:WhiteIpList');
    await night.pressFor(alice, list, 'cleanup.rescan');
    await inState(night, 'moved-out', RULE, 'BY HAND');
    await inState(night, 'moved-out', SEARCH, 'NOT APPLICABLE');
    expect(sent(night)).toEqual([]);
  });
});
