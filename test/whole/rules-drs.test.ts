import { describe, expect, it } from 'vitest';
import { DRS, PROJECTS, SHOP_GROUP, SOURCE_GROUP } from '../../src/demo/clouds/drs/drs-seed.ts';
import { drsTask } from '../../src/demo/clouds/drs/drs-task.ts';
import {
  changes,
  expectNoTrouble,
  itemIn,
  itemsOn,
  listOf,
  looking,
  mustList,
  notLooking,
  remove,
  removeAll,
  said,
} from './looks.ts';
import { alice, bob, type Night, startNight, valuesOn } from './night.ts';

const PRIVATE_RULE = '0a1b2c3d-0001-4a00-8000-000000000001';
const CRM_RULE = '0a1b2c3d-0001-4a00-8000-000000000002';
const SUBNET_RULE = '0a1b2c3d-0001-4a00-8000-000000000003';
const WORLD_RULE = '0a1b2c3d-0001-4a00-8000-000000000004';
const PUBLIC_RULE = '0a1b2c3d-0001-4a00-8000-000000000005';
const PRIVATE = 'rule tcp 3306 from 192.168.0.229/32';
const PUBLIC = 'rule tcp 3306 from 80.158.10.20/32';

async function endShop(night: Night): Promise<void> {
  await night.end(alice, '/drs terminate DRS-shop-prod', '3jb101');
  await night.ending('ended');
  await itemIn(night, DRS.shop, 'read-only destination', 'BLOCKED');
}

/** What was asked of the cloud for rules, one word each. */
function asked(night: Night): string[] {
  return changes(night).map(({ action, parameters }) => `${action} ${String(parameters['id'] ?? '')}`.trim());
}

function rulesLeft(night: Night): string[] {
  return night.clouds.world.drs.rules.map(({ id }) => id).sort();
}

describe('rules that name the address of a replication instance that is gone', () => {
  it('are removed one by one, on source and destination, by their own ids', async () => {
    const night = await startNight({ config: notLooking() });
    await endShop(night);
    expect((await itemIn(night, DRS.shop, PUBLIC, 'OPEN')).words).toContain('in sg-src');
    expect((await itemIn(night, DRS.shop, PRIVATE, 'OPEN')).words).toContain('in sg-rds-shop');

    const told = await remove(night, DRS.shop, PUBLIC);
    expect(told.text).toContain('a new look shows it gone');
    await itemIn(night, DRS.shop, PUBLIC, 'GONE');
    expect(asked(night)).toEqual([`delete-rule ${PUBLIC_RULE}`]);
    await itemIn(night, DRS.shop, PRIVATE, 'OPEN');
    await remove(night, DRS.shop, PRIVATE, bob);
    const gone = await itemIn(night, DRS.shop, PRIVATE, 'GONE');
    expect(gone.words).toContain('<@U0BOB>');
    expect(asked(night)).toEqual([`delete-rule ${PUBLIC_RULE}`, `delete-rule ${PRIVATE_RULE}`]);
    expect(rulesLeft(night)).toEqual([CRM_RULE, SUBNET_RULE, WORLD_RULE]);
    expectNoTrouble(night);
  });

  it('are removed together, and nothing wider and nobody else’s with them', async () => {
    const night = await startNight({ config: notLooking() });
    const egress = { securityGroupId: SOURCE_GROUP, direction: 'egress', protocol: 'tcp' } as const;
    const near = ['80.158.10.20/31', '80.158.10.21/32', '80.158.10.0/24', '180.158.10.20/32', '::/0'];
    near.forEach((remoteIpPrefix, at) => {
      night.clouds.world.network.putRule({ ...egress, id: `near-${at}`, ports: '3306', remoteIpPrefix });
    });
    await endShop(night);
    await itemIn(night, DRS.shop, PUBLIC, 'OPEN');

    await removeAll(night, DRS.shop);
    await itemIn(night, DRS.shop, PRIVATE, 'GONE');
    await itemIn(night, DRS.shop, PUBLIC, 'GONE');
    expect(asked(night).toSorted()).toEqual([`delete-rule ${PRIVATE_RULE}`, `delete-rule ${PUBLIC_RULE}`]);
    const ids = near.map((_, at) => `near-${at}`);
    expect(rulesLeft(night)).toEqual([CRM_RULE, SUBNET_RULE, WORLD_RULE, ...ids]);
    expectNoTrouble(night);
  });

  it('are told loudly where they are wide, and no button and no request ever touches them', async () => {
    const night = await startNight({ config: notLooking() });
    await endShop(night);

    const world = await itemIn(night, DRS.shop, 'WIDE 0.0.0.0/0 tcp 3306 in sg-rds-shop', 'BY HAND');
    expect(world.urgent).toBe(true);
    expect(world.words).toContain('Open to the world. Never removed by Cutover: name an owner');
    const wide = await itemIn(night, DRS.shop, 'WIDE 192.168.0.0/24', 'BY HAND');
    const post = mustList(night, DRS.shop);
    expect(valuesOn(post, 'cleanup.remove')).not.toContain(world.id);
    expect(valuesOn(post, 'cleanup.remove')).not.toContain(wide.id);
    expect(valuesOn(post, 'cleanup.sign-off')).toContain(world.id);
    expect(post.text).toMatch(new RegExp(`Urgent: .*\\b${world.id.split('.')[1]}\\b`));

    await removeAll(night, DRS.shop);
    await itemIn(night, DRS.shop, PRIVATE, 'GONE');
    expect(asked(night).join(' ')).not.toMatch(new RegExp(`${SUBNET_RULE}|${WORLD_RULE}|${CRM_RULE}`));
    expectNoTrouble(night);
  });
});

