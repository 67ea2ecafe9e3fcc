import { describe, expect, it } from 'vitest';
import { createLastRound } from '../../src/watch/last-round.ts';
import { dtsTask, READ_AT } from '../lifecycle/tasks.ts';

const LOOKED = [{ account: 'prod-cn', region: 'cn-hangzhou', problem: null }];

describe('the last round', () => {
  it('keeps what is wanted of the newest list, how many there were, and hands all of it on', async () => {
    const handed: number[] = [];
    const round = createLastRound(({ stage }) => stage === 'failed', {
      remember: async (tasks) => void handed.push(tasks.length),
    });
    expect(round.seen()).toBeNull();
    expect(round.rounds()).toBe(0);
    const broken = dtsTask({ taskId: 'b', stage: 'failed' });
    await round.remember([dtsTask(), broken], LOOKED, READ_AT);
    expect(round.seen()).toEqual({ at: READ_AT, count: 2, tasks: [broken], looked: LOOKED });
    await round.remember([dtsTask()], LOOKED, READ_AT + 1);
    expect(round.seen()).toEqual({ at: READ_AT + 1, count: 1, tasks: [], looked: LOOKED });
    expect(round.rounds()).toBe(2);
    expect(handed).toEqual([2, 1]);
  });
});
