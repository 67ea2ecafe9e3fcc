import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../src/lifecycle/ports.ts';
import type { Point } from '../../src/lifecycle/settings.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { dtsTask } from './tasks.ts';
import { ALICE, BOB, CAROL, Crash, HOUR, MINUTE, world } from './world.ts';

const OVER = { stage: 'ended', status: 'Finished' } as const;

describe('a process that dies', () => {
  async function dead(point: Point) {
    const night = world();
    night.dts.onSend = (_, task) => night.dts.change(task, OVER);
    const { id } = await night.plan();
    night.dieAt(point);
    await expect(night.press(id)).rejects.toThrow(Crash);
    const [ending] = await night.endings();
    if (ending === undefined) throw new Error('the ending is lost');
    return { night, confirmation: id, id: ending.id };
  }

  it.each(['taken', 'checked', 'before-intent'] as const)(
    'at "%s" has sent nothing, says so after the restart, and frees the task',
    async (point) => {
      const { night, id, confirmation } = await dead(point);
      await night.restart();
      expect(await night.read(id)).toMatchObject({ state: 'refused', why: /before anything was sent/ });
      expect(night.dts.sends).toEqual([]);
      expect(await night.lifecycle.confirm({ id: confirmation, actor: ALICE, typed: null })).toMatchObject({
        objection: { kind: 'already', endings: [{ state: 'refused' }] },
      });
      expect((await night.ask('terminate')).kind).toBe('plan');
    },
  );

  it('at "intent" may have sent: the cloud is read, never called, and a person is asked in the end', async () => {
    const { night, id } = await dead('intent');
    await night.restart();
    expect((await night.read(id)).state).toBe('outcome-unknown');
    await night.watchFor(70);
    expect((await night.read(id)).state).toBe('needs-human');
    expect(night.dts.sends).toEqual([]);
    expect(await night.plan()).toMatchObject({ earlier: id });
  });

  it('at "called" has sent once: the cloud shows the end', async () => {
    const { night, id } = await dead('called');
    expect((await night.read(id)).state).toBe('executing');
    await night.restart();
    expect((await night.read(id)).state).toBe('outcome-unknown');
    await night.watchFor(2);
    expect((await night.read(id)).state).toBe('ended');
    expect(night.dts.sends).toHaveLength(1);
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('at "answered" goes on looking', async () => {
    const { night, id } = await dead('answered');
    await night.restart();
    expect((await night.read(id)).state).toBe('ending');
    await night.watchFor(2);
    expect((await night.read(id)).state).toBe('ended');
    expect(night.dts.sends).toHaveLength(1);
  });

  it('at "ended" has its checklist due', async () => {
    const night = world();
    const { id } = await night.end();
    night.dts.change(dtsTask(), OVER);
    await night.watchFor(1);
    night.dieAt('ended');
    await expect(night.watchFor(1)).rejects.toThrow(Crash);
    await night.restart();
    expect((await night.read(id)).state).toBe('ended');
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it.each(['taken', 'checked', 'before-intent', 'intent', 'called', 'answered'] as const)(
    'at "%s" and is never restarted leaves nothing in limbo for another one',
    async (point) => {
      const { night, id } = await dead(point);
      night.dieAt(null);
      for (let round = 0; round < 80; round += 1) await night.watchFor(1, MINUTE);
      expect(['refused', 'ended', 'needs-human']).toContain((await night.read(id)).state);
      expect(night.dts.sends.length).toBeLessThanOrEqual(1);
    },
  );

  it('at the second agreement keeps it, and sends nothing', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.end();
    night.dieAt('checked');
    await expect(night.lifecycle.approve({ id, actor: BOB })).rejects.toThrow(Crash);
    await night.restart();
    expect(await night.read(id)).toMatchObject({ state: 'refused', approvals: [{ userId: 'UBOB' }] });
    expect(night.dts.sends).toEqual([]);
  });
});

describe('a process that stalls until another one has given it up', () => {
  async function stalled(at: 'look' | 'send') {
    const night = world();
    const { id } = await night.plan();
    night.dts.meanwhile = async (what) => {
      if (what !== at) return;
      night.dts.meanwhile = () => Promise.resolve();
      night.pass(6 * MINUTE);
      await night.watch();
    };
    return { night, id };
  }

  it('in its look sends nothing when it comes back', async () => {
    const { night, id } = await stalled('look');
    expect(await night.press(id)).toMatchObject({
      state: 'refused',
      why: /interrupted before anything was sent/,
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('in its call does not write over what was found meanwhile, and does not call again', async () => {
    const { night, id } = await stalled('send');
    night.dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: null }];
    await expect(night.press(id)).rejects.toThrow('could not be recorded');
    expect((await night.endings())[0]?.state).toBe('outcome-unknown');
    expect(night.dts.sends).toHaveLength(1);
    night.dts.change(dtsTask(), OVER);
    await night.watchFor(2);
    expect((await night.endings())[0]?.state).toBe('ended');
  });
});

describe('a store that fails', () => {
  const disk = (types: readonly string[]) => (_: unknown, audit: readonly { type: string }[]) => {
    if (audit.some(({ type }) => types.includes(type))) throw new Error('ENOSPC');
  };

  it('before the intent leaves the call unsent', async () => {
    const night = world();
    const { id } = await night.plan();
    night.store.beforeCommit = disk(['ending.executing']);
    await expect(night.press(id)).rejects.toThrow('ENOSPC');
    expect(night.dts.sends).toEqual([]);
    night.store.beforeCommit = () => undefined;
    await night.restart();
    expect((await night.endings())[0]?.state).toBe('refused');
  });

  it('at the confirmation takes nothing', async () => {
    const night = world();
    const { id } = await night.plan();
    night.store.beforeCommit = disk(['ending.confirmed']);
    await expect(night.press(id)).rejects.toThrow('ENOSPC');
    expect(await night.endings()).toEqual([]);
    night.store.beforeCommit = () => undefined;
    expect((await night.press(id)).state).toBe('ending');
  });

  it('at the answer leaves the ending executing; it is read later, and never called', async () => {
    const night = world();
    night.dts.onSend = (_, task) => night.dts.change(task, OVER);
    const { id } = await night.plan();
    night.store.beforeCommit = disk(['ending.answered']);
    await expect(night.press(id)).rejects.toThrow('ENOSPC');
    const [ending] = await night.endings();
    expect(ending?.state).toBe('executing');
    night.store.beforeCommit = () => undefined;
    expect(await night.ask('terminate')).toMatchObject({ kind: 'refused' });
    await night.watchFor(1, 4 * MINUTE);
    expect((await night.endings())[0]?.state, 'the call may still be on its way').toBe('executing');
    await night.watchFor(3, MINUTE);
    expect((await night.endings())[0]?.state).toBe('ended');
    expect(night.dts.sends).toHaveLength(1);
  });
});

describe('a cloud client that breaks its promise and throws', () => {
  it('leaves the ending to be read, and is not called again', async () => {
    const night = world();
    night.dts.answers = [new TypeError('cannot read properties of undefined')];
    await expect(night.end()).rejects.toThrow(TypeError);
    await night.watchFor(20, MINUTE);
    expect((await night.endings())[0]?.state).toBe('needs-human');
    expect(night.dts.sends).toHaveLength(1);
  });
});

/* Any order of presses, agreements, deaths, readings and pauses. */
type Step =
  | {
      readonly do:
        | 'press'
        | 'press-again'
        | 'approve'
        | 'approve-too'
        | 'withdraw'
        | 'plan'
        | 'watch'
        | 'restart';
    }
  | { readonly do: 'die'; readonly at: Point }
  | { readonly do: 'show'; readonly task: Partial<Task> }
  | { readonly do: 'answer'; readonly outcome: CallOutcome }
  | { readonly do: 'pass'; readonly milliseconds: number };

const POINTS: readonly Point[] = [
  'taken',
  'checked',
  'before-intent',
  'intent',
  'called',
  'answered',
  'ended',
];
const SHOWN: readonly Partial<Task>[] = [
  { stage: 'running', status: 'Synchronizing' },
  OVER,
  { stage: 'failed', status: 'Failed' },
  { stage: 'paused', status: 'Suspending' },
  { stage: 'unknown', status: 'Sleeping' },
];
const ANSWERS: readonly CallOutcome[] = [
  { kind: 'accepted', requestId: null },
  { kind: 'refused', code: 'No', message: 'no', requestId: null, permission: null },
  { kind: 'unknown', why: 'time-out', requestId: null },
];
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constantFrom(
        ...([
          'press',
          'press-again',
          'approve',
          'approve-too',
          'withdraw',
          'plan',
          'watch',
          'restart',
        ] as const),
      ),
    }),
  },
  fc.record({ do: fc.constant('die' as const), at: fc.constantFrom(...POINTS) }),
  fc.record({ do: fc.constant('show' as const), task: fc.constantFrom(...SHOWN) }),
  fc.record({ do: fc.constant('answer' as const), outcome: fc.constantFrom(...ANSWERS) }),
  fc.record({
    do: fc.constant('pass' as const),
    milliseconds: fc.constantFrom(1_000, 10_000, MINUTE, 16 * MINUTE, HOUR),
  }),
);

async function run(approvals: number, steps: readonly Step[]) {
  const night = world();
  night.policy.approvals = approvals;
  let plan = (await night.plan()).id;
  const id = async () => (await night.endings()).at(-1)?.id ?? 'none';
  const one = async (next: Step): Promise<unknown> => {
    const { lifecycle } = night;
    switch (next.do) {
      case 'press':
        return Promise.all([1, 2].map(() => lifecycle.confirm({ id: plan, actor: ALICE, typed: null })));
      case 'press-again':
        return lifecycle.confirm({ id: await id(), actor: ALICE, typed: null });
      case 'approve':
        return lifecycle.approve({ id: await id(), actor: BOB });
      case 'approve-too':
        return lifecycle.approve({ id: await id(), actor: CAROL });
      case 'withdraw':
        return lifecycle.withdraw({ id: await id(), actor: ALICE });
      case 'plan': {
        const outcome = await night.ask('terminate');
        if (outcome.kind === 'plan') plan = outcome.confirmation.id;
        return outcome;
      }
      case 'watch':
        return night.watch();
      case 'restart':
        return night.restart();
      case 'die':
        return night.dieAt(next.at);
      case 'show':
        return night.dts.change(dtsTask(), next.task);
      case 'answer':
        return void night.dts.answers.push(next.outcome);
      case 'pass':
        return night.pass(next.milliseconds);
    }
  };
  for (const next of steps)
    await one(next).catch((error: unknown) => {
      if (!(error instanceof Crash)) throw error;
    });
  return night;
}

describe('whatever happens in whatever order', () => {
  it('an ending sends at most one call, and only what a person confirmed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 2 }),
        fc.array(step, { minLength: 3, maxLength: 25 }),
        async (approvals, steps) => {
          const night = await run(approvals, steps);
          const intents = night.store.audit.filter(({ type }) => type === 'ending.executing');
          const confirmed = night.store.audit.filter(({ type }) => type === 'ending.confirmed');
          const byEnding = intents.map((event) => event['ending']);
          expect(new Set(byEnding).size, 'one intent an ending').toBe(byEnding.length);
          expect(night.dts.sends.length, 'no call without an intent').toBeLessThanOrEqual(intents.length);
          expect(confirmed.map((event) => event['ending'])).toEqual(expect.arrayContaining(byEnding));
          for (const ending of await night.endings())
            if (ending.call !== null) expect(ending.approvals.length).toBeGreaterThanOrEqual(approvals);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('nothing stays in limbo: left alone, every ending comes to a word that frees its task', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1 }),
        fc.array(step, { minLength: 3, maxLength: 15 }),
        async (approvals, steps) => {
          const night = await run(approvals, steps);
          await night.restart();
          night.dts.change(dtsTask(), OVER);
          await night.watchFor(8, 30 * MINUTE);
          for (const { state } of await night.endings())
            expect(['ended', 'failed', 'refused', 'void', 'expired', 'withdrawn']).toContain(state);
          expect(await night.ask('terminate')).toMatchObject({ kind: 'refused', nothingToDo: true });
        },
      ),
      { numRuns: 150 },
    );
  });
});
