import { describe, expect, it } from 'vitest';
import { GivenUp } from '../../src/slack/given-up.ts';
import { answer } from '../../src/slack/reply.ts';
import { createRunning } from '../../src/slack/room.ts';
import { fakeRoom } from './fakes.ts';

const never = new Promise<never>(() => undefined);

describe('work that is under way', () => {
  it('gives its own result, or its own failure', async () => {
    const running = createRunning();
    await expect(running.track(Promise.resolve(3))).resolves.toBe(3);
    await expect(running.track(Promise.reject(new Error('no')))).rejects.toThrow('no');
    await running.idle();
  });

  it('can be given up: whoever waits is told, and a stop waits for the rest of it no longer', async () => {
    const running = createRunning();
    const waiting = running.track(never);
    const fast = running.track(Promise.resolve('done'));
    await expect(fast).resolves.toBe('done');
    running.giveUp();
    await expect(waiting).rejects.toBeInstanceOf(GivenUp);
  });

  it('that is given up answers the person with what that means and what to do', async () => {
    const room = fakeRoom({});
    const said: string[] = [];
    const respond = async (message: unknown) => void said.push(JSON.stringify(message));
    const answered = answer(room, respond as never, 'look', () => never);
    room.running.giveUp();
    await answered;
    expect(said).toHaveLength(1);
    expect(said[0]).toContain('I am being stopped');
    expect(said[0]).toContain('No call to a cloud is under way');
    expect(said[0]).toContain('Ask again in a minute');
  });
});
