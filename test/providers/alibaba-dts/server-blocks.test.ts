import { beforeEach, describe, expect, it } from 'vitest';
import type { Endpoint } from '../../../src/lifecycle/task.ts';
import { account, forgetRequests, OK, prepare, seen, task } from './prepared-dts.ts';

beforeEach(forgetRequests);

function addresses(region: string, network: 'internet' | 'vpc', IpList: unknown, job = 'cn-hangzhou') {
  const query = { Region: region, DestinationRegion: region, RegionId: job, Type: network };
  prepare('WhiteIpList', query, { ...OK, IpList }, { host: `dts.${job}.aliyuncs.com` });
}

function end(place: Endpoint['place'], region: string | null): Endpoint {
  return { ...task().source, place, region };
}

const publicIn = (region: string | null) => end('public-address', region);

describe('serverBlocks', () => {
  it('of a migration are those of the destination region, on both sides', async () => {
    addresses('cn-shanghai', 'internet', '47.1.1.0/24, 10.151.12.0/24 ,47.102.181.7,47.1.1.0/24,');
    const both = task({
      kind: 'migration',
      source: publicIn('cn-beijing'),
      destination: publicIn('cn-shanghai'),
    });
    const blocks = ['10.151.12.0/24', '47.1.1.0/24', '47.102.181.7'];
    const found = { network: 'internet', regions: ['cn-shanghai'], blocks };
    await expect(account().serverBlocks(both)).resolves.toEqual([
      { side: 'source', ...found },
      { side: 'destination', ...found },
    ]);
    expect(seen).toHaveLength(1);
  });

  it('of a synchronisation are those of both regions at the source, of one at the destination', async () => {
    addresses('cn-beijing', 'internet', '1.1.1.0/24,3.3.3.0/24');
    addresses('cn-shanghai', 'internet', '2.2.2.0/24,3.3.3.0/24');
    const both = task({ source: publicIn('cn-shanghai'), destination: publicIn('cn-beijing') });
    await expect(account().serverBlocks(both)).resolves.toEqual([
      {
        side: 'source',
        network: 'internet',
        regions: ['cn-beijing', 'cn-shanghai'],
        blocks: ['1.1.1.0/24', '2.2.2.0/24', '3.3.3.0/24'],
      },
      {
        side: 'destination',
        network: 'internet',
        regions: ['cn-beijing'],
        blocks: ['1.1.1.0/24', '3.3.3.0/24'],
      },
    ]);
  });

  it('of change tracking are those of the source region, at the source', async () => {
    addresses('cn-beijing', 'vpc', '100.104.183.0/24');
    const tracking = task({
      kind: 'change-tracking',
      source: end('private-line', 'cn-beijing'),
      destination: publicIn('cn-shanghai'),
    });
    await expect(account().serverBlocks(tracking)).resolves.toEqual([
      { side: 'source', network: 'vpc', regions: ['cn-beijing'], blocks: ['100.104.183.0/24'] },
    ]);
  });

  it('are asked for in the region of the task where the end shows none', async () => {
    addresses('cn-hangzhou', 'internet', '1.1.1.0/24');
    const found = await account().serverBlocks(task({ source: publicIn(null) }));
    expect(found).toMatchObject([{ side: 'source', regions: ['cn-hangzhou'] }]);
  });

  it('of a machine are those of both networks, because rules of either may be left in its groups', async () => {
    addresses('cn-hangzhou', 'internet', '47.1.1.0/24');
    addresses('cn-hangzhou', 'vpc', '100.104.52.0/24');
    const machine = task({ kind: 'migration', destination: end('cloud-machine', 'cn-hangzhou') });
    const side = { side: 'destination', regions: ['cn-hangzhou'] };
    await expect(account().serverBlocks(machine)).resolves.toEqual([
      { ...side, network: 'internet', blocks: ['47.1.1.0/24'] },
      { ...side, network: 'vpc', blocks: ['100.104.52.0/24'] },
    ]);
  });

  it('of a machine at the source of a synchronisation are those of both regions, for each network', async () => {
    for (const region of ['cn-hangzhou', 'cn-shanghai']) {
      addresses(region, 'internet', `${region}-public`);
      addresses(region, 'vpc', `${region}-private`);
    }
    const both = task({
      source: end('cloud-machine', 'cn-hangzhou'),
      destination: { ...task().destination, region: 'cn-shanghai' },
    });
    const side = { side: 'source', regions: ['cn-hangzhou', 'cn-shanghai'] };
    await expect(account().serverBlocks(both)).resolves.toEqual([
      { ...side, network: 'internet', blocks: ['cn-hangzhou-public', 'cn-shanghai-public'] },
      { ...side, network: 'vpc', blocks: ['cn-hangzhou-private', 'cn-shanghai-private'] },
    ]);
  });

  it.each(['cloud-instance', 'not-shown'] as const)(
    'are none for a %s, which nobody opened by hand',
    async (place) => {
      const managed = task({ source: end(place, 'cn-hangzhou'), destination: end(place, 'cn-hangzhou') });
      await expect(account().serverBlocks(managed)).resolves.toEqual([]);
      expect(seen).toEqual([]);
    },
  );

  it('are none where DTS names none', async () => {
    addresses('cn-hangzhou', 'internet', ' , ');
    await expect(account().serverBlocks(task({ source: publicIn('cn-hangzhou') }))).resolves.toEqual([]);
  });

  it.each([undefined, null, ['1.1.1.0/24']])('are not read from an IpList of %j', async (IpList) => {
    addresses('cn-hangzhou', 'internet', IpList);
    const failure = account().serverBlocks(task({ source: publicIn('cn-hangzhou') }));
    await expect(failure).rejects.toMatchObject({ kind: 'unexpected-answer' });
  });

  it('say which right is missing', async () => {
    const query = {
      Region: 'cn-hangzhou',
      DestinationRegion: 'cn-hangzhou',
      RegionId: 'cn-hangzhou',
      Type: 'internet',
    };
    prepare('WhiteIpList', query, { Code: 'Forbidden.RAM', Message: 'x' }, { status: 403 });
    const failure = account().serverBlocks(task({ source: publicIn('cn-hangzhou') }));
    await expect(failure).rejects.toMatchObject({ kind: 'unauthorized', permission: 'dts:WhiteIpList' });
  });
});
