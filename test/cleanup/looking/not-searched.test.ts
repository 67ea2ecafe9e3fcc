import { describe, expect, it } from 'vitest';
import type { ServerBlocks } from '../../../src/cleanup/ports.ts';
import { dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { BOB, HOUR } from '../../lifecycle/world.ts';
import { desk, item } from '../desk.ts';

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
