import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/lifecycle/ports.ts';
import { ACTIONS } from '../../src/lifecycle/task.ts';
import { createPolicyBook } from '../../src/policy/book.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import type { Deed, Directory, Person, Rule } from '../../src/policy/ports.ts';

const DEEDS: readonly Deed[] = [...ACTIONS, 'cleanup'];
const KINDS: Readonly<Record<string, Person['kind']>> = {
  UGUEST: 'guest',
  UBOT: 'bot',
  UGONE: 'deactivated',
  USTRANGER: 'stranger',
};
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  SDBA: ['UALICE', 'UGUEST'],
  SLEADS: ['UBOB'],
};
const TASK = {
  account: 'prod-cn',
  taskId: 'i03e3zty16i',
  instanceId: 'dtsabc',
  name: 'Orders-Prod (EU)',
  tags: { env: 'prod', team: '' },
};

/** A directory that notes what it is asked; groups and people that start with SDOWN and UDOWN do not answer. */
function directory() {
  const asked: string[] = [];
  const answer = (id: string, fresh: boolean) => {
    asked.push(`${id} ${fresh ? 'fresh' : 'remembered'}`);
    if (id.includes('DOWN')) throw new Error('canary: ratelimited');
  };
  const slack: Directory = {
    async person(id, fresh) {
      answer(id, fresh);
      return { id, kind: KINDS[id] ?? 'full-member', name: null };
    },
    async members(id, fresh) {
      answer(id, fresh);
      return GROUPS[id] ?? [];
    },
  };
  return { asked, slack };
}

function rule(more: Partial<Rule> = {}): Rule {
  return {
    effect: 'allow',
    deeds: ['terminate'],
    who: ['UALICE'],
    channels: null,
    accounts: null,
    tasks: null,
    confirm: null,
    approvals: 0,
    approvers: null,
    readiness: 'shown',
    presence: 'required',
    tags: null,
    because: null,
    ...more,
  };
}

function actor(userId = 'UALICE', channelId: string | null = 'COPS'): Actor {
  return { userId, teamId: 'T1', channelId };
}

interface Asked {
  readonly by?: Actor;
  readonly deed?: Deed;
  readonly task?: Partial<Parameters<ReturnType<typeof createPolicy>['judge']>[2]>;
}

function judge(rules: readonly Rule[], { by = actor(), deed = 'terminate', task = {} }: Asked = {}) {
  return createPolicy(createPolicyBook({ rules, windows: [] }), directory().slack).judge(by, deed, {
    ...TASK,
    ...task,
  });
}

/** What the rules say, in a word: the number of the rule that allows it, or "no". */
async function inAWord(rules: readonly Rule[], asked: Asked = {}): Promise<number | 'no'> {
  const verdict = await judge(rules, asked);
  return verdict.allowed ? verdict.rule : 'no';
}

