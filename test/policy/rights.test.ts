import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/lifecycle/ports.ts';
import { createPolicyBook } from '../../src/policy/book.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { DEEDS, type Deed, type Directory, type Person, type Rule } from '../../src/policy/ports.ts';
import { createRights, type Hindrance, type Right } from '../../src/policy/rights.ts';

const KINDS: Readonly<Record<string, Person['kind']>> = { UGUEST: 'guest', UGONE: 'deactivated' };
const GROUPS: Readonly<Record<string, readonly string[]>> = { SDBA: ['UALICE', 'UGUEST'], SLEADS: ['UBOB'] };
const TASK = { account: 'cn', taskId: 'i1', instanceId: null, name: 'orders-prod', tags: { env: 'prod' } };

/** A directory that notes what it is asked; whoever has DOWN in the id does not answer. */
function directory() {
  const asked: string[] = [];
  const answer = (id: string, fresh: boolean) => {
    asked.push(`${id}${fresh ? ' fresh' : ''}`);
    if (id.includes('DOWN')) throw new Error('ratelimited');
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
  const open = { channels: null, accounts: null, tasks: null, tags: null, confirm: null, approvers: null };
  const rest = { approvals: 0, readiness: 'shown', presence: 'required', because: null } as const;
  return { effect: 'allow', deeds: ['terminate'], who: ['UALICE'], ...open, ...rest, ...more };
}

function deny(more: Partial<Rule> = {}): Rule {
  return rule({ effect: 'deny', who: ['everyone'], ...more });
}

function actor(userId = 'UALICE', channelId: string | null = 'COPS'): Actor {
  return { userId, teamId: 'T1', channelId };
}

function rightsOf(rules: readonly Rule[], by = actor(), slack = directory().slack) {
  return createRights(createPolicyBook({ rules, windows: [] }), slack, () => undefined)(by);
}

async function here(rules: readonly Rule[], by = actor()): Promise<Right> {
  return (await rightsOf(rules, by).here()).terminate;
}

const no = (hindrance: Hindrance): Right => ({ may: false, hindrance });
const YES: Right = { may: true };
const SILENT = no({ kind: 'not-checked' });
const others = (...who: string[]) => no({ kind: 'others', rules: [{ who, channels: null }] });

const CASES: [string, readonly Rule[], Actor, Right][] = [
  ['no rules', [], actor(), no({ kind: 'nobody' })],
  ['a rule for the person', [rule()], actor(), YES],
  ['a rule for a group of the person', [rule({ who: ['SDBA'] })], actor(), YES],
  ['a rule for some tasks', [rule({ tasks: ['test-*'], accounts: ['cn'], tags: { a: 'b' } })], actor(), YES],
  ['a rule for others', [rule({ who: ['SLEADS'] })], actor(), others('SLEADS')],
  [
    'rules for others in channels',
    [rule({ who: ['SLEADS'], channels: ['COPS', 'CX'] }), rule({ who: ['UBOB'] })],
    actor(),
    no({
      kind: 'others',
      rules: [
        { who: ['SLEADS'], channels: ['COPS', 'CX'] },
        { who: ['UBOB'], channels: null },
      ],
    }),
  ],
  [
    'a rule for the person in other channels',
    [rule({ channels: ['CX', 'CY'] }), rule({ who: ['SLEADS'] })],
    actor(),
    no({ kind: 'elsewhere', channels: ['CX', 'CY'] }),
  ],
  ['a rule for another deed', [rule({ deeds: ['pause'] })], actor(), no({ kind: 'nobody' })],
  [
    'a denial of everything before',
    [deny({ because: 'not now' }), rule()],
    actor(),
    no({ kind: 'denied', rule: 1, because: 'not now' }),
  ],
  ['a denial of everything behind', [rule(), deny()], actor(), YES],
  ['a denial of everything for others', [deny({ who: ['SLEADS'] }), rule()], actor(), YES],
  ['a denial of everything in another channel', [deny({ channels: ['CX'] }), rule()], actor(), YES],
  ['a denial of some tasks', [deny({ tasks: ['prod-*'] }), rule()], actor(), YES],
  [
    'a denial of the very tasks of the rule',
    [deny({ tasks: ['prod-*', 'live-*'] }), rule({ tasks: ['prod-*'] })],
    actor(),
    no({ kind: 'denied', rule: 1, because: null }),
  ],
  [
    'a denial of the account of the rule',
    [deny({ accounts: ['cn'] }), rule({ accounts: ['cn'], tasks: ['x'] })],
    actor(),
    no({ kind: 'denied', rule: 1, because: null }),
  ],
  ['a denial of another account', [deny({ accounts: ['otc'] }), rule({ accounts: ['cn'] })], actor(), YES],
  ['a denial by a tag', [deny({ tags: { env: 'prod' } }), rule()], actor(), YES],
  [
    'a denial by the tag of the rule',
    [deny({ tags: { env: 'prod' } }), rule({ tags: { env: 'prod', team: 'x' } })],
    actor(),
    no({ kind: 'denied', rule: 1, because: null }),
  ],
  [
    'a rule behind one that is denied',
    [deny({ tasks: ['a'] }), rule({ tasks: ['a'] }), rule({ tasks: ['b'] })],
    actor(),
    YES,
  ],
  ['a silent group alone', [rule({ who: ['SDOWN'] })], actor(), SILENT],
  ['a silent group that may be denied everything', [deny({ who: ['SDOWN'] }), rule()], actor(), SILENT],
  [
    'a silent group that may be denied some tasks',
    [deny({ who: ['SDOWN'], tasks: ['a'] }), rule()],
    actor(),
    YES,
  ],
  ['a silent group before a wider rule', [rule({ who: ['SDOWN'], tasks: ['a'] }), rule()], actor(), YES],
  ['a silent group of another deed', [rule({ who: ['SDOWN'], deeds: ['pause'] }), rule()], actor(), YES],
  ['a person whom Slack does not tell', [rule({ who: ['everyone'] })], actor('UDOWN'), SILENT],
  ['a guest', [rule({ who: ['everyone', 'UGUEST'] })], actor('UGUEST'), no({ kind: 'not-a-member' })],
];

describe('what a person may here at all', () => {
  it.each(CASES)('is told for %s', async (_, rules, by, expected) => {
    expect(await here(rules, by)).toEqual(expected);
  });

  it('is nothing while the configuration cannot be read, and says so', async () => {
    const book = createPolicyBook({ rules: [rule({ deeds: DEEDS })], windows: [] });
    book.replace({ why: 'policy[0]: broken', at: 0 });
    const rights = createRights(book, directory().slack, () => undefined)(actor());
    const unreadable = no({ kind: 'unreadable', why: 'policy[0]: broken' });
    expect(Object.values(await rights.here())).toEqual(DEEDS.map(() => unreadable));
    expect(await rights.on('terminate', TASK)).toEqual(unreadable);
  });

  it('asks for the person and for each group once, and takes what is remembered', async () => {
    const { asked, slack } = directory();
    const rules = [
      rule({ deeds: DEEDS, who: ['SLEADS', 'SDOWN'], tasks: ['a'] }),
      rule({ deeds: DEEDS, who: ['SDOWN', 'SDBA'] }),
    ];
    const rights = rightsOf(rules, actor(), slack);
    await rights.here();
    await rights.on('pause', TASK);
    expect(asked).toEqual(['UALICE', 'SLEADS', 'SDOWN', 'SDBA']);
  });
});

describe('what a person may on one task', () => {
  it.each<[string, readonly Rule[], Right]>([
    ['a rule for it', [rule({ tasks: ['orders-*'] })], YES],
    ['a rule for others', [rule({ who: ['UBOB'] })], others('UBOB')],
    ['rules for other tasks only', [rule({ tasks: ['crm-*'], who: ['UBOB'] })], no({ kind: 'nobody' })],
    ['another channel', [rule({ channels: ['CX'] })], no({ kind: 'elsewhere', channels: ['CX'] })],
    ['a denial', [deny({ tags: { env: 'prod' } }), rule()], no({ kind: 'denied', rule: 1, because: null })],
    ['a silent group', [rule({ who: ['SDOWN'] }), rule()], SILENT],
  ])('is told for %s', async (_, rules, expected) => {
    expect(await rightsOf(rules).on('terminate', TASK)).toEqual(expected);
  });

  const some = <Value>(...values: Value[]) => fc.constantFrom(...values);
  const lists = <Value>(...values: Value[]) =>
    some<readonly Value[] | null>(null, null, ...values.map((value) => [value]));
  const anyRule = fc.record({
    effect: some<Rule['effect']>('allow', 'allow', 'deny'),
    deeds: some<readonly Deed[]>(['terminate'], ['terminate', 'pause'], ['pause']),
    who: some<readonly string[]>(
      ['UALICE'],
      ['SDBA'],
      ['SLEADS'],
      ['SDOWN'],
      ['everyone'],
      ['SDOWN', 'UALICE'],
    ),
    channels: lists('COPS', 'CX'),
    accounts: lists('cn', 'otc'),
    tasks: lists('orders-*', 'crm'),
    tags: some<Rule['tags']>(null, null, { env: 'prod' }, { env: 'test' }),
  });
  const anyTask = fc.record({
    account: some('cn', 'otc'),
    taskId: fc.constant('i1'),
    instanceId: fc.constant(null),
    name: some('orders-prod', 'crm'),
    tags: some(null, {}, { env: 'prod' }, { env: 'test' }),
  });

  it('is what the policy would say to a press, and then something may be done here at all', async () => {
    let allowed = 0;
    const question = [
      fc.array(anyRule, { minLength: 1, maxLength: 5 }),
      anyTask,
      some<Deed>('terminate', 'pause'),
      some('UALICE', 'UALICE', 'UALICE', 'UBOB', 'UGUEST', 'UDOWN'),
      some('COPS', 'COPS', 'CX', null),
    ] as const;
    await fc.assert(
      fc.asyncProperty(...question, async (parts, task, deed, userId, channelId) => {
        const rules = parts.map((part) => rule(part));
        const by = actor(userId, channelId);
        const { slack } = directory();
        const policy = createPolicy(createPolicyBook({ rules, windows: [] }), slack);
        const verdict = await policy.judge(by, deed, task);
        const rights = rightsOf(rules, by, slack);
        expect((await rights.on(deed, task)).may).toBe(verdict.allowed);
        if (!verdict.allowed) return;
        allowed += 1;
        expect((await rights.here())[deed]).toEqual(YES);
      }),
      { numRuns: 3000 },
    );
    expect(allowed).toBeGreaterThan(100);
  });
});
