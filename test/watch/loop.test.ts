import { describe, expect, it, vi } from 'vitest';
import { startLoop } from '../../src/watch/loop.ts';

describe('a loop', () => {
  it('goes on after a round that breaks, and tells of it', async () => {
    let rounds = 0;
    const failed = vi.fn();
    const loop = startLoop(
      1,
      async () => {
        rounds += 1;
        await Promise.resolve();
        if (rounds === 1) throw new Error('the cloud is away');
      },
      failed,
    );
    await vi.waitFor(() => expect(rounds).toBeGreaterThan(2));
    await loop.stop();
    expect(failed.mock.calls).toEqual([[new Error('the cloud is away')]]);
  });

  it('stops at once in its pause, however long that is', async () => {
    let rounds = 0;
    const loop = startLoop(
      60_000,
      async () => {
        rounds += 1;
        await Promise.resolve();
      },
      () => undefined,
    );
    await vi.waitFor(() => expect(rounds).toBe(1));
    await loop.stop();
    expect(rounds).toBe(1);
  });

  it('waits for the round that is running before it has stopped', async () => {
    let finish: () => void = () => undefined;
    let done = false;
    let started = false;
    const loop = startLoop(
      1,
      async () => {
        started = true;
        await new Promise<void>((resolve) => {
          finish = resolve;
        });
        done = true;
      },
      () => undefined,
    );
    await vi.waitFor(() => expect(started).toBe(true));
    const stopped = loop.stop();
    expect(done).toBe(false);
    finish();
    await stopped;
    expect(done).toBe(true);
  });

  it('never runs two rounds at once', async () => {
    let running = 0;
    let rounds = 0;
    let most = 0;
    const loop = startLoop(
      0,
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        rounds += 1;
      },
      () => undefined,
    );
    await vi.waitFor(() => expect(rounds).toBeGreaterThan(5));
    await loop.stop();
    expect(most).toBe(1);
  });
});
