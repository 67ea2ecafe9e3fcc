import { describe, expect, it } from 'vitest';
import type { Around } from '../../src/lifecycle/around.ts';
import type { Confirmation, PlanOutcome } from '../../src/lifecycle/outcome.ts';
import { type Actor, ProviderError } from '../../src/lifecycle/ports.ts';
import { CONFIRMATION } from '../../src/lifecycle/rows.ts';
import { dtsTask } from './tasks.ts';
import { ALICE, BOB, MINUTE, NOBODY, type World, world } from './world.ts';

type Press = (night: World, id: string, actor: Actor) => Promise<PlanOutcome>;

const PRESSES: readonly (readonly [string, Press])[] = [
  ['look again', (night, id, actor) => night.lifecycle.lookAgain({ id, actor })],
  ['writes are stopped', (night, id, actor) => night.lifecycle.declareWritesStopped({ id, actor })],
  ['purpose', (night, id, actor) => night.lifecycle.choosePurpose({ id, actor, purpose: 'cut-over' })],
];

/** The text of a line of a plan; `undefined` where it has none of this label. */
function textOf(outcome: PlanOutcome, label: string): string | undefined {
  if (outcome.kind !== 'plan') throw new Error(`no plan but ${JSON.stringify(outcome)}`);
  return outcome.plan.lines.find((line) => line.label === label)?.text;
}

async function readAgainFor(night: World, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    night.pass(1000);
    await night.lifecycle.readAgain();
  }
}

describe.each(PRESSES)('a press on an open plan: %s', (word, press) => {
  it('is the owner’s alone', async () => {
    const night = world();
    const { id } = await night.plan();
    expect(await press(night, id, BOB)).toMatchObject({ objection: { kind: 'not-yours' } });
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'plan.press-refused',
      press: word,
      actor: 'UBOB',
      confirmation: id,
      why: 'not-yours',
    });
  });

  it('is nobody’s once it is used, expired or unknown', async () => {
    const night = world();
    const { id } = await night.plan();
    expect(await press(night, 'c-none', ALICE)).toMatchObject({ objection: { kind: 'unknown' } });
    const old = await night.plan('terminate', 'DRS-shop-prod');
    await night.press(id);
    expect(await press(night, id, ALICE)).toMatchObject({ objection: { kind: 'already' } });
    night.pass(15 * MINUTE);
    expect(await press(night, old.id, ALICE)).toMatchObject({ objection: { kind: 'expired' } });
  });

  it('shows nothing to a person who may no longer read, or no longer end the task', async () => {
    const night = world();
    const { id } = await night.plan();
    night.policy.may.delete('UALICE');
    expect(await press(night, id, ALICE)).toMatchObject({ objection: { kind: 'not-allowed' } });
    night.policy.readers = new Set(['UBOB']);
    expect(await press(night, id, ALICE)).toMatchObject({
      objection: { kind: 'not-allowed', why: 'Guests see nothing here.' },
    });
  });

  it('keeps the confirmation, what it is bound to and its expiry, and changes nothing in a cloud', async () => {
    const night = world();
    const plan = await night.plan();
    night.pass(5 * MINUTE);
    const outcome = await press(night, plan.id, ALICE);
    if (outcome.kind !== 'plan') throw new Error('no plan');
    const { id, expiresAt, fingerprints, tasks, shownAt, requester, reason } = outcome.confirmation;
    expect({ id, expiresAt, fingerprints, tasks, shownAt, requester, reason }).toEqual({
      id: plan.id,
      expiresAt: plan.expiresAt,
      fingerprints: plan.fingerprints,
      tasks: plan.tasks,
      shownAt: plan.shownAt,
      requester: plan.requester,
      reason: plan.reason,
    });
    expect(outcome.plan.expiresAt).toBe(plan.expiresAt);
    expect(night.dts.sends).toEqual([]);
    expect((await night.press(plan.id)).state).toBe('ending');
  });

  it('works on a plan that an earlier version has kept', async () => {
    const night = world();
    const plan = await night.plan();
    const row = await night.store.read<Confirmation>(CONFIRMATION, plan.id);
    const { around: _, ...old } = plan;
    await night.store.commit([
      { kind: CONFIRMATION, id: plan.id, expect: row?.version ?? 0, value: old, dueAt: null },
    ]);
    expect(await press(night, plan.id, ALICE)).toMatchObject({ kind: 'plan' });
  });

  it('leaves what was shown in the audit log', async () => {
    const night = world();
    const { id } = await night.plan();
    await press(night, id, ALICE);
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'plan.shown-again',
      confirmation: id,
      actor: 'UALICE',
      fingerprints: [expect.objectContaining({ stage: 'running' })],
      readiness: [expect.arrayContaining([expect.objectContaining({ label: 'Lag' })])],
      lines: expect.arrayContaining([expect.objectContaining({ label: 'Also here' })]),
      around: { kind: 'known', around: NOBODY },
    });
  });
});

