import { describe, expect, it } from 'vitest';
import { FINGERPRINT_FIELDS, fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import { PURPOSES, voidingDifferences } from '../../src/lifecycle/purpose.ts';
import type { Stage, Task } from '../../src/lifecycle/task.ts';
import { drsTask, dtsTask } from './tasks.ts';
import { ALICE, BOB, HOUR, type World, world } from './world.ts';

/** Every stage, and whether a task that nobody needs may drift from or to it. */
const STAGES: Readonly<Record<Stage, boolean>> = {
  creating: false,
  'create-failed': false,
  configuring: false,
  waiting: false,
  starting: false,
  'start-failed': false,
  'full-load': false,
  running: true,
  retrying: true,
  failed: true,
  paused: false,
  changing: false,
  'change-failed': false,
  repairing: false,
  'repair-failed': false,
  locked: false,
  ending: false,
  'end-failed': false,
  ended: false,
  gone: false,
  'sub-task': false,
  unknown: false,
};
const ALL = Object.keys(STAGES) as Stage[];
const PAIRS = ALL.flatMap((was) => ALL.map((now) => [was, now] as const));

function voids(was: Stage, now: Stage, purpose: Parameters<typeof voidingDifferences>[3]): boolean {
  const shown = fingerprintOf('terminate', dtsTask({ stage: was }));
  return voidingDifferences(shown, 'terminate', dtsTask({ stage: now }), purpose).length > 0;
}

describe('a stage that has changed since the plan was shown', () => {
  it.each([undefined, 'cut-over'] as const)('voids it, whichever it is, for the purpose %s', (purpose) => {
    for (const [was, now] of PAIRS) expect(voids(was, now, purpose), `${was} → ${now}`).toBe(was !== now);
  });

  it('voids it for a task that nobody needs, but for drift among failed, retrying and running', () => {
    for (const [was, now] of PAIRS) {
      const drifts = STAGES[was] && STAGES[now];
      expect(voids(was, now, 'no-longer-needed'), `${was} → ${now}`).toBe(was !== now && !drifts);
    }
  });
});

describe('every other field', () => {
  const shown = fingerprintOf('terminate', dtsTask({ stage: 'failed' }));
  const others = FINGERPRINT_FIELDS.filter(({ key }) => key !== 'stage');

  it.each(others.map(({ key, label }) => [key, label]))(
    'voids the plan whatever the purpose: %s',
    (key, label) => {
      for (const purpose of [undefined, ...PURPOSES]) {
        const before = { ...shown, [key]: 'something else' };
        const found = voidingDifferences(before, 'terminate', dtsTask({ stage: 'running' }), purpose);
        const stage = purpose === 'no-longer-needed' ? [] : ['State'];
        expect(new Set(found.map((one) => one.label))).toEqual(new Set([label, ...stage]));
      }
    },
  );
});

const DRIFTS: readonly (readonly [Stage, Stage])[] = [
  ['failed', 'running'],
  ['failed', 'retrying'],
  ['retrying', 'running'],
  ['retrying', 'failed'],
  ['running', 'failed'],
  ['running', 'retrying'],
];

async function shownAs(stage: Stage) {
  const night = world();
  night.dts.change(dtsTask(), { stage });
  const { id } = await night.plan();
  return { night, id };
}

describe('an end of a task that is no longer needed', () => {
  it.each(DRIFTS)('goes on when it was %s and is %s', async (was, now) => {
    const { night, id } = await shownAs(was);
    await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'no-longer-needed' });
    night.dts.change(dtsTask(), { stage: now, lag: { milliseconds: 300_000 } });
    expect(await night.press(id)).toMatchObject({ state: 'ending', purpose: 'no-longer-needed' });
    expect(night.dts.sends).toHaveLength(1);
  });

  it.each(DRIFTS)('is void for a cut-over, chosen or not, when it was %s and is %s', async (was, now) => {
    for (const purpose of [null, 'cut-over'] as const) {
      const { night, id } = await shownAs(was);
      if (purpose !== null) await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose });
      night.dts.change(dtsTask(), { stage: now });
      expect(await night.press(id)).toMatchObject({ state: 'void', why: expect.stringContaining('State') });
      expect(night.dts.sends).toEqual([]);
    }
  });

  it('is judged by the rules again in the stage that it drifted to', async () => {
    const night = world();
    const { id } = await night.plan('terminate', 'DRS-shop-prod');
    await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'no-longer-needed' });
    night.drs.change(drsTask(), { stage: 'failed', status: 'INCRE_TRANSFER_FAILED' });
    expect(await night.press(id)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('is in trouble'),
    });
    expect(night.drs.sends).toEqual([]);
  });

  it('is judged by the policy again: what its rule requires must be known of a task that runs again', async () => {
    const { night, id } = await shownAs('failed');
    night.policy.readiness = 'required';
    await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'no-longer-needed' });
    night.dts.change(dtsTask(), { stage: 'running' });
    expect(await night.press(id)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('it is not ready'),
    });
  });

  it('drifts while others are asked to agree, too', async () => {
    const night = world({ approvalMs: 5 * HOUR });
    night.policy.approvals = 1;
    night.dts.change(dtsTask(), { stage: 'failed' });
    const { id } = await night.plan();
    await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'no-longer-needed' });
    const waiting = await night.press(id);
    night.dts.change(dtsTask(), { stage: 'running' });
    await night.lifecycle.approve({ id: waiting.id, actor: BOB });
    expect((await night.read(waiting.id)).state).toBe('ending');
  });
});

