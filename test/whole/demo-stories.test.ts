import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STORIES } from '../../src/demo/backstage/stories/all-stories.ts';
import type { Demo } from '../../src/demo/demo.ts';
import {
  actsBackstage,
  actsPressesAndChooses,
  actsThenPresses,
  actsThenPressesUntilDone,
  choosesAndConfirms,
  confirms,
  type Deed,
  presses,
  pressesAndConfirms,
  rejects,
  removes,
  signsOff,
  types,
  typesAndConfirms,
  typesConfirmsAndPresses,
  typesFor,
  waits,
} from './demo-deeds.ts';
import { act, doneSteps, startQuietDemo, untilDone } from './demo-player.ts';

const ORDERS = [types, confirms('orders-prod')];

const ASKED_AGAIN = [
  types,
  confirms('wiki-moved'),
  presses,
  presses,
  actsThenPresses,
  presses,
  typesAndConfirms('wiki-archive'),
];

/** What a person does, step by step; the lines to type and the labels to press come from the steps themselves. */
const PLAYED: Record<string, readonly Deed[]> = {
  'clean-cut-over': [...ORDERS, waits, pressesAndConfirms, signsOff('database users of the task')],
  'shared-whitelist': [
    ...ORDERS,
    waits,
    pressesAndConfirms,
    actsBackstage,
    presses,
    removes('rm-bp1162kryivb8q2k3'),
  ],
  'two-people': [...ASKED_AGAIN, presses],
  'drs-in-trouble': [types, presses, confirms('DRS-crm'), presses, signsOff('triggers'), signsOff('events')],
  'bot-dies': [actsBackstage, ...ORDERS, actsBackstage, waits],
  'no-answer': [actsBackstage, ...ORDERS, waits],
  'somebody-was-faster': [types, actsBackstage, confirms('orders-prod')],
  'postgres-slot': [
    types,
    confirms('geo-postgres'),
    waits,
    typesAndConfirms('geo-postgres'),
    presses,
    signsOff('replication slot on'),
    removes('whitelist rdsdts on pgm-bp1v4c7n2x8s5k1d'),
  ],
  'is-it-ready': [
    types,
    presses,
    actsThenPresses,
    actsThenPressesUntilDone(4),
    actsPressesAndChooses,
    choosesAndConfirms('orders-prod'),
  ],
  'at-two-o-clock': [
    typesFor(/in 2m/, 'in 0.4m'),
    confirms('orders-prod'),
    presses,
    waits,
    typesConfirmsAndPresses('ledger-prod'),
  ],
};

let demo: Demo;
beforeAll(async () => {
  demo = await startQuietDemo();
});
afterAll(() => demo.stop());

/** Plays a story from its beginning: each step is done by its deed, not before, and in order. */
async function play(id: string, deeds: readonly Deed[]): Promise<void> {
  expect(await act(demo, { deed: 'play', story: id })).toMatchObject({ status: 200 });
  const steps = demo.backstage.show().story?.steps ?? [];
  expect(steps).toHaveLength(deeds.length);
  for (const [at, deed] of deeds.entries()) {
    const step = steps[at];
    if (step === undefined) throw new Error(`There is no step ${at}`);
    if (deed === waits) expect(doneSteps(demo)).toBeGreaterThanOrEqual(at);
    else expect(doneSteps(demo)).toBe(at);
    await deed(demo, step);
    await untilDone(demo, at + 1, 60_000);
  }
  expect(doneSteps(demo)).toBe(deeds.length);
  expect(demo.workspace.problems).toEqual([]);
}

test('every story is played here', () => {
  expect(STORIES.map(({ id }) => id).toSorted()).toEqual(Object.keys(PLAYED).toSorted());
});

describe('a story as its steps say, with the real bot', () => {
  test.each(STORIES.map(({ title, id }) => [title, id]))('%s', { timeout: 120_000 }, async (_, id) => {
    await play(id, PLAYED[id] ?? []);
  });

  test('Two people, when the second says no', { timeout: 120_000 }, async () => {
    await play('two-people', [...ASKED_AGAIN, rejects]);
    expect(demo.clouds.calls.some((call) => call.changes)).toBe(false);
  });
});

describe('a fresh world', () => {
  test('after a story everything is as at the start, and no story is told', { timeout: 60_000 }, async () => {
    await act(demo, { deed: 'play', story: 'two-people' });
    const alone = demo.clouds.tasks();
    expect(alone.map(({ name }) => name)).toEqual(['wiki-moved']);
    expect(await act(demo, { deed: 'start-over' })).toMatchObject({ status: 200 });
    expect(demo.backstage.show().story).toBeNull();
    expect(demo.clouds.tasks().length).toBeGreaterThan(20);
    expect(demo.clouds.calls.filter((call) => call.changes)).toEqual([]);
    expect(demo.workspace.messages('C0CUTOVER')).toEqual([]);
  });

  test('two plays at once leave one world and one bot', { timeout: 60_000 }, async () => {
    await Promise.all([
      act(demo, { deed: 'play', story: 'clean-cut-over' }),
      act(demo, { deed: 'play', story: 'drs-in-trouble' }),
    ]);
    expect(demo.backstage.show().story?.id).toBe('drs-in-trouble');
    expect(demo.clouds.tasks().map(({ name }) => name)).toEqual(['DRS-crm']);
    expect(demo.backstage.show().bot).toMatchObject({ state: 'running', starts: 1 });
    expect(demo.workspace.connections()).toBe(1);
  });
});
