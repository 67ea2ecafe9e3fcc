import { describe, expect, it } from 'vitest';
import { differsRelevantly, type PlanNow } from '../../../src/lifecycle/approving/look-now.ts';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { comparison } from '../readiness/reads.ts';
import { drsTask, dtsTask } from '../tasks.ts';
import { BOB, CAROL, HOUR, MALLORY, MINUTE, type World, world } from '../world.ts';
import { lineOf, waiting } from './waiting.ts';

async function look(night: World, id: string): Promise<PlanNow> {
  const outcome = await night.lifecycle.lookNow({ id, actor: BOB });
  if (outcome.kind !== 'seen') throw new Error(outcome.why);
  return outcome.now;
}

describe('a look at a plan that waits', () => {
  it('finds nothing where nothing relevant differs, and changes nothing', async () => {
    const { night, id } = await waiting(1);
    const before = await night.read(id);
    night.pass(MINUTE);
    night.dts.change(dtsTask(), { lag: { milliseconds: 600 } });
    const now = await look(night, id);
    expect(now).toMatchObject({ over: false, differences: [], readiness: [], unknown: [], at: night.now() });
    expect(differsRelevantly(now)).toBe(false);
    expect(now.lines.find(({ label }) => label === 'Lag')?.text).toContain('0.6 s');
    expect(await night.read(id)).toEqual(before);
    expect(night.dts.sends).toEqual([]);
    expect(lineOf(night, 'ending.looked')).toMatchObject({
      actor: 'UBOB',
      ending: id,
      differences: [],
      lost: [],
    });
  });

  it('names every field that differs', async () => {
    const { night, id } = await waiting(1);
    night.dts.change(dtsTask(), { name: 'orders-new', billing: 'subscription' });
    const now = await look(night, id);
    expect(now.differences.map(({ label }) => label)).toEqual(['Name', 'Billing']);
    expect(differsRelevantly(now)).toBe(true);
    expect(lineOf(night, 'ending.looked')).toMatchObject({ differences: now.differences });
    expect((await night.read(id)).state).toBe('awaiting-approval');
  });

  it('says what became of readiness, and what nobody has said to know', async () => {
    const { night, id } = await waiting(1);
    night.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } });
    night.dts.compared = { comparisons: [comparison({ result: 'different', status: 'Inconsistency' })] };
    const now = await look(night, id);
    expect(now.readiness).toEqual([
      { label: 'Lag', shown: 'lag was read once, not 5 in 60 s', now: 'lag is 42 s' },
      { label: 'Data', shown: null, now: 'all rows differ' },
    ]);
    expect(now.unknown.map(({ text }) => text)).toEqual(['lag is 42 s', 'all rows differ']);
  });

  it('names the brake that stands, and the right that the person who asked has lost', async () => {
    const { night, id } = await waiting(1);
    await night.brakes.freeze({ actor: CAROL, because: 'incident' });
    night.policy.may.delete('UALICE');
    expect(await look(night, id)).toMatchObject({
      braked: expect.stringContaining('frozen'),
      notAllowed: 'No rule lets you do that.',
      agreed: null,
    });
  });

  it('names whose agreement counts no more, and how many of whom must agree by now', async () => {
    const { night, id } = await waiting(2);
    await night.lifecycle.approve({ id, actor: CAROL });
    night.policy.approvers.delete('UCAROL');
    night.policy.approvals = 3;
    night.policy.named = ['SOTHERS'];
    const now = await look(night, id);
    expect(now.agreed).toMatchObject({ needed: 3, approvers: ['SOTHERS'], lost: [{ userId: 'UCAROL' }] });
    expect(differsRelevantly(now)).toBe(true);
    expect((await night.read(id)).approvals).toHaveLength(1);
  });

  it('sees that the rules refuse it by now', async () => {
    const { night, id } = await waiting(1);
    night.dts.change(dtsTask(), { stage: 'creating', status: 'Initializing' });
    expect((await look(night, id)).refused).toMatch(/\S/);
  });

  it.each([
    [
      'over in the console',
      (night: World) => night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' }),
    ],
    ['released in the console', (night: World) => void night.dts.tasks.clear()],
  ])('sees that it is %s', async (_, change) => {
    const { night, id } = await waiting(1);
    change(night);
    const now = await look(night, id);
    expect(now).toMatchObject({ over: true, refused: null, readiness: [] });
    expect(differsRelevantly(now)).toBe(true);
    expect((await night.read(id)).state).toBe('awaiting-approval');
  });

  it('takes an ended task for what a release is about, and not for over', async () => {
    const night = world();
    night.policy.approvals = 1;
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    const { id } = await night.end('release');
    expect(await look(night, id)).toMatchObject({ over: false, differences: [] });
  });

  it('works for an ending whose requester must press once more', async () => {
    const { night, id } = await waiting(1);
    night.pass(16 * MINUTE);
    await night.lifecycle.approve({ id, actor: BOB });
    expect((await look(night, id)).ending.pressAgain).toBe(true);
  });

  it('knows a DRS task too', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.end('terminate', 'DRS-shop-prod');
    night.drs.change(drsTask(), { stage: 'failed', status: 'INCRE_TRANSFER_FAILED' });
    expect((await look(night, id)).differences).toMatchObject([
      { label: 'State', shown: 'running', now: 'failed' },
    ]);
  });
});

describe('a look that is refused', () => {
  it('leaves a line, and shows nothing to who may not read', async () => {
    const { night, id } = await waiting(1);
    night.policy.readers.delete('UMALLORY');
    const before = night.dts.looks;
    expect(await night.lifecycle.lookNow({ id, actor: MALLORY })).toEqual({
      kind: 'refused',
      why: 'Guests see nothing here.',
    });
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'ending.look-refused',
      actor: 'UMALLORY',
      ending: id,
    });
    expect(night.dts.looks).toBe(before);
  });

  it('says that nothing is left to decide, or that it is held no more', async () => {
    const { night, id } = await waiting(1);
    night.pass(HOUR);
    expect(await night.lifecycle.lookNow({ id, actor: BOB })).toMatchObject({ why: /time to agree is over/ });
    expect(await night.lifecycle.lookNow({ id: 'e9', actor: BOB })).toMatchObject({ why: /no longer hold/ });
    await night.watch();
    expect(await night.lifecycle.lookNow({ id, actor: BOB })).toMatchObject({ why: /is expired/ });
  });

  it('throws where the cloud does not answer, and writes nothing', async () => {
    const { night, id } = await waiting(1);
    const lines = night.store.audit.length;
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    await expect(night.lifecycle.lookNow({ id, actor: BOB })).rejects.toThrow('no answer');
    expect(night.store.audit).toHaveLength(lines);
  });
});
