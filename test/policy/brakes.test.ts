import { describe, expect, it } from 'vitest';
import { createPolicyBook } from '../../src/policy/book.ts';
import { explain } from '../../src/policy/explain.ts';
import { createPolicy, EVERYTHING } from '../../src/policy/policy.ts';
import type { Directory, Rule } from '../../src/policy/ports.ts';
import { dtsTask } from '../lifecycle/tasks.ts';

const SLACK: Directory = {
  person: async (id) => ({ id, kind: id === 'UGUEST' ? 'guest' : 'full-member', name: null }),
  members: async () => ['ULEAD'],
};

function rule(more: Partial<Rule>): Rule {
  return {
    effect: 'allow',
    deeds: ['hold'],
    who: ['UALICE'],
    channels: null,
    accounts: null,
    tasks: null,
    tags: null,
    confirm: null,
    approvals: 0,
    approvers: null,
    readiness: 'shown',
    presence: 'required',
    because: null,
    ...more,
  };
}

const RULES = [
  rule({ effect: 'deny', deeds: ['hold', 'freeze'], who: ['UTRAINEE'], because: 'ask your lead' }),
  rule({ deeds: ['hold', 'terminate'], tasks: ['orders-*'], approvals: 2, confirm: 'type-name' }),
  rule({ deeds: ['freeze'], who: ['SLEADS'], channels: ['COPS'] }),
];

const by = (userId: string, channelId: string | null = 'COPS') => ({ userId, teamId: 'T1', channelId });

function policy(rules: readonly Rule[] = RULES) {
  return createPolicy(createPolicyBook({ rules, windows: [] }), SLACK);
}

describe('the right to hold', () => {
  it('is by task like any other, and waits for nobody', async () => {
    expect(await policy().mayHold(by('UALICE'), dtsTask())).toEqual({
      allowed: true,
      confirm: 'button',
      approvals: 0,
      approvers: [],
      readiness: 'shown',
      presence: 'required',
      rule: 2,
    });
    expect(await policy().judge(by('UALICE'), 'terminate', dtsTask())).toMatchObject({ approvals: 2 });
  });

  it.each([
    ['another task', 'UALICE', { name: 'crm-feed' }, 'Nobody may hold or unhold crm-feed (account prod-cn)'],
    [
      'another person',
      'UBOB',
      {},
      'You may not hold or unhold orders-prod (account prod-cn). The policy allows it to UALICE.',
    ],
    ['a denial', 'UTRAINEE', {}, 'Rule 1 of the policy denies it: ask your lead.'],
    ['a guest', 'UGUEST', {}, 'you are a guest'],
  ])('is refused for %s', async (_, userId, task, why) => {
    const verdict = await policy().mayHold(by(userId), dtsTask(task));
    expect(verdict).toMatchObject({ allowed: false, why: expect.stringContaining(why) });
  });
});

describe('the right to freeze', () => {
  it('is of those whom a rule names, where it says so', async () => {
    expect(await policy().mayFreeze(by('ULEAD'))).toMatchObject({ allowed: true, rule: 3 });
    expect(await policy().mayFreeze(by('ULEAD', 'CELSE'))).toMatchObject({
      allowed: false,
      why: 'You may not freeze or unfreeze everything here; the policy allows it to you in COPS only.',
    });
    expect(await policy().mayFreeze(by('UALICE'))).toMatchObject({
      allowed: false,
      why: 'You may not freeze or unfreeze everything. The policy allows it to SLEADS in COPS.',
    });
    expect(await policy([]).mayFreeze(by('ULEAD'))).toMatchObject({
      why: 'Nobody may freeze or unfreeze everything: no rule of the policy allows it.',
    });
  });

  it('is nobody’s while the configuration cannot be read, and no window is known then', async () => {
    const book = createPolicyBook({ rules: RULES, windows: [] });
    book.replace({ why: 'policy[0].who is missing', at: 0 });
    const broken = createPolicy(book, SLACK);
    expect(await broken.mayFreeze(by('ULEAD'))).toMatchObject({
      why: expect.stringContaining('Nobody may do anything'),
    });
    expect(await broken.mayHold(by('UALICE'), dtsTask())).toMatchObject({ allowed: false });
    expect(book.windows()).toEqual({ why: 'policy[0].who is missing', at: 0 });
    book.replace({ rules: RULES, windows: [] });
    expect(book.windows()).toEqual([]);
    expect(await broken.mayFreeze(by('ULEAD'))).toMatchObject({ allowed: true });
  });

  it('is explained rule by rule', async () => {
    const asked = { actor: by('ULEAD'), deed: 'freeze', task: EVERYTHING } as const;
    const { steps } = await explain(RULES, SLACK, asked, () => undefined);
    expect(steps).toEqual([
      'rule 1 (deny) is for UTRAINEE, and ULEAD is not among them',
      'rule 2 (allow) is about hold and terminate, not freeze',
      'rule 3 (allow) decides: it is about freeze, which is about everything, and ULEAD',
    ]);
  });
});