describe('looking again', () => {
  it('shows the readings that were made meanwhile, and one of this moment', async () => {
    const night = world();
    const { id } = await night.plan();
    await readAgainFor(night, 30);
    const looks = night.dts.looks;
    night.pass(5_000);
    expect(textOf(await night.lifecycle.lookAgain({ id, actor: ALICE }), 'Lag')).toMatch(
      /^0 s; highest of 4 readings in 35 s/,
    );
    expect(night.dts.looks).toBe(looks + 1);
  });

  it('says how the task differs from what was shown, and that the press would find it void', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.change(dtsTask(), { stage: 'failed', status: 'Failed' });
    const outcome = await night.lifecycle.lookAgain({ id, actor: ALICE });
    expect(outcome).toMatchObject({
      plan: { changed: [{ label: 'State', shown: 'running', now: 'failed' }] },
    });
    expect(textOf(outcome, 'State')).toBe('failed (Failed)');
    night.dts.change(dtsTask(), { stage: 'running', status: 'Synchronizing' });
    night.pass(1000);
    const back = await night.lifecycle.lookAgain({ id, actor: ALICE });
    expect(back.kind === 'plan' && back.plan.changed).toBeUndefined();
    expect(textOf(back, 'Lag')).toMatch(/highest of 3 readings/);
    expect((await night.press(id)).state).toBe('ending');
  });

  it('looks at a task that has nothing to be ready for, too', async () => {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'failed', status: 'Failed' });
    const { id } = await night.plan();
    night.dts.change(dtsTask(), { name: 'orders-old' });
    night.pass(MINUTE);
    expect(await night.lifecycle.lookAgain({ id, actor: ALICE })).toMatchObject({
      plan: { tasks: [{ name: 'orders-old', readAt: night.now() }], changed: [{ label: 'Name' }] },
    });
  });

  it('counts no drift as a difference where nobody needs the task', async () => {
    const night = world();
    const { id } = await night.plan();
    await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'no-longer-needed' });
    night.dts.change(dtsTask(), { stage: 'failed', status: 'Failed' });
    const outcome = await night.lifecycle.lookAgain({ id, actor: ALICE });
    expect(outcome.kind === 'plan' && outcome.plan.changed).toBeUndefined();
    expect(textOf(outcome, 'State')).toBe('failed (Failed)');
    expect(outcome.kind === 'plan' && outcome.confirmation.readiness).toEqual([[]]);
  });

  it('says that the cloud no longer shows the task', async () => {
    const night = world();
    const { id } = await night.plan();
    night.pass(1000);
    night.dts.trouble = () => 'not-found';
    expect(await night.lifecycle.lookAgain({ id, actor: ALICE })).toMatchObject({
      plan: { changed: [{ label: 'State', now: 'the cloud no longer shows the task' }] },
    });
  });

  it('shows what is known, with its age, while the cloud does not answer', async () => {
    const night = world();
    const plan = await night.plan();
    night.pass(MINUTE);
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    const outcome = await night.lifecycle.lookAgain({ id: plan.id, actor: ALICE });
    if (outcome.kind !== 'plan') throw new Error('no plan');
    expect(outcome.plan.changed).toBeUndefined();
    expect(outcome.plan.lines[0]).toMatchObject({ label: 'State', at: plan.shownAt });
  });
});

