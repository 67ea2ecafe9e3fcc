import { describe, expect, it } from 'vitest';
import { judgeAll } from '../../src/lifecycle/judge-all.ts';
import type { Verdict } from '../../src/lifecycle/ports.ts';
import { twoWayTask } from './tasks.ts';
import { ALICE, FakePolicy } from './world.ts';

type Rule = Partial<Extract<Verdict, { allowed: true }>>;

/** What holds for both directions of a task, each with a rule of its own. */
async function both(forward: Rule, reverse: Rule) {
  const policy = new FakePolicy();
  const usual = await policy.judge(ALICE, 'terminate', { taskId: 'any' });
  policy.judge = async (_actor, _action, { taskId }) =>
    ({ ...usual, ...(taskId === 'twoway0for1' ? forward : reverse) }) as typeof usual;
  return judgeAll(policy, ALICE, 'terminate', [twoWayTask('forward'), twoWayTask('reverse')]);
}

describe('two directions that are confirmed together', () => {
  it('ask for as many agreements as the stricter rule, from the people whom it names', async () => {
    expect(await both({ approvers: ['SDBA'] }, { approvals: 2, approvers: ['SLEADS'] })).toMatchObject({
      verdict: { approvals: 2, approvers: ['SLEADS'] },
    });
  });

  it('take the people of the rule that requires readiness: one of them agrees to an override', async () => {
    expect(
      await both({ approvers: ['SDBA'] }, { approvers: ['SLEADS'], readiness: 'required' }),
    ).toMatchObject({ verdict: { approvals: 0, approvers: ['SLEADS'], readiness: 'required' } });
  });

  it('may name the same people in another order', async () => {
    const rule = { approvals: 1, approvers: ['SDBA', 'SLEADS'] };
    expect(await both(rule, { ...rule, approvers: ['SLEADS', 'SDBA'] })).toMatchObject({ allowed: true });
  });

  it.each<[string, Rule, Rule]>([
    ['as many from each', { approvals: 1, approvers: ['SDBA'] }, { approvals: 1, approvers: ['SLEADS'] }],
    ['more from one', { approvals: 2, approvers: ['SDBA'] }, { approvals: 1, approvers: ['SLEADS'] }],
    [
      'one of them for an override',
      { approvals: 1, approvers: ['SDBA'] },
      { readiness: 'required', approvers: ['SLEADS'] },
    ],
  ])('are refused together where their rules ask different people, %s', async (_, forward, reverse) => {
    expect(await both(forward, reverse)).toMatchObject({
      allowed: false,
      task: { direction: 'reverse' },
      why: 'The policy asks other people to agree to each direction of ledger-both. Ask for one direction, then for the other.',
    });
  });
});
