import { describe, expect, it } from 'vitest';
import { type Checklist, openItems } from '../../src/cleanup/checklist/checklist.ts';
import { createCleanup } from '../../src/cleanup/cleanup.ts';
import { CHECKLIST } from '../../src/cleanup/rows.ts';
import { CLEANUP_DUE, CONFIRMATION, ENDING } from '../../src/lifecycle/rows.ts';
import { tendOnce, watchOnce } from '../../src/watch/watch.ts';
import { CLEANUP_SETTINGS, FakeNetwork } from '../cleanup/desk.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { BOB, HOUR, MINUTE, world } from '../lifecycle/world.ts';

function watchedNight() {
  const night = world();
  const { store, policy, now, ports } = night;
  const network = new FakeNetwork('alibaba-dts', 'prod-cn');
  const cleanup = createCleanup({
    clouds: [network],
    store,
    policy,
    brakes: night.brakes,
    snapshots: { find: async () => await Promise.resolve([]) },
    timeZoneOf: async () => await Promise.resolve(null),
    channelOf: () => 'C1',
    settings: CLEANUP_SETTINGS,
    now,
    newId: ports.newId,
    wait: ports.wait,
    stopping: () => false,
    deed: (work) => work(),
    reached: () => undefined,
  });
  const checklistOf = async (words: string) => (await cleanup.search(words))[0] ?? null;
  const broken: string[] = [];
  async function rounds(count: number, pauseMs = 10_000): Promise<void> {
    for (let round = 0; round < count; round += 1) {
      night.pass(pauseMs);
      const failed = (what: string) => void broken.push(what);
      await watchOnce({
        store,
        lifecycle: night.lifecycle,
        cleanup,
        brakes: night.brakes,
        owner: 'me',
        failed,
      });
      await tendOnce({ store, cleanup, owner: 'me', failed });
    }
  }
  return { night, cleanup, network, checklistOf, broken, rounds };
}

const OVER = { stage: 'ended', status: 'Finished' } as const;

describe('the watch', () => {
  it('follows an ending to its proven end, and opens its checklist only then', async () => {
    const { night, checklistOf, rounds, broken } = watchedNight();
    const { id } = await night.end();
    await rounds(3);
    expect(await checklistOf('orders-prod')).toBeNull();
    night.dts.change(dtsTask(), OVER);
    await rounds(1);
    expect(await checklistOf('orders-prod')).toBeNull();
    await rounds(1);
    expect((await night.read(id)).state).toBe('ended');
    expect(await checklistOf('orders-prod')).toMatchObject({ endingId: id, owner: 'UALICE' });
    expect(night.auditTypes().slice(-3)).toEqual(['ending.ended', 'checklist.opened', 'checklist.looked']);
    expect(broken).toEqual([]);
    expect(night.dts.sends).toHaveLength(1);
  });

  it('changes nothing in any cloud', async () => {
    const { night, rounds } = watchedNight();
    await night.plan();
    await rounds(100, HOUR);
    expect(night.dts.sends).toEqual([]);
  });

  it('goes on with the others when one look breaks, and comes back to that one', async () => {
    const { night, rounds, broken } = watchedNight();
    const dts = await night.end();
    const drs = await night.end('terminate', 'DRS-shop-prod');
    night.dts.change(dtsTask(), OVER);
    let broke = 0;
    night.drs.trouble = () => {
      broke += 1;
      throw new TypeError('cannot read properties of null');
    };
    await rounds(3);
    expect((await night.read(dts.id)).state).toBe('ended');
    expect(broken).toEqual([`ending ${drs.id}`]);
    await rounds(4, MINUTE);
    expect(broke).toBeGreaterThan(1);
    expect((await night.read(drs.id)).state).toBe('ending');
  });

  it('lets an approval lapse', async () => {
    const { night, rounds } = watchedNight();
    night.policy.approvals = 1;
    const { id } = await night.end();
    await rounds(2, 31 * MINUTE);
    expect((await night.read(id)).state).toBe('expired');
  });

  it('forgets what has been over for long: confirmations, endings, checklists that are done', async () => {
    const { night, cleanup, checklistOf, rounds } = watchedNight();
    await night.end();
    night.dts.change(dtsTask(), OVER);
    await rounds(2);
    const checklist = await checklistOf('orders-prod');
    for (const { id } of checklist === null ? [] : openItems(checklist))
      await cleanup.signOff({ itemId: id, actor: BOB, how: 'removed-by-hand', until: null, text: 'done' });
    await rounds(4, 25 * HOUR);
    for (const kind of [CONFIRMATION, ENDING, CHECKLIST, CLEANUP_DUE])
      expect(await night.store.list<Checklist>(kind, { limit: 10 }), kind).toEqual([]);
  });

  it('keeps a checklist with open items for as long as it takes', async () => {
    const { night, checklistOf, rounds } = watchedNight();
    await night.end();
    night.dts.change(dtsTask(), OVER);
    await rounds(2);
    await rounds(5, 1000 * HOUR);
    expect(await checklistOf('orders-prod')).not.toBeNull();
  });
});

describe('what is kept', () => {
  it('holds nothing that looks like a secret', async () => {
    const { night, rounds } = watchedNight();
    night.policy.approvals = 1;
    const { id } = await night.end();
    await night.lifecycle.approve({ id, actor: BOB });
    night.dts.change(dtsTask(), OVER);
    await rounds(3);
    const kept = night.store.dump();
    expect(kept).toContain('checklist.opened');
    expect(kept).not.toMatch(/password|secret|token|authorization|signature|response_url|hooks\.slack/i);
  });
});