const LATE: Partial<Task> = { lag: { milliseconds: 42_000 } };

async function late(readiness: 'shown' | 'required') {
  const night = world();
  night.policy.readiness = readiness;
  night.dts.change(dtsTask(), LATE);
  return { night, plan: await night.plan() };
}

function inForm(night: World, id: string, purpose: 'cut-over' | 'no-longer-needed') {
  const typed = { name: null, reason: 'the shop is closed' };
  return night.lifecycle.confirm({ id, actor: ALICE, typed, purpose });
}

describe('readiness of a task that is no longer needed', () => {
  it('asks for no tick where it is only shown, and goes on showing the figures', async () => {
    const { night, plan } = await late('shown');
    const chosen = await night.lifecycle.choosePurpose({
      id: plan.id,
      actor: ALICE,
      purpose: 'no-longer-needed',
    });
    if (chosen.kind !== 'plan') throw new Error('no plan');
    expect(night.lifecycle.factsAgainst(chosen.confirmation)).toEqual([]);
    expect(chosen.plan.lines.find(({ label }) => label === 'Lag')?.text).toMatch(/^42 s/);
    expect((await night.press(plan.id)).state).toBe('ending');
  });

  it('may be waived in the form itself', async () => {
    const { night, plan } = await late('shown');
    expect(await inForm(night, plan.id, 'no-longer-needed')).toMatchObject({ kind: 'taken' });
    expect(night.store.audit.find(({ type }) => type === 'ending.confirmed')).toMatchObject({
      purpose: 'no-longer-needed',
    });
  });

  it('counts again when the form says that it is a cut-over, and the next form asks for it', async () => {
    const { night, plan } = await late('shown');
    await night.lifecycle.choosePurpose({ id: plan.id, actor: ALICE, purpose: 'no-longer-needed' });
    expect(await inForm(night, plan.id, 'cut-over')).toMatchObject({ objection: { kind: 'not-ready' } });
    expect(night.dts.sends).toEqual([]);
    const now = await night.lifecycle.confirmation(plan.id);
    expect(now?.purpose).toBe('cut-over');
    expect(now === null ? [] : night.lifecycle.factsAgainst(now)).toHaveLength(1);
  });

  it('stays as it is where the policy requires it', async () => {
    const { night, plan } = await late('required');
    await night.lifecycle.choosePurpose({ id: plan.id, actor: ALICE, purpose: 'no-longer-needed' });
    const now = await night.lifecycle.confirmation(plan.id);
    expect(now === null ? [] : night.lifecycle.factsAgainst(now)).not.toEqual([]);
    expect(await night.lifecycle.confirm({ id: plan.id, actor: ALICE, typed: null })).toMatchObject({
      objection: { kind: 'not-ready' },
    });
  });
});

describe('choosing the purpose', () => {
  it('is on record, with who, and can be done again until it is confirmed', async () => {
    const night = world();
    const { id } = await night.plan();
    for (const purpose of ['no-longer-needed', 'cut-over'] as const)
      expect(await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose })).toMatchObject({
        kind: 'plan',
        confirmation: { id, purpose },
      });
    const said = night.store.audit.filter(({ type }) => type === 'plan.purpose');
    expect(said).toMatchObject([
      { actor: 'UALICE', confirmation: id, purpose: 'no-longer-needed' },
      { actor: 'UALICE', confirmation: id, purpose: 'cut-over' },
    ]);
    await night.press(id);
    expect(await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'cut-over' })).toMatchObject({
      objection: { kind: 'already' },
    });
  });

  it('is for an end for good only', async () => {
    const night = world();
    const { id } = await night.plan('pause');
    expect(
      await night.lifecycle.choosePurpose({ id, actor: ALICE, purpose: 'no-longer-needed' }),
    ).toMatchObject({ objection: { kind: 'not-allowed', why: expect.stringContaining('Only an end') } });
    const typed = { name: null, reason: null };
    const taken = await night.lifecycle.confirm({ id, actor: ALICE, typed, purpose: 'no-longer-needed' });
    expect(taken).toMatchObject({ kind: 'taken' });
    expect((await night.endings())[0]).not.toHaveProperty('purpose');
  });
});