describe('what lives around', () => {
  const crm: Around = {
    ...NOBODY,
    neighbours: [
      {
        taskId: 'i1',
        name: 'crm-feed (cn-shanghai, running)',
        reads: ['rm-bp1162'],
        writes: [],
        atWork: true,
      },
    ],
  };

  it('is in the plan, and kept with it', async () => {
    const night = world();
    Object.assign(night.ports, { around: async () => crm });
    const outcome = await night.ask('terminate');
    expect(outcome).toMatchObject({ confirmation: { around: { kind: 'known', around: crm } } });
    expect(outcome.kind === 'plan' && textOf(outcome, 'Also here')).toBe(
      'crm-feed (cn-shanghai, running) reads rm-bp1162 and goes on. Looked in 2 regions, 2 accounts, 2 tasks; all answered',
    );
  });

  it('blocks no plan while it is sought, and is there when looked at again', async () => {
    const night = world();
    let found: (around: Around) => void = () => undefined;
    const search = new Promise<Around>((resolve) => {
      found = resolve;
    });
    let over = false;
    Object.assign(night.ports, {
      around: () => search,
      within: <T>(milliseconds: number, work: Promise<T>) =>
        milliseconds === 1_000 && !over ? Promise.resolve(null) : work,
    });
    const first = await night.ask('terminate');
    if (first.kind !== 'plan') throw new Error('no plan');
    for (const label of ['Also here', 'Way back'])
      expect(textOf(first, label)).toBe('not known yet: I am still looking; look again in a moment');
    const { id } = first.confirmation;
    expect(textOf(await night.lifecycle.lookAgain({ id, actor: ALICE }), 'Also here')).toMatch(/^not known/);
    found(crm);
    over = true;
    expect(textOf(await night.lifecycle.lookAgain({ id, actor: ALICE }), 'Also here')).toMatch(/^crm-feed/);
  });

  it('asks for no newer search than the one that was begun for the plan, until that is over', async () => {
    const night = world();
    const asked: number[] = [];
    let slow = true;
    Object.assign(night.ports, {
      around: async (_: unknown, since: number) => {
        asked.push(since);
        return crm;
      },
      within: <T>(milliseconds: number, work: Promise<T>) =>
        milliseconds === 1_000 && slow ? Promise.resolve(null) : work,
    });
    const plan = await night.plan();
    night.pass(5 * MINUTE);
    slow = false;
    await night.lifecycle.lookAgain({ id: plan.id, actor: ALICE });
    night.pass(5 * MINUTE);
    slow = true;
    const kept = await night.lifecycle.lookAgain({ id: plan.id, actor: ALICE });
    expect(asked.map((since) => (since - plan.shownAt) / MINUTE)).toEqual([-1, -1, 9]);
    expect(textOf(kept, 'Also here')).toMatch(/^crm-feed/);
  });

  it('is not known where the search fails, and keeps nobody from a plan or its end', async () => {
    const night = world();
    Object.assign(night.ports, { around: () => Promise.reject(new Error('a bug')) });
    const outcome = await night.ask('terminate');
    if (outcome.kind !== 'plan') throw new Error('no plan');
    expect(textOf(outcome, 'Also here')).toBe(
      'not known: the search for other tasks failed; look again in a moment',
    );
    expect((await night.press(outcome.confirmation.id)).state).toBe('ending');
  });

  it.each(['pause', 'release'] as const)('is not sought for a %s that ends nothing', async (action) => {
    const night = world();
    if (action === 'release') night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    Object.assign(night.ports, { around: () => Promise.reject(new Error('not to be asked')) });
    const outcome = await night.ask(action);
    expect(outcome.kind === 'plan' && outcome.confirmation.around).toBeUndefined();
    expect(outcome.kind === 'plan' && textOf(outcome, 'Also here')).toBeUndefined();
  });
});

describe('writes that are declared stopped', () => {
  it('are not said, then said, then read since', async () => {
    const night = world();
    const outcome = await night.ask('terminate');
    if (outcome.kind !== 'plan') throw new Error('no plan');
    expect(textOf(outcome, 'Writes')).toBe('not said to be stopped');
    const { id } = outcome.confirmation;
    night.pass(1000);
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    const said = await night.lifecycle.declareWritesStopped({ id, actor: ALICE });
    expect(textOf(said, 'Writes')).toBe('said to be stopped, no reading since');
    expect(said.kind === 'plan' && said.plan.lines.find(({ label }) => label === 'Writes')).toMatchObject({
      said: { by: 'UALICE', at: night.now() },
      loud: true,
    });
    night.dts.trouble = () => null;
    await readAgainFor(night, 30);
    expect(textOf(await night.lifecycle.lookAgain({ id, actor: ALICE }), 'Writes')).toBe(
      'said to be stopped, 3 readings since',
    );
  });

  it('are read at once, and go on record with who and when', async () => {
    const night = world();
    const { id } = await night.plan();
    night.pass(1000);
    const said = await night.lifecycle.declareWritesStopped({ id, actor: ALICE });
    expect(textOf(said, 'Writes')).toBe('said to be stopped, 1 reading since');
    expect(night.store.audit.filter(({ type }) => type === 'plan.writes-stopped')).toMatchObject([
      { actor: 'UALICE', at: new Date(night.now()).toISOString(), confirmation: id },
    ]);
    const { writesStopped } = (await night.press(id)) ?? {};
    expect(writesStopped).toEqual({ by: 'UALICE', at: night.now() });
    expect(night.store.audit.find(({ type }) => type === 'ending.confirmed')).toMatchObject({
      writesStopped,
    });
  });

  it('make a lag that grows after it doubtful, also where it was never within the limit', async () => {
    const night = world();
    night.dts.change(dtsTask(), { lag: { milliseconds: 5_000 } });
    const { id } = await night.plan();
    night.pass(1000);
    await night.lifecycle.declareWritesStopped({ id, actor: ALICE });
    night.dts.change(dtsTask(), { lag: { milliseconds: 20_000 } });
    night.pass(15_000);
    expect(textOf(await night.lifecycle.lookAgain({ id, actor: ALICE }), 'Lag')).toMatch(
      /^20 s; .*it has grown since writes were said to be stopped: the figure can be wrong while the source is idle; write one row on the source and look again/,
    );
    night.dts.change(dtsTask(), { lag: { milliseconds: 3_000 } });
    night.pass(15_000);
    expect(textOf(await night.lifecycle.lookAgain({ id, actor: ALICE }), 'Lag')).toMatch(
      /the destination is behind/,
    );
  });

  it('have no say in a plan that has nothing to be ready for', async () => {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'failed', status: 'Failed' });
    const { id } = await night.plan();
    expect(await night.lifecycle.declareWritesStopped({ id, actor: ALICE })).toMatchObject({
      objection: { kind: 'not-allowed' },
    });
  });

  it('of a full load are said, and no lag is asked for', async () => {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'full-load', fullLoad: 'running', status: 'Initializing' });
    const { id } = await night.plan();
    expect(textOf(await night.lifecycle.declareWritesStopped({ id, actor: ALICE }), 'Writes')).toBe(
      'said to be stopped',
    );
  });
});

