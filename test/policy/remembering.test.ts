import { describe, expect, it } from 'vitest';
import { remembering } from '../../src/policy/remembering.ts';

const MINUTE = 60_000;

function desk() {
  const state = { now: 0, down: false, asked: [] as string[], answers: 0 };
  const answer = (id: string, fresh: boolean) => {
    state.asked.push(`${id}${fresh ? ' fresh' : ''}`);
    if (state.down) throw new Error('ratelimited');
    state.answers += 1;
  };
  const directory = remembering(
    {
      async person(id, fresh) {
        answer(id, fresh);
        return { id, kind: 'full-member', name: `answer ${state.answers}` };
      },
      async members(id, fresh) {
        answer(id, fresh);
        return [`answer ${state.answers}`];
      },
    },
    () => state.now,
  );
  return { state, directory };
}

describe('a directory for what is only shown', () => {
  it('asks once a minute for the same person, and never for a fresh answer', async () => {
    const { state, directory } = desk();
    for (let at = 0; at < 10; at += 1) {
      state.now = at * 12_000;
      expect((await directory.person('U1', true)).name).toBe(at < 5 ? 'answer 1' : 'answer 2');
    }
    expect(state.asked).toEqual(['U1', 'U1']);
  });

  it('asks again for no more than thirty people and five groups a minute, and for everybody in the end', async () => {
    const { state, directory } = desk();
    const people = Array.from({ length: 200 }, (_, at) => `U${at}`);
    const groups = Array.from({ length: 20 }, (_, at) => `S${at}`);
    const askAll = async () => {
      for (const id of people) await directory.person(id, false);
      for (const id of groups) await directory.members(id, false);
    };
    await askAll();
    expect(state.asked).toHaveLength(220);
    for (let minute = 1; minute <= 8; minute += 1) {
      state.asked.length = 0;
      state.now = minute * (MINUTE + 1);
      await askAll();
      expect(state.asked.filter((id) => id.startsWith('U')).length).toBeLessThanOrEqual(30);
      expect(state.asked.filter((id) => id.startsWith('S')).length).toBeLessThanOrEqual(5);
      expect(state.asked.length).toBeGreaterThan(0);
    }
  });

  it('uses what it knows while Slack does not answer, for ten minutes', async () => {
    const { state, directory } = desk();
    await directory.members('S1', false);
    state.down = true;
    state.now = 9 * MINUTE;
    expect(await directory.members('S1', false)).toEqual(['answer 1']);
    state.now = 10 * MINUTE;
    await expect(directory.members('S1', false)).rejects.toThrow('ratelimited');
    await expect(directory.person('U1', false)).rejects.toThrow('ratelimited');
  });

  it('asks once for all who ask at the same time', async () => {
    const { state, directory } = desk();
    await Promise.all(Array.from({ length: 50 }, () => directory.members('S1', true)));
    expect(state.asked).toEqual(['S1']);
  });

  it('leaves Slack alone for ten seconds where it did not answer, and asks for others all the same', async () => {
    const { state, directory } = desk();
    state.down = true;
    for (let at = 0; at < 50; at += 1)
      await expect(directory.members('S1', true)).rejects.toThrow('ratelimited');
    await expect(directory.members('S2', true)).rejects.toThrow('ratelimited');
    expect(state.asked).toEqual(['S1', 'S2']);
    state.down = false;
    state.now = 10_000;
    expect(await directory.members('S1', true)).toEqual(['answer 1']);
    expect(await directory.members('S1', true)).toEqual(['answer 1']);
    expect(state.asked).toHaveLength(3);
  });
});
