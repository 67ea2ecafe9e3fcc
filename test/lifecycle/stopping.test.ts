import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../src/lifecycle/ports.ts';
import { world } from './world.ts';

const THROTTLED: CallOutcome = { kind: 'throttled', code: 'Throttling.User', retryAfterMs: null };

describe('while the bot is being stopped', () => {
  it('an end whose call may not begin any more is refused on record, and nothing is sent', async () => {
    const night = world();
    Object.assign(night.ports, { deed: async () => null });
    const { id } = await night.end();
    expect(await night.read(id)).toMatchObject({
      state: 'refused',
      why: 'orders-prod was not touched: the bot was being stopped.',
      call: null,
    });
    expect(night.dts.sends).toEqual([]);
    expect(night.auditTypes()).toContain('ending.refused');
    expect(night.auditTypes()).not.toContain('ending.executing');
    Object.assign(night.ports, { deed: (work: () => Promise<unknown>) => work() });
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('a call that the cloud did not take is not tried again', async () => {
    const night = world();
    Object.assign(night.ports, { stopping: () => true });
    night.dts.answers = [THROTTLED];
    const { id } = await night.end();
    expect(await night.read(id)).toMatchObject({ state: 'failed' });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('the pause before another try is cut short, and there is no other try', async () => {
    const night = world();
    let stopping = false;
    Object.assign(night.ports, {
      stopping: () => stopping,
      wait: async () => {
        stopping = true;
      },
    });
    night.dts.answers = [THROTTLED];
    const { id } = await night.end();
    expect(await night.read(id)).toMatchObject({
      state: 'failed',
      why: 'The cloud had not taken it, and the bot was being stopped.',
    });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('everything from the intent to the answer is one deed, which a stop waits for', async () => {
    const night = world();
    const seen: string[] = [];
    Object.assign(night.ports, {
      deed: async (work: () => Promise<unknown>) => {
        seen.push(...night.auditTypes().filter((type) => type === 'ending.executing'), 'begun');
        const done = await work();
        seen.push('done', ...night.auditTypes().filter((type) => type === 'ending.answered'));
        return done;
      },
    });
    await night.end();
    expect(seen).toEqual(['begun', 'done', 'ending.answered']);
  });
});
