import { describe, expect, it } from 'vitest';
import type { CleanupCloud } from '../../src/cleanup/ports.ts';
import type { Cloud } from '../../src/lifecycle/ports.ts';
import { lateAccount } from '../../src/providers/late-account.ts';
import { dtsTask } from '../lifecycle/tasks.ts';

type Account = Cloud & CleanupCloud;

/** An account that notes its loading and what it is asked. */
function noted() {
  const asked: string[] = [];
  const account = new Proxy({} as Account, {
    get: (_, method) => (method === 'then' ? undefined : () => asked.push(String(method))),
  });
  const late = lateAccount('drs', 'otc', ['eu-de'], async () => {
    asked.push('loaded');
    return account;
  });
  return { late, asked };
}

describe('an account that is loaded late', () => {
  it('says what it is before anything is loaded', () => {
    const { late, asked } = noted();
    expect([late.provider, late.account, late.regions]).toEqual(['drs', 'otc', ['eu-de']]);
    expect(asked).toEqual([]);
  });

  it('is loaded once, by the first who asks, and hands every question on', async () => {
    const { late, asked } = noted();
    const task = dtsTask();
    await Promise.all([late.list('background'), late.look(task, 'interactive')]);
    await late.send('pause', task);
    late.prepare('pause', task);
    expect(asked).toEqual(['loaded', 'list', 'look', 'send', 'prepare']);
  });

  it('hands on everything that is asked with, also who listens', async () => {
    const words: unknown[][] = [];
    const account = { list: async (...asked: unknown[]) => words.push(asked) } as unknown as Account;
    const late = lateAccount('drs', 'otc', ['eu-de'], async () => account);
    const hear = () => undefined;
    await late.list('interactive', hear);
    expect(words).toEqual([['interactive', hear]]);
  });

  it('prepares no call for a task that nobody has looked at', () => {
    const { late, asked } = noted();
    expect(() => late.prepare('pause', dtsTask())).toThrow('nobody has looked at account otc yet');
    expect(asked).toEqual([]);
  });
});