const CASES: [string, readonly Rule[], Asked, number | 'no'][] = [
  ['no rules', [], {}, 'no'],
  ['a rule for the person', [rule()], {}, 1],
  ['a rule for another person', [rule({ who: ['UBOB'] })], {}, 'no'],
  ['a rule for a group of the person', [rule({ who: ['SDBA'] })], {}, 1],
  ['a rule for a group without the person', [rule({ who: ['SLEADS'] })], {}, 'no'],
  ['a rule for everyone', [rule({ who: ['everyone'] })], { by: actor('UANY') }, 1],
  ['a guest under everyone', [rule({ who: ['everyone'] })], { by: actor('UGUEST') }, 'no'],
  ['a guest in the group', [rule({ who: ['SDBA'] })], { by: actor('UGUEST') }, 'no'],
  ['a guest by id', [rule({ who: ['UGUEST'] })], { by: actor('UGUEST') }, 'no'],
  ['a bot by id', [rule({ who: ['UBOT', 'everyone'] })], { by: actor('UBOT') }, 'no'],
  ['a deactivated user by id', [rule({ who: ['UGONE', 'everyone'] })], { by: actor('UGONE') }, 'no'],
  ['a stranger by id', [rule({ who: ['USTRANGER', 'everyone'] })], { by: actor('USTRANGER') }, 'no'],
  ['another action', [rule({ deeds: ['pause', 'release'] })], {}, 'no'],
  ['force under a rule for terminate', [rule()], { deed: 'force-terminate' }, 'no'],
  ['the clean-up', [rule({ deeds: ['cleanup'] })], { deed: 'cleanup' }, 1],
  ['the clean-up under a rule for terminate', [rule()], { deed: 'cleanup' }, 'no'],
  ['the rule’s channel', [rule({ channels: ['CX', 'COPS'] })], {}, 1],
  ['another channel', [rule({ channels: ['CX'] })], {}, 'no'],
  ['no channel at all', [rule({ channels: ['COPS'] })], { by: actor('UALICE', null) }, 'no'],
  ['no channel under a rule without channels', [rule()], { by: actor('UALICE', null) }, 1],
  ['the rule’s account', [rule({ accounts: ['otc', 'prod-cn'] })], {}, 1],
  ['another account', [rule({ accounts: ['otc'] })], {}, 'no'],
  ['the task’s id', [rule({ tasks: ['I03E3ZTY16I'] })], {}, 1],
  ['the instance’s id', [rule({ tasks: ['dts*'] })], {}, 1],
  ['the name, in another case', [rule({ tasks: ['orders-*'] })], {}, 1],
  ['the second of two patterns', [rule({ tasks: ['crm-*', '*(eu)'] })], {}, 1],
  ['a pattern for the beginning only', [rule({ tasks: ['orders'] })], {}, 'no'],
  ['a pattern for the end only', [rule({ tasks: ['prod (eu)'] })], {}, 'no'],
  ['one letter for a question mark', [rule({ tasks: ['orders?prod (eu)'] })], {}, 1],
  ['no letter for a question mark', [rule({ tasks: ['orders-?prod (eu)'] })], {}, 'no'],
  ['a dot, which is a dot', [rule({ tasks: ['orders.prod (eu)'] })], {}, 'no'],
  ['brackets, which are brackets', [rule({ tasks: ['[a-z]*'] })], {}, 'no'],
  [
    'a pattern, where the task has neither name nor instance',
    [rule({ tasks: ['*prod*'] })],
    { task: { name: null, instanceId: null } },
    'no',
  ],
  ['a tag', [rule({ tags: { env: 'prod' } })], {}, 1],
  ['a tag in another case, by a pattern', [rule({ tags: { env: 'PR*' } })], {}, 1],
  ['a tag with nothing behind it', [rule({ tags: { team: '*' } })], {}, 1],
  ['a tag with another value', [rule({ tags: { env: 'test' } })], {}, 'no'],
  ['a tag that the task has not', [rule({ tags: { owner: '*' } })], {}, 'no'],
  ['a tag named like a part of every object', [rule({ tags: { toString: '*' } })], {}, 'no'],
  ['one tag of two', [rule({ tags: { env: 'prod', owner: 'x' } })], {}, 'no'],
  ['tags that the cloud does not show', [rule({ tags: { env: '*' } })], { task: { tags: null } }, 'no'],
  ['a denial before', [rule({ effect: 'deny' }), rule()], {}, 'no'],
  ['a denial behind', [rule(), rule({ effect: 'deny' })], {}, 1],
  ['a denial of another action', [rule({ effect: 'deny', deeds: ['release'] }), rule()], {}, 2],
  ['a denial for others', [rule({ effect: 'deny', who: ['SLEADS'] }), rule()], {}, 2],
  ['a denial in another channel', [rule({ effect: 'deny', channels: ['CX'] }), rule()], {}, 2],
  [
    'a denial in a channel, outside of channels',
    [rule({ effect: 'deny', channels: ['CX'] }), rule()],
    { by: actor('UALICE', null) },
    'no',
  ],
  ['a denial by another tag', [rule({ effect: 'deny', tags: { env: 'test' } }), rule()], {}, 2],
  [
    'a denial by tags that the cloud does not show',
    [rule({ effect: 'deny', tags: { env: 'test' } }), rule()],
    { task: { tags: null } },
    'no',
  ],
  [
    'a denial by tags, of a task kept before tags were read',
    [rule({ effect: 'deny', tags: { env: 'test' } }), rule()],
    { task: { tags: undefined as unknown as null } },
    'no',
  ],
  [
    'a denial for a group that cannot be looked up',
    [rule({ effect: 'deny', who: ['SDOWN'] }), rule()],
    {},
    'no',
  ],
  ['a name with a line break', [rule({ tasks: ['a*b'] })], { task: { name: 'a\nb' } }, 1],
  ['the first of two that match', [rule(), rule({ who: ['everyone'] })], {}, 1],
  ['the second, where the first is for others', [rule({ who: ['SLEADS'] }), rule()], {}, 2],
  [
    'the third, past another action and channel',
    [rule({ deeds: ['pause'] }), rule({ channels: ['CX'] }), rule()],
    {},
    3,
  ],
];

