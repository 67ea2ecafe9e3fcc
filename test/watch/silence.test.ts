import { expect, it } from 'vitest';
import { type Looked, ProviderError } from '../../src/lifecycle/ports.ts';
import { tellingSilence } from '../../src/watch/silence.ts';
import { dtsTask, READ_AT } from '../lifecycle/tasks.ts';

const problem = new ProviderError('unreachable', 'listing tasks');

function looked(region: string, isSilent: boolean): Looked {
  return { account: 'prod-cn', region, problem: isSilent ? problem : null };
}

it('says once that a region is silent, once that it answers again, and hands every list on', async () => {
  const told: string[] = [];
  const handed: number[] = [];
  const watch = tellingSilence(
    { remember: async (tasks) => void handed.push(tasks.length) },
    ({ account, region, problem: found }) =>
      told.push(`${account} ${region} ${found === null ? 'answers' : 'is silent'}`),
  );
  const rounds = [
    [looked('cn-hangzhou', false), looked('cn-shanghai', true)],
    [looked('cn-hangzhou', false), looked('cn-shanghai', true)],
    // An account whose list broke says nothing of its regions.
    [],
    [looked('cn-hangzhou', true), looked('cn-shanghai', false)],
  ];
  for (const round of rounds) await watch.remember([dtsTask()], round, READ_AT);
  expect(told).toEqual([
    'prod-cn cn-shanghai is silent',
    'prod-cn cn-hangzhou is silent',
    'prod-cn cn-shanghai answers',
  ]);
  expect(handed).toEqual([1, 1, 1, 1]);
});
