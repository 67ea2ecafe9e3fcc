import { describe, expect, it } from 'vitest';
import type { ServerBlocks } from '../../../src/cleanup/ports.ts';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { BOB, HOUR } from '../../lifecycle/world.ts';
import { desk, item } from '../desk.ts';

const ELSEWHERE = endpoint({
  place: 'public-address',
  product: null,
  instanceId: null,
  address: '203.0.113.40',
});
const MACHINE = endpoint({ place: 'cloud-machine', product: 'ECS', instanceId: 'i-bp1x' });
const SOURCE_BLOCKS: ServerBlocks = {
  side: 'source',
  network: 'internet',
  regions: ['cn-hangzhou', 'cn-shanghai'],
  blocks: ['101.37.14.0/24', '114.55.89.0/24'],
};

describe('the address blocks of a checklist', () => {
  it('are asked from the cloud with the first look, and shown with their regions', async () => {
    const { open, dts } = desk();
    dts.blocks = () => [SOURCE_BLOCKS];
    expect(item(await open(dtsTask({ source: ELSEWHERE })), 'firewall')).toMatchObject({
      state: 'by-hand',
      title: 'firewall of 203.0.113.40, the source: 2 address blocks',
      details: [
        '2 blocks (internet, cn-hangzhou and cn-shanghai): 101.37.14.0/24, 114.55.89.0/24',
        expect.any(String),
      ],
      blocksOf: null,
    });
  });

  it('are not asked where no item needs them', async () => {
    const { open, dts } = desk();
    await open(dtsTask());
    expect(dts.asked.blocks).toBe(0);
  });

  it.each([
    [
      'cannot be asked',
      () => {
        throw new ProviderError('unauthorized', 'the key may not call DescribeDtsIP', {
          permission: 'dts:DescribeDtsIP',
        });
      },
      'the address blocks could not be asked: the key may not call DescribeDtsIP (the account lacks the right dts:DescribeDtsIP)',
    ],
    ['are not told', () => [], 'the cloud names no address blocks for it'],
    [
      'are told of the other side only',
      () => [{ ...SOURCE_BLOCKS, side: 'destination' as const }],
      'the cloud names no address blocks for it',
    ],
  ])('that %s leave a could-not-look item, and the checklist comes all the same', async (_, answer, why) => {
    const { open, dts } = desk();
    dts.blocks = answer;
    const checklist = await open(dtsTask({ source: ELSEWHERE }));
    expect(item(checklist, 'firewall')).toMatchObject({ state: 'could-not-look', why });
    expect(item(checklist, 'database users').state).toBe('by-hand');
  });

  it('are asked again with the next look until the cloud tells them, and then no more', async () => {
    const { open, dts, tend, pass, read } = desk();
    dts.blocks = () => [];
    const { id } = await open(dtsTask({ source: ELSEWHERE }));
    dts.blocks = () => [SOURCE_BLOCKS];
    pass(HOUR);
    await tend();
    expect(item(await read(id), 'firewall').state).toBe('by-hand');
    expect(dts.asked.blocks).toBe(2);
    pass(23 * HOUR);
    await tend();
    expect(dts.asked.blocks).toBe(2);
  });

  it('leave what a person has signed as it was signed', async () => {
    const { open, dts, tend, pass, read, cleanup } = desk();
    dts.blocks = () => [];
    const checklist = await open(dtsTask({ source: ELSEWHERE }));
    const signed = { how: 'removed-by-hand', text: 'with the network team', until: null } as const;
    await cleanup.signOff({ itemId: item(checklist, 'firewall').id, actor: BOB, ...signed });
    dts.blocks = () => [SOURCE_BLOCKS];
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), 'firewall')).toMatchObject({
      state: 'signed-off',
      title: 'firewall of 203.0.113.40, the source',
      signOff: { userId: 'UBOB' },
    });
  });

  it('of an account that is not configured any more could not be looked up', async () => {
    const { open } = desk();
    const checklist = await open(dtsTask({ account: 'gone', source: ELSEWHERE }));
    expect(item(checklist, 'firewall').state).toBe('could-not-look');
    expect(item(checklist, 'pc-bp1imr (PolarDB MySQL), the destination').why).toBe(
      'the account gone is no longer configured',
    );
  });

  it('are what the rules of a machine are searched for, in every later look too', async () => {
    const { open, dts, tend, pass } = desk();
    const group = {
      kind: 'membership',
      region: 'cn-hangzhou',
      machineId: 'i-bp1x',
      interfaceId: null,
      groupName: 'DTS-orders',
    } as const;
    dts.leftovers = ['sg-1', 'sg-2'].map((groupId) => ({ ...group, groupId }));
    const searched: string[] = [];
    const see = dts.see.bind(dts);
    dts.see = async (place) => {
      if (place.kind === 'machine') searched.push(place.blocks.join(' '));
      return see(place);
    };
    await open(dtsTask({ source: MACHINE })); // the cloud tells no blocks yet
    dts.blocks = () => [SOURCE_BLOCKS];
    for (let hour = 0; hour < 2; hour += 1) {
      pass(HOUR);
      await tend();
    }
    expect(searched).toEqual(['', '101.37.14.0/24 114.55.89.0/24', '101.37.14.0/24 114.55.89.0/24']);
  });

  it('break the round, and not the checklist, where the question broke for another reason', async () => {
    const { openUnseen, tend, dts, read, pass } = desk();
    dts.blocks = () => {
      throw new TypeError('not a list');
    };
    const { id } = await openUnseen(dtsTask({ source: ELSEWHERE }));
    await expect(tend()).rejects.toThrow(TypeError);
    dts.blocks = () => [SOURCE_BLOCKS];
    pass(4 * 60_000); // the lease of the broken round is over
    await tend();
    expect(item(await read(id), 'firewall').state).toBe('by-hand');
  });
});
