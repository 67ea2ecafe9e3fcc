import { describe, expect, it } from 'vitest';
import type { Confirmation } from '../../../src/lifecycle/outcome.ts';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { dtsTask } from '../tasks.ts';
import { type World, world } from '../world.ts';
import { comparison } from './reads.ts';

/** "standing: value" of a line as it is known now. */
async function known(of: World, { id }: Confirmation, label: string): Promise<string | undefined> {
  const confirmation = await of.lifecycle.confirmation(id);
  const line = confirmation?.readiness[0]?.find((one) => one.label === label);
  return line === undefined ? undefined : `${line.standing}: ${line.value}`;
}

/** Lets time pass in rounds of a second, as the bot's own loop does. */
async function gather(of: World, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    of.pass(1000);
    await of.lifecycle.readAgain();
  }
}

describe('the readings of an open plan', () => {
  it('are one when the plan is shown, which waits for no other', async () => {
    const night = world();
    const before = night.now();
    const outcome = await night.ask('terminate');
    expect(night.now()).toBe(before);
    if (outcome.kind !== 'plan') throw new Error('no plan');
    const labels = outcome.plan.lines.map(({ label }) => label);
    expect(labels.slice(0, 5)).toEqual(['State', 'Lag', 'Writes', 'Data', 'Source']);
    expect(outcome.plan.lines[1]?.text).toMatch(/^0 s, one reading; .*5 in 60 s are needed/);
  });

  it('become enough while it is open', async () => {
    const night = world();
    const plan = await night.plan();
    await gather(night, 59);
    expect(await known(night, plan, 'Lag')).toMatch(/^not-known: 0 s; highest of 4 readings in 45 s/);
    await gather(night, 1);
    expect(await known(night, plan, 'Lag')).toBe('fine: 0 s; highest of 5 readings in 60 s: 0 s');
  });

  it('see a lag that grows, and say that an idle source can be the reason', async () => {
    const night = world();
    const plan = await night.plan();
    night.dts.change(dtsTask(), { lag: { milliseconds: 17_000 } });
    await gather(night, 15);
    expect(await known(night, plan, 'Lag')).toMatch(/^against: 17 s; .*write one row on the source/);
  });

  it('read comparisons again once a minute, and a log position each time', async () => {
    const night = world();
    const plan = await night.plan();
    night.dts.compared = { comparisons: [comparison()] };
    await gather(night, 59);
    expect(await known(night, plan, 'Data')).toMatch(/^not-known: no comparison found/);
    await gather(night, 1);
    expect(await known(night, plan, 'Data')).toMatch(/^fine: all rows/);

    night.drs.compared = { comparisons: [comparison()], position: 'bin.1:4' };
    const other = await night.plan('terminate', 'DRS-shop-prod');
    expect(await known(night, other, 'Source')).toMatch(/^not-known: .*read once/);
    await gather(night, 30);
    expect(await known(night, other, 'Source')).toBe('fine: log position unchanged for 30 s: bin.1:4');
  });

  it('are not made for a plan that readiness is not judged for', async () => {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'failed', status: 'Failed' });
    await night.plan();
    const looks = night.dts.looks;
    await gather(night, 30);
    expect(night.dts.looks).toBe(looks);
  });

  it('end when the plan is too old', async () => {
    const night = world();
    await night.plan();
    await gather(night, 15 * 60);
    const looks = night.dts.looks;
    expect(looks).toBe(60); // the first and one every 15 s
    await gather(night, 60);
    expect(night.dts.looks).toBe(looks);
    expect(night.ports.readings.all()).toEqual([]);
  });

  it('grow old, and are not replaced by nothing, while the cloud does not answer', async () => {
    const night = world();
    const plan = await night.plan();
    await gather(night, 15);
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    await gather(night, 60);
    expect(await known(night, plan, 'Lag')).toMatch(/^not-known: 0 s; highest of 2 readings in 15 s/);
  });
});

describe('evidence that cannot be had', () => {
  it('is not known, with the reason, and keeps nobody from a plan', async () => {
    const night = world();
    night.dts.noEvidence = () => new ProviderError('unauthorized', 'listing is not allowed');
    const plan = await night.plan();
    expect(await known(night, plan, 'Data')).toBe('not-known: not known: listing is not allowed');
  });

  it('is not waited for', async () => {
    const night = world();
    const within = async () => null;
    Object.assign(night.ports, { within });
    const plan = await night.plan();
    expect(await known(night, plan, 'Data')).toBe('not-known: not known: the cloud did not answer in time');
  });

  it('is as it was shown after a restart, when nothing has been read since', async () => {
    const night = world();
    const plan = await night.plan();
    night.ports.readings.close(plan.id);
    expect(await known(night, plan, 'Lag')).toMatch(/^not-known: 0 s, one reading/);
  });

  it('is on record as it was shown', async () => {
    const night = world();
    await night.plan();
    const shown = night.store.audit.find(({ type }) => type === 'plan.shown');
    expect(shown?.['readiness']).toEqual([
      expect.arrayContaining([
        expect.objectContaining({ label: 'Lag', standing: 'not-known', at: night.now() }),
      ]),
    ]);
  });
});