it('blocks the rule for a recycled address by the name of the living task that has it now', async () => {
  const night = await startNight({ config: looking() });
  await endShop(night);
  await itemIn(night, DRS.shop, PUBLIC, 'OPEN');
  // The cloud has given the same address to somebody's new task.
  const { id, name } = { id: 'f00dcafe-9999-4f00-8aaa-7654321jb101', name: 'DRS-newcomer' };
  night.clouds.world.putDrsTask(drsTask({ id, name, node: { ip: '192.168.3.3', publicIp: '80.158.10.20' } }));

  await removeAll(night, DRS.shop);
  expect(asked(night)).toEqual([]);
  const blocked = await itemIn(night, DRS.shop, PUBLIC, 'BLOCKED');
  expect(blocked.words).toContain('DRS-newcomer (eu-de');
  expect(rulesLeft(night)).toContain(PUBLIC_RULE);

  night.clouds.world.endInConsole(id);
  await itemIn(night, DRS.shop, PUBLIC, 'OPEN');
  await remove(night, DRS.shop, PUBLIC);
  expect(asked(night)).toEqual([`delete-rule ${PUBLIC_RULE}`]);
  expectNoTrouble(night);
});

it('names who keeps the destination read-only, and gives it to a person when that task has ended', async () => {
  const night = await startNight({ config: looking() });
  await endShop(night);
  const kept = await itemIn(night, DRS.shop, 'read-only destination rds-shop', 'BLOCKED');
  expect(kept.words).toContain('DRS-crm (eu-de');
  expect(kept.urgent).toBe(true);

  night.clouds.world.endInConsole(DRS.crm);
  const open = await itemIn(night, DRS.shop, 'read-only destination rds-shop', 'BY HAND');
  expect(open.words).toContain('Check that it can be written to');
  expectNoTrouble(night);
});

it('tells that an automatic address is still bound, and closes it when it is released', async () => {
  const night = await startNight({ config: looking() });
  await endShop(night);
  await itemIn(night, DRS.shop, 'automatic public address 80.158.10.20', 'GONE');
  night.clouds.world.network.putPublicIp({
    id: 'b1f0a2c3-0002-4b00-8000-000000000001',
    address: '80.158.10.20',
    privateAddress: '192.168.0.229',
    portId: 'f3d1c2b3-0003-4c00-8000-000000000001',
    status: 'ACTIVE',
  });

  const bound = await itemIn(night, DRS.shop, 'automatic public address 80.158.10.20', 'BY HAND');
  expect(bound.words).toContain('still bound to 192.168.0.229');
  await said(night, DRS.shop, /Back: automatic public address 80\.158\.10\.20/);
  night.clouds.world.network.removePublicIp('b1f0a2c3-0002-4b00-8000-000000000001');
  const gone = await itemIn(night, DRS.shop, 'automatic public address 80.158.10.20', 'GONE');
  expect(gone.words).not.toContain('bound');
  expect(changes(night)).toEqual([]);
  expectNoTrouble(night);
});

it('counts living tasks in other projects of the same account, also in a region that no command looks in', async () => {
  const night = await startNight({ config: looking() });
  const far = drsTask({
    id: 'f00dcafe-8888-4f00-8aaa-7654321jb101',
    name: 'DRS-far-project',
    project: PROJECTS.netherlands.id,
    node: { ip: '10.9.9.9', publicIp: '80.158.10.20' },
  });
  const near = drsTask({
    id: 'f00dcafe-7777-4f00-8aaa-7654321jb101',
    name: 'DRS-next-project',
    project: PROJECTS.analytics.id,
    node: { ip: '192.168.0.229', publicIp: '' },
  });
  night.clouds.world.putDrsTask(far);
  night.clouds.world.putDrsTask(near);
  await endShop(night);

  expect((await itemIn(night, DRS.shop, PUBLIC, 'BLOCKED')).words).toContain('DRS-far-project (eu-nl');
  expect((await itemIn(night, DRS.shop, PRIVATE, 'BLOCKED')).words).toContain('DRS-next-project');
  expect(valuesOn(mustList(night, DRS.shop), 'cleanup.remove')).toEqual([]);
  night.clouds.world.endInConsole(far.id);
  night.clouds.world.endInConsole(near.id);
  await itemIn(night, DRS.shop, PUBLIC, 'OPEN');
  await itemIn(night, DRS.shop, PRIVATE, 'OPEN');
  expect(changes(night)).toEqual([]);
  expectNoTrouble(night);
});

it('says of each rule which group it is in where both sides name the same address', async () => {
  const night = await startNight({ config: notLooking() });
  const rule = {
    direction: 'ingress',
    protocol: 'tcp',
    port: 3306,
    remoteIpPrefix: '80.158.10.20/32',
  } as const;
  night.clouds.world.network.putRule({ ...rule, id: 'both-sides', securityGroupId: SHOP_GROUP });
  await endShop(night);

  const post = await night.workspace.waitFor(() => listOf(night, DRS.shop));
  const titles = itemsOn(post)
    .filter(({ words }) => words.startsWith(PUBLIC))
    .map(({ words }) => words.split('\n')[0]);
  expect(titles.toSorted()).toEqual([`${PUBLIC} in sg-rds-shop`, `${PUBLIC} in sg-src`]);
  await remove(night, DRS.shop, `${PUBLIC} in sg-rds-shop`);
  expect(asked(night)).toEqual(['delete-rule both-sides']);
  expect(rulesLeft(night)).toContain(PUBLIC_RULE);
  expectNoTrouble(night);
});