describe('judge', () => {
  it.each(CASES)('decides on %s', async (_, rules, asked, expected) => {
    expect(await inAWord(rules, asked)).toBe(expected);
  });

  it('wants the name typed for what ends a task, and a button for the rest', async () => {
    const rules = [rule({ deeds: DEEDS })];
    const confirms = await Promise.all(
      DEEDS.map(async (deed) => {
        const verdict = await judge(rules, { deed });
        return [deed, verdict.allowed && verdict.confirm];
      }),
    );
    expect(Object.fromEntries(confirms)).toEqual({
      terminate: 'type-name',
      'force-terminate': 'type-name',
      release: 'type-name',
      pause: 'button',
      resume: 'button',
      cleanup: 'button',
    });
  });

  it('passes on what the rule says of confirmation and approvals', async () => {
    const rules = [rule({ confirm: 'button', approvals: 2, approvers: ['SLEADS'] })];
    expect(await judge(rules)).toEqual({
      allowed: true,
      confirm: 'button',
      approvals: 2,
      approvers: ['SLEADS'],
      readiness: 'shown',
      presence: 'required',
      rule: 1,
    });
  });

  it('passes on that nobody has to be there', async () => {
    expect(await judge([rule({ presence: 'not-needed' })])).toMatchObject({ presence: 'not-needed' });
  });

  it('passes on that readiness is required', async () => {
    expect(await judge([rule({ readiness: 'required' })])).toMatchObject({ readiness: 'required' });
  });

  it('lets those approve whom the rule allows, where it names no approvers', async () => {
    expect(await judge([rule({ who: ['SDBA', 'UBOB'], approvals: 1 })])).toMatchObject({
      approvers: ['SDBA', 'UBOB'],
    });
  });

  it('asks Slack anew, each group once', async () => {
    const { asked, slack } = directory();
    const rules = [rule({ who: ['SLEADS'] }), rule({ who: ['SLEADS', 'SDBA'] })];
    expect(
      await createPolicy(createPolicyBook({ rules, windows: [] }), slack).judge(actor(), 'terminate', TASK),
    ).toMatchObject({ rule: 2 });
    expect(asked).toEqual(['UALICE fresh', 'SLEADS fresh', 'SDBA fresh']);
  });
});

