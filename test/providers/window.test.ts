import { describe, expect, it } from 'vitest';
import { createWindow } from '../../src/providers/window.ts';

/** A clock that goes on to the next moment that somebody waits for, whenever nobody does anything. */
function simulatedClock() {
  let time = 0;
  let waiting: { at: number; wake: () => void }[] = [];
  return {
    now: () => time,
    wait: (milliseconds: number) =>
      new Promise<void>((wake) => void waiting.push({ at: time + milliseconds, wake })),
    /** Lets time pass until nobody waits any more. */
    async run() {
      for (;;) {
        for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
        const next = Math.min(...waiting.map(({ at }) => at));
        if (next === Number.POSITIVE_INFINITY) return;
        time = Math.max(time, next);
        const due = waiting.filter(({ at }) => at <= time);
        waiting = waiting.filter(({ at }) => at > time);
        for (const { wake } of due) wake();
      }
    },
  };
}

/** Numbers below 1, the same ones at every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The most of these moments that lie within any one second. */
function peakOf(moments: readonly number[]): number {
  const sorted = moments.toSorted((one, other) => one - other);
  return Math.max(
    0,
    ...sorted.map((from, at) => sorted.slice(at).filter((moment) => moment < from + 1000).length),
  );
}

const ALL = { interactive: 20, background: 15 };

/** `count` calls, each of which arrives at any moment between its start and its answer. */
async function calls(count: number, longestMs: number, seed: number) {
  const clock = simulatedClock();
  const window = createWindow(ALL, clock);
  const roll = dice(seed);
  const arrivals: number[] = [];
  const all = Array.from({ length: count }, () =>
    window.run('interactive', async () => {
      const there = Math.floor(roll() * longestMs);
      await clock.wait(there);
      arrivals.push(clock.now());
      await clock.wait(Math.floor(roll() * (longestMs - there)));
    }),
  );
  await clock.run();
  await Promise.all(all);
  return { arrivals, tookMs: clock.now() };
}

describe('createWindow', () => {
  it.each([1, 40, 300, 2_500])(
    'lets no second have more calls than are allowed, although each may arrive at any of the %i ms that it takes',
    async (longestMs) => {
      for (let seed = 1; seed <= 20; seed += 1) {
        const { arrivals } = await calls(120, longestMs, seed);
        expect(arrivals).toHaveLength(120);
        expect(peakOf(arrivals)).toBeLessThanOrEqual(20);
      }
    },
  );

  it('uses what is allowed: as much at once as a second takes, and the same again as soon as it is over', async () => {
    const { arrivals, tookMs } = await calls(100, 1, 7);
    expect(peakOf(arrivals)).toBe(20);
    expect(tookMs).toBeLessThan(4 * 1_100);
  });

  it('leaves room to people where nobody waits, and lets nobody wait behind background work', async () => {
    const clock = simulatedClock();
    const window = createWindow(ALL, clock);
    const started: string[] = [];
    const begin = (urgency: 'interactive' | 'background', count: number) =>
      Array.from({ length: count }, () =>
        window.run(urgency, async () => void started.push(`${urgency} ${clock.now()}`)),
      );
    const background = begin('background', 16);
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
    const people = begin('interactive', 5);
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
    expect(started.filter((one) => one === 'background 0')).toHaveLength(15);
    expect(started.filter((one) => one === 'interactive 0')).toHaveLength(5);
    await clock.run();
    await Promise.all([...background, ...people]);
    expect(started).toHaveLength(21);
  });

  it('waits for an answer where all of its room is taken by calls that are under way', async () => {
    const clock = simulatedClock();
    const window = createWindow({ interactive: 1, background: 1 }, clock);
    const story: string[] = [];
    const slow = window.run('interactive', async () => {
      await clock.wait(5_000);
      story.push(`answer ${clock.now()}`);
    });
    const next = window.run('interactive', async () => void story.push(`next ${clock.now()}`));
    await clock.run();
    await Promise.all([slow, next]);
    expect(story[0]).toBe('answer 5000');
    expect(Number(story[1]?.split(' ')[1])).toBeGreaterThanOrEqual(6_000);
  });

  it('starts nothing while the cloud wants rest, not even those who wait already', async () => {
    const clock = simulatedClock();
    const window = createWindow(ALL, clock);
    const started: number[] = [];
    const all = Array.from({ length: 21 }, () =>
      window.run('interactive', async () => void started.push(clock.now())),
    );
    for (let turn = 0; turn < 200; turn += 1) await Promise.resolve();
    expect(started).toHaveLength(20);
    window.rest(3_000);
    await clock.run();
    await Promise.all(all);
    expect(started.at(-1)).toBe(3_000);
  });

  it('counts a call that failed, and goes on', async () => {
    const clock = simulatedClock();
    const window = createWindow({ interactive: 1, background: 1 }, clock);
    const failing = window.run('interactive', () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    const next = window.run('interactive', async () => clock.now());
    await clock.run();
    expect(await next).toBeGreaterThanOrEqual(1_000);
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses room for %s calls', (calls) => {
    const clock = simulatedClock();
    expect(() => createWindow({ interactive: 20, background: calls }, clock)).toThrow(RangeError);
  });
});
