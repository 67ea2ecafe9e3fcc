import { describe, expect, it } from 'vitest';
import type { ServerBlocks } from '../../../src/cleanup/ports.ts';
import { dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { BOB, HOUR } from '../../lifecycle/world.ts';
import { desk, item, noRight } from '../desk.ts';

const MACHINE = endpoint({ place: 'cloud-machine', product: 'ECS', instanceId: 'i-bp1x' });
const BLOCKS: ServerBlocks = {
  side: 'source',
  network: 'vpc',
  regions: ['cn-hangzhou'],
  blocks: ['100.104.52.0/24'],
};
const SEARCH = 'search for rules of DTS in the other groups of i-bp1x';

describe('the rules of a machine whose blocks the cloud does not tell', () => {
  it('are an open item, also where its groups are gone, until they can be searched', async () => {
    const { open, dts, tend, pass, read } = desk();
    const checklist = await open(dtsTask({ source: MACHINE }));
    expect(item(checklist, 'security groups of i-bp1x').state).toBe('gone');
    expect(item(checklist, SEARCH)).toMatchObject({
      state: 'could-not-look',
      why: 'the cloud names no address blocks for it',
    });
    const before = checklist.items.map(({ id }) => id);
    pass(HOUR);
    await tend();
    expect((await read(checklist.id)).items.map(({ id }) => id)).toEqual(before);

    dts.blocks = () => [BLOCKS];
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), SEARCH)).toMatchObject({ state: 'not-applicable', blocksOf: null });
  });

  it('are no item where the machine does not exist any more', async () => {
    const { open, dts } = desk();
    dts.missing.add('machine/cn-hangzhou/i-bp1x');
    const checklist = await open(dtsTask({ source: MACHINE }));
    expect(checklist.items.map(({ title }) => title)).not.toContain(SEARCH);
  });

  it('are not searched by a look that cannot see the machine, although the blocks are known', async () => {
    const { open, dts, tend, pass, read } = desk();
    const checklist = await open(dtsTask({ source: MACHINE }));
    dts.blocks = () => [BLOCKS];
    dts.blind.set('machine/cn-hangzhou/i-bp1x', noRight('ecs:DescribeInstances'));
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), SEARCH)).toMatchObject({
      state: 'could-not-look',
      why: 'the key may not (the account lacks the right ecs:DescribeInstances)',
    });

    dts.blind.clear();
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), SEARCH).state).toBe('not-applicable');
  });

  it('are searched later, also where a person has signed for the groups', async () => {
    const { open, dts, tend, pass, read, cleanup } = desk();
    const checklist = await open(dtsTask({ source: MACHINE }));
    const signed = { how: 'removed-by-hand', text: 'looked', until: null } as const;
    const itemId = item(checklist, 'security groups of i-bp1x').id;
    await cleanup.signOff({ itemId, actor: BOB, ...signed });
    dts.blocks = () => [BLOCKS];
    pass(HOUR);
    await tend();
    const after = await read(checklist.id);
    expect(item(after, 'security groups of i-bp1x').place).toMatchObject({ blocks: BLOCKS.blocks });
    expect(item(after, SEARCH).state).toBe('not-applicable');
  });
});

describe('a rule that lets servers of DTS in', () => {
  it('is not gone because a removal looks at a membership that was found before the blocks were known', async () => {
    const { open, dts, tend, pass, read, remove } = desk();
    const member = {
      kind: 'membership',
      region: 'cn-hangzhou',
      machineId: 'i-bp1x',
      interfaceId: null,
    } as const;
    const [one, other] = ['sg-1', 'sg-2'].map((groupId) => ({
      ...member,
      groupId,
      groupName: `DTS-${groupId}`,
    }));
    if (one === undefined || other === undefined) throw new Error('two groups');
    dts.leftovers = [one, other];
    const report = {
      key: 'rule/sg-own/r-1',
      title: 'rule tcp 3306',
      todo: 'Delete it.',
      details: [],
      urgent: false,
    };
    const see = dts.see.bind(dts);
    dts.see = async (place) => {
      const seen = await see(place);
      const isSearched = place.kind === 'machine' && place.blocks.length > 0;
      return seen.kind === 'there' && isSearched ? { ...seen, reports: [report] } : seen;
    };
    const { id } = await open(dtsTask({ source: MACHINE }));
    dts.blocks = () => [BLOCKS];
    pass(HOUR);
    await tend();
    expect(item(await read(id), 'rule tcp 3306').state).toBe('by-hand');
    await remove(await read(id), 'sg-2');
    expect(item(await read(id), 'group DTS-sg-2 (sg-2) on').state).toBe('gone');
    expect(item(await read(id), 'rule tcp 3306').state).toBe('by-hand');
  });
});