describe('judge, where Slack does not answer', () => {
  const DOWN: [string, readonly Rule[], Asked, number | 'no'][] = [
    ['who the person is', [rule({ who: ['everyone', 'UDOWN'] })], { by: actor('UDOWN') }, 'no'],
    ['a group of the only rule', [rule({ who: ['SDOWN'] })], {}, 'no'],
    ['a group of a rule before one that would allow it', [rule({ who: ['SDOWN'] }), rule()], {}, 'no'],
    [
      'a group of a rule that could not match anyway',
      [rule({ who: ['SDOWN'], accounts: ['otc'] }), rule()],
      {},
      2,
    ],
    ['a group of a rule for another channel', [rule({ who: ['SDOWN'], channels: ['CX'] }), rule()], {}, 2],
    ['a group next to the person’s own id', [rule({ who: ['SDOWN', 'UALICE'] })], {}, 1],
    ['a group before one that has the person', [rule({ who: ['SDOWN', 'SDBA'] })], {}, 1],
    ['a group of a later rule', [rule(), rule({ who: ['SDOWN'] })], {}, 1],
  ];

  it.each(DOWN)('decides without %s', async (_, rules, asked, expected) => {
    expect(await inAWord(rules, asked)).toBe(expected);
  });

  it('says so, shows nothing of the failure, and hands it on', async () => {
    const failures: unknown[] = [];
    const policy = createPolicy(
      createPolicyBook({ rules: [rule({ who: ['SDOWN'] })], windows: [] }),
      directory().slack,
      (failure) => failures.push(failure),
    );
    expect(await policy.judge(actor(), 'terminate', TASK)).toEqual({
      allowed: false,
      why: 'I could not check whether you are in a group that the policy names, because Slack did not answer; nothing is allowed until I can.',
    });
    expect(failures).toEqual([new Error('canary: ratelimited')]);
  });

  it('refuses too where the directory throws before it promises anything', async () => {
    const broken: Directory = {
      person: () => {
        throw new Error('broken');
      },
      members: () => Promise.resolve([]),
    };
    const verdict = await createPolicy(
      createPolicyBook({ rules: [rule({ who: ['everyone'] })], windows: [] }),
      broken,
    ).judge(actor(), 'pause', TASK);
    expect(verdict).toMatchObject({
      allowed: false,
      why: expect.stringMatching(/^I could not check who you are/),
    });
  });
});

describe('a refusal', () => {
  const SAYS: [string, readonly Rule[], Asked, string][] = [
    [
      'that nobody may',
      [rule({ deeds: ['pause'] })],
      {},
      'Nobody may terminate Orders-Prod (EU) (account prod-cn): no rule of the policy allows it.',
    ],
    [
      'who may, and where',
      [rule({ who: ['UBOB', 'SLEADS'] }), rule({ who: ['UCAROL'], channels: ['CX'] })],
      {},
      'You may not terminate Orders-Prod (EU) (account prod-cn). The policy allows it to UBOB and SLEADS; UCAROL in CX.',
    ],
    [
      'in which channels it is allowed',
      [rule({ channels: ['CX', 'CY'] }), rule({ who: ['SDBA'], channels: ['CY', 'CZ'] })],
      {},
      'You may not terminate Orders-Prod (EU) (account prod-cn) here; the policy allows it to you in CX, CY or CZ only.',
    ],
    [
      'the id of a task without a name',
      [],
      { deed: 'cleanup', task: { name: null, instanceId: null } },
      'Nobody may work on the clean-up of i03e3zty16i (account prod-cn): no rule of the policy allows it.',
    ],
    [
      'that guests do not count',
      [rule({ who: ['everyone'] })],
      { by: actor('UGUEST') },
      'Only full members of this workspace may use me, and you are a guest.',
    ],
  ];

  it.each(SAYS)('says %s', async (_, rules, asked, why) => {
    expect(await judge(rules, asked)).toEqual({ allowed: false, why });
  });
});

describe('mayRead', () => {
  it.each([
    ['UANY', true],
    ['UGUEST', false],
    ['UBOT', false],
    ['UGONE', false],
    ['USTRANGER', false],
    ['UDOWN', false],
  ])('answers %s with %s, whatever the rules say', async (userId, allowed) => {
    const { asked, slack } = directory();
    expect(
      await createPolicy(createPolicyBook({ rules: [], windows: [] }), slack).mayRead(actor(userId, null)),
    ).toMatchObject({
      allowed,
    });
    expect(asked).toEqual([`${userId} remembered`]);
  });
});

