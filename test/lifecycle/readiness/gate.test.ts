import { describe, expect, it } from 'vitest';
import type { Confirmation } from '../../../src/lifecycle/outcome.ts';
import type { Fact, Known } from '../../../src/lifecycle/readiness/facts.ts';
import { dtsTask } from '../tasks.ts';
import { ALICE, BOB, HOUR, type World, world } from '../world.ts';
import { comparison } from './reads.ts';

const LATE = { lag: { milliseconds: 42_000 } };

async function gather(of: World, seconds: number): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    of.pass(1000);
    await of.lifecycle.readAgain();
  }
}

/** A night in which the task is late, and its plan. */
async function late(readiness: 'shown' | 'required' = 'shown') {
  const night = world();
  night.policy.readiness = readiness;
  night.dts.change(dtsTask(), LATE);
  return { night, plan: await night.plan() };
}

/** Presses with what was ticked, and with the reason of a form. */
function press(night: World, { id }: Confirmation, known: readonly Known[], reason: string | null = null) {
  return night.lifecycle.confirm({ id, actor: ALICE, typed: { name: null, reason }, known });
}

function knows(night: World, plan: Confirmation): readonly Fact[] {
  return night.lifecycle.factsAgainst(plan);
}

describe('readiness that is shown', () => {
  it('asks that a fact against it be known, uses nothing up, and leaves a line', async () => {
    const { night, plan } = await late();
    const outcome = await night.lifecycle.confirm({ id: plan.id, actor: ALICE, typed: null });
    expect(outcome).toMatchObject({
      kind: 'objection',
      objection: { kind: 'not-ready', facts: [{ text: 'lag is 42 s' }] },
    });
    expect(night.dts.sends).toEqual([]);
    expect(night.store.audit.at(-1)).toMatchObject({
      type: 'confirm.refused',
      why: 'not-ready',
      because: 'lag is 42 s',
    });
    expect(await press(night, plan, knows(night, plan))).toMatchObject({ kind: 'taken' });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('asks nothing where evidence is only missing, or all is fine', async () => {
    const night = world();
    const plan = await night.plan();
    expect(knows(night, plan)).toEqual([]);
    expect((await night.press(plan.id)).state).toBe('ending');
  });

  it('asks again where it became worse after it was known, by what was read meanwhile', async () => {
    const { night, plan } = await late();
    const known = knows(night, plan);
    night.dts.change(dtsTask(), { lag: { milliseconds: 300_000 } });
    await gather(night, 15);
    expect(await press(night, plan, known)).toMatchObject({
      kind: 'objection',
      objection: { kind: 'not-ready', facts: [{ text: 'lag is 300 s (5 min)' }] },
    });
  });

  it('asks nothing any more where the task has become ready long enough', async () => {
    const { night, plan } = await late();
    night.dts.change(dtsTask(), { lag: { milliseconds: 0 } });
    await gather(night, 60);
    expect(knows(night, plan)).toMatchObject([{ text: expect.stringContaining('lag was 42 s') }]);
    await gather(night, 15);
    const now = await night.lifecycle.confirmation(plan.id);
    expect(now === null ? null : knows(night, now)).toEqual([]);
    expect((await night.press(plan.id)).state).toBe('ending');
  });

  it('is judged once more before the call, by a fresh look', async () => {
    const night = world();
    const plan = await night.plan();
    night.dts.change(dtsTask(), LATE);
    const ending = await night.press(plan.id);
    expect(ending).toMatchObject({ state: 'refused', why: expect.stringContaining('lag is 42 s') });
    expect(night.dts.sends).toEqual([]);
  });

  it('finds before the call that the cloud has compared since, and found differences', async () => {
    const night = world();
    const plan = await night.plan();
    night.dts.compared = { comparisons: [comparison({ result: 'different', status: 'Inconsistency' })] };
    expect(await night.press(plan.id)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('all rows differ'),
    });
  });

  it('is judged of each direction for itself', async () => {
    const { night, plan } = await late();
    const other = knows(night, plan).map((fact) => ({
      ...fact,
      key: fact.key.replace('forward', 'reverse'),
    }));
    expect(await press(night, plan, other)).toMatchObject({ objection: { kind: 'not-ready' } });
  });

  it.each(['failed', 'paused', 'waiting', 'creating', 'retrying'] as const)(
    'is no gate for a task that is %s',
    async (stage) => {
      const night = world();
      night.dts.change(dtsTask(), { ...LATE, stage });
      const outcome = await night.ask('terminate');
      if (outcome.kind === 'plan') {
        expect(night.lifecycle.factsAgainst(outcome.confirmation)).toEqual([]);
        expect((await night.press(outcome.confirmation.id)).state).toBe('ending');
      } else expect(outcome.kind).toBe('refused');
    },
  );

  it('is on record with what was known', async () => {
    const { night, plan } = await late();
    await press(night, plan, knows(night, plan));
    const confirmed = night.store.audit.find(({ type }) => type === 'ending.confirmed');
    expect(confirmed).toMatchObject({
      known: [{ key: 'forward.lag', amount: 42_000, text: 'lag is 42 s' }],
      readiness: [expect.arrayContaining([expect.objectContaining({ standing: 'against' })])],
    });
  });
});

describe('readiness that is required', () => {
  it('is named by the form of a plan that was shown before it was required', async () => {
    const night = world();
    const plan = await night.plan();
    night.policy.readiness = 'required';
    expect(await press(night, plan, [])).toMatchObject({ objection: { kind: 'not-ready' } });
    const kept = await night.lifecycle.confirmation(plan.id);
    if (kept === null) throw new Error('it is gone');
    const known = knows(night, kept);
    expect(known.map(({ text }) => text)).toContain('the data was not compared');
    expect(await press(night, plan, known, 'INC-1')).toMatchObject({ kind: 'taken' });
  });

  it('counts what is not known as not ready', async () => {
    const night = world();
    night.policy.readiness = 'required';
    const plan = await night.plan();
    expect(knows(night, plan).map(({ text }) => text)).toEqual([
      'lag was read once, not 5 in 60 s',
      'nobody has said that writes are stopped',
      'the data was not compared',
    ]);
    expect(await press(night, plan, [])).toMatchObject({ objection: { kind: 'not-ready' } });
  });

  it('lets an end pass with nobody else once all of it is proven', async () => {
    const night = world();
    night.policy.readiness = 'required';
    night.dts.compared = { comparisons: [comparison()] };
    const plan = await night.plan();
    await night.lifecycle.declareWritesStopped({ id: plan.id, actor: ALICE });
    await gather(night, 60);
    expect((await night.press(plan.id)).state).toBe('ending');
  });

  it('is overridden only with a reason, and by one more person', async () => {
    const { night, plan } = await late('required');
    const known = knows(night, plan);
    expect(await press(night, plan, known)).toMatchObject({ objection: { kind: 'reason-needed' } });
    expect(await press(night, plan, known, '  ')).toMatchObject({ objection: { kind: 'reason-needed' } });
    const outcome = await press(night, plan, known, 'the source is dead');
    if (outcome.kind !== 'taken') throw new Error('not taken');
    const [ending] = outcome.endings;
    expect(ending).toMatchObject({ state: 'awaiting-approval', approvalsNeeded: 1 });
    expect(night.dts.sends).toEqual([]);
    await night.lifecycle.approve({ id: ending?.id ?? '', actor: BOB });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('adds that person to those whom the policy asks for', async () => {
    const { night, plan } = await late('required');
    night.policy.approvals = 1;
    const outcome = await press(night, plan, knows(night, plan), 'the source is dead');
    expect(outcome).toMatchObject({ endings: [{ approvalsNeeded: 2 }] });
  });

  it('counts as the policy asks for it now, not when the plan was shown', async () => {
    const { night, plan } = await late();
    const known = knows(night, plan);
    night.policy.readiness = 'required';
    expect(await press(night, plan, known, 'the source is dead')).toMatchObject({
      objection: { kind: 'not-ready' },
    });
  });
});

describe('every door', () => {
  async function agreed() {
    const night = world();
    night.policy.approvals = 1;
    return { night, ending: await night.end() };
  }

  it('judges readiness again at the last approval', async () => {
    const { night, ending } = await agreed();
    night.dts.change(dtsTask(), LATE);
    await night.lifecycle.approve({ id: ending.id, actor: BOB });
    expect(await night.read(ending.id)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('lag is 42 s'),
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('judges it again when the requester presses once more', async () => {
    const { night, ending } = await agreed();
    night.pass(HOUR / 2);
    await night.lifecycle.approve({ id: ending.id, actor: BOB });
    expect((await night.read(ending.id)).pressAgain).toBe(true);
    night.dts.change(dtsTask(), LATE);
    expect((await night.press(ending.id)).state).toBe('refused');
    expect(night.dts.sends).toEqual([]);
  });

  it('goes on reading while others are asked to agree', async () => {
    const night = world();
    Object.assign(night.policy, { approvals: 1, readiness: 'required' });
    night.dts.compared = { comparisons: [comparison()] };
    const plan = await night.plan();
    await night.lifecycle.declareWritesStopped({ id: plan.id, actor: ALICE });
    await gather(night, 60);
    const ending = await night.press(plan.id);
    expect(ending.state).toBe('awaiting-approval');
    await gather(night, 120);
    await night.lifecycle.approve({ id: ending.id, actor: BOB });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('sends nothing on required readiness that a restart has forgotten', async () => {
    const night = world();
    Object.assign(night.policy, { approvals: 1, readiness: 'required' });
    night.dts.compared = { comparisons: [comparison()] };
    const plan = await night.plan();
    await night.lifecycle.declareWritesStopped({ id: plan.id, actor: ALICE });
    await gather(night, 60);
    const ending = await night.press(plan.id);
    night.ports.readings.close(plan.id);
    await night.restart();
    await night.lifecycle.approve({ id: ending.id, actor: BOB });
    expect(await night.read(ending.id)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('lag was read once'),
    });
  });
});