describe('pausing as the wiser step', () => {
  const wiser = async (night: World) => {
    const outcome = await night.ask('terminate');
    return outcome.kind === 'plan' ? textOf(outcome, 'Wiser') : undefined;
  };

  it('is named where something measured stands against the end', async () => {
    const night = world();
    expect(await wiser(night)).toBeUndefined();
    night.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } });
    expect(await wiser(night)).toMatch(/^wait, or pause instead: .*6 hours.*7 days/);
    night.dts.change(dtsTask(), { stage: 'full-load', fullLoad: 'running', status: 'Initializing' });
    expect(await wiser(night)).toMatch(/^wait, or pause instead/);
    night.dts.change(dtsTask(), { stage: 'failed', status: 'Failed' });
    expect(await wiser(night)).toBeUndefined();
  });

  it('is not, where nobody needs the task', async () => {
    const night = world();
    night.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } });
    const { id } = await night.plan();
    const chosen = await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'no-longer-needed' });
    expect(textOf(chosen, 'Wiser')).toBeUndefined();
    expect(textOf(chosen, 'Or pause')).toMatch(/6 hours/);
  });
});

describe('a refused end of a task that could be paused', () => {
  const PAUSE = {
    kind: 'plan',
    action: 'pause',
    text: expect.stringMatching(/^Or pause it instead: .*24 hours/),
  };

  it('names the pause as a way, to whoever may do that', async () => {
    const night = world();
    const trouble = { trouble: { code: null, text: 'no connection', reads: 2 as const } };
    night.drs.change((await night.drs.list()).tasks[0] ?? dtsTask(), trouble);
    const refused = await night.ask('terminate', 'DRS-shop-prod');
    expect(refused).toMatchObject({ kind: 'refused' });
    expect(refused.kind === 'refused' && refused.ways).toContainEqual(PAUSE);
    night.policy.may.delete('UALICE');
    const other = await night.ask('terminate', 'DRS-shop-prod');
    expect(other.kind === 'refused' && other.ways).not.toContainEqual(PAUSE);
  });

  it('names it to a person who may pause the task and not end it', async () => {
    const night = world();
    const judge = night.policy.judge.bind(night.policy);
    const no = { allowed: false, why: 'The policy allows it to UBOB.' };
    Object.assign(night.policy, {
      judge: async (...asked: Parameters<typeof judge>) => (asked[1] === 'pause' ? judge(...asked) : no),
    });
    expect(await night.ask('terminate', 'DRS-shop-prod')).toMatchObject({
      kind: 'refused',
      why: 'The policy allows it to UBOB.',
      ways: [PAUSE],
    });
  });

  it('does not name it under a hold, nor where no pause exists', async () => {
    const night = world();
    night.drs.change((await night.drs.list()).tasks[0] ?? dtsTask(), {
      kind: 'disaster-recovery',
      trouble: { code: null, text: 'no connection', reads: 2 },
    });
    const refused = await night.ask('terminate', 'DRS-shop-prod');
    expect(
      refused.kind === 'refused' && refused.ways.map((way) => way.kind === 'plan' && way.action),
    ).not.toContain('pause');
  });
});