describe('mayApprove', () => {
  it.each([
    ['a person by id', 'UBOB', ['UBOB'], true],
    ['a member of a group', 'UBOB', ['SDBA', 'SLEADS'], true],
    ['a full member under everyone', 'UANY', ['everyone'], true],
    ['somebody else', 'UANY', ['SLEADS', 'UBOB'], false],
    ['nobody, where nobody is named', 'UANY', [], false],
    ['a guest in the group', 'UGUEST', ['SDBA'], false],
    ['a bot under everyone', 'UBOT', ['everyone'], false],
    ['somebody whose group does not answer', 'UBOB', ['SDOWN'], false],
    ['somebody who does not answer', 'UDOWN', ['UDOWN'], false],
  ])('decides on %s', async (_, userId, approvers, allowed) => {
    const { asked, slack } = directory();
    expect(
      await createPolicy(createPolicyBook({ rules: [], windows: [] }), slack).mayApprove(
        actor(userId),
        approvers,
      ),
    ).toMatchObject({ allowed });
    expect(asked.every((look) => look.endsWith(' fresh'))).toBe(true);
  });

  it('says who may', async () => {
    expect(
      await createPolicy(createPolicyBook({ rules: [], windows: [] }), directory().slack).mayApprove(
        actor('UANY'),
        ['SLEADS', 'UBOB'],
      ),
    ).toEqual({
      allowed: false,
      why: 'You are not among those who may approve this: SLEADS and UBOB.',
    });
  });
});

describe('lostApprovers', () => {
  const policy = (slack: Directory) => createPolicy(createPolicyBook({ rules: [], windows: [] }), slack);

  it.each([
    ['a person by id', 'UBOB', ['UBOB'], null],
    ['a member of a group', 'UBOB', ['SDBA', 'SLEADS'], null],
    ['a full member under everyone', 'UANY', ['everyone'], null],
    ['somebody who has left the group', 'UALICE', ['SLEADS'], 'is no longer among those who may agree'],
    ['a guest in the group', 'UGUEST', ['SDBA'], 'is a guest now'],
    ['a deactivated person', 'UGONE', ['UGONE'], 'is deactivated'],
    ['a person of another workspace', 'USTRANGER', ['everyone'], 'belongs to another workspace'],
    [
      'somebody whose group does not answer',
      'UBOB',
      ['SDOWN'],
      'could not be checked, because Slack did not answer',
    ],
    [
      'somebody who does not answer',
      'UDOWN',
      ['UDOWN'],
      'could not be checked, because Slack did not answer',
    ],
  ])('decides afresh on %s', async (_, userId, approvers, why) => {
    const { asked, slack } = directory();
    expect(await policy(slack).lostApprovers([userId], approvers)).toEqual(
      why === null ? [] : [{ userId, why, ...(why.startsWith('could not') ? { unchecked: true } : {}) }],
    );
    expect(asked.every((look) => look.endsWith(' fresh'))).toBe(true);
  });

  it('asks for each group once, however many have agreed', async () => {
    const { asked, slack } = directory();
    const people = Array.from({ length: 20 }, (_, at) => `U${at}`);
    expect(await policy(slack).lostApprovers(people, ['SLEADS'])).toHaveLength(20);
    expect(asked.filter((look) => look.startsWith('SLEADS'))).toHaveLength(1);
  });

  it('counts nobody while the configuration cannot be read', async () => {
    const book = createPolicyBook({ rules: [], windows: [] });
    book.replace({ why: 'no colon', at: 0 });
    expect(await createPolicy(book, directory().slack).lostApprovers(['UBOB'], ['UBOB'])).toEqual([
      {
        userId: 'UBOB',
        why: 'could not be checked, because the configuration could not be read',
        unchecked: true,
      },
    ]);
  });
});
