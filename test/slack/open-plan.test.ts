import { describe, expect, it } from 'vitest';
import type { Surroundings } from '../../src/lifecycle/around.ts';
import { fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import type { Confirmation, PlanOutcome } from '../../src/lifecycle/outcome.ts';
import { type Plan, planLinesOf } from '../../src/lifecycle/plan.ts';
import { PURPOSES } from '../../src/lifecycle/purpose.ts';
import { judgeReadiness } from '../../src/lifecycle/readiness/judge.ts';
import type { Action, Task } from '../../src/lifecycle/task.ts';
import {
  type Choice,
  choosePurpose,
  readChoice,
  refreshPlan,
  sayWritesStopped,
} from '../../src/slack/actions/open-plan.ts';
import { planMessage, sharedPlanMessage } from '../../src/slack/messages/plan.ts';
import { requestView } from '../../src/slack/views/request-view.ts';
import { aRead, LIMITS, lags } from '../lifecycle/readiness/reads.ts';
import { drsTask, dtsTask } from '../lifecycle/tasks.ts';
import { NOBODY } from '../lifecycle/world.ts';
import { NOON } from './checklists.ts';
import { fakeRoom, press, rightsBut } from './fakes.ts';
import { buttonsOf, expectSafe, expectSafeView, HOSTILE, LONG, readableIn } from './safe.ts';

function confirmationOf(task: Task, more: Partial<Confirmation> = {}): Confirmation {
  const action = more.action ?? 'terminate';
  return {
    id: 'c1',
    action,
    tasks: [task],
    readiness: [],
    fingerprints: [fingerprintOf(action, task)],
    requester: { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' },
    reason: null,
    shownAt: 0,
    expiresAt: 900_000,
    confirm: 'type-name',
    readinessRule: 'shown',
    sharedName: false,
    endings: null,
    earlier: null,
    supersedes: null,
    ...more,
  };
}

function planOf(confirmation: Confirmation, more: Partial<Plan> = {}): Plan {
  const { action, tasks, readiness } = confirmation;
  return {
    action,
    tasks,
    lines: planLinesOf(action, tasks, readiness, confirmation),
    verdict: {
      allowed: true,
      confirm: 'type-name',
      approvals: 0,
      approvers: [],
      readiness: 'shown',
      presence: 'required',
      rule: 1,
    },
    leftovers: 5,
    reason: null,
    expiresAt: 900_000,
    earlier: null,
    ...more,
  };
}

function shown(confirmation: Confirmation, more: Partial<Plan> = {}) {
  return planMessage(planOf(confirmation, more), confirmation, []);
}

/** The elements under a plan: buttons by their label, the menu by what is chosen in it. */
function rowOf({ blocks }: ReturnType<typeof shown>): string[] {
  const row = blocks.find(({ type }) => type === 'actions');
  if (row?.type !== 'actions') throw new Error('no row');
  return row.elements.map((element) => {
    if (element.type === 'button') return `${element.action_id}: ${element.text.text}`;
    if (element.type !== 'static_select') throw new Error(element.type);
    return `${element.action_id}: ${element.initial_option?.text.text ?? '–'}`;
  });
}

const LATE = judgeReadiness('terminate', aRead({ lags: lags(42_000) }), LIMITS);

describe('the row under a plan', () => {
  it('has all that its owner can say of it', () => {
    const message = shown(confirmationOf(dtsTask()));
    expectSafe(message);
    expect(rowOf(message)).toEqual([
      'ending.confirm: End orders-prod',
      'plan.request: Pause instead',
      'plan.writes-stopped: Writes are stopped',
      'plan.refresh: Look again',
      'plan.purpose: –',
      'ending.cancel: Cancel',
      'plan.show: Show in channel',
    ]);
    for (const { id, value } of buttonsOf(message)) if (id !== 'plan.request') expect(value).toBe('c1');
  });

  it('shows what was chosen', () => {
    expect(rowOf(shown(confirmationOf(dtsTask(), { purpose: 'no-longer-needed' })))).toContain(
      'plan.purpose: No longer needed',
    );
  });

  it.each<[Action, Task, boolean, boolean]>([
    ['terminate', dtsTask({ stage: 'failed' }), false, true],
    ['terminate', drsTask(), true, true],
    ['terminate', dtsTask({ stage: 'full-load' }), true, true],
    ['force-terminate', drsTask({ stage: 'failed' }), false, true],
    ['release', dtsTask({ stage: 'ended' }), false, true],
    ['pause', dtsTask(), false, false],
    ['resume', dtsTask({ stage: 'paused' }), false, false],
  ])('of %s asks only what that plan depends on', (action, task, writes, why) => {
    const row = rowOf(shown(confirmationOf(task, { action }))).join('\n');
    expect(row.includes('plan.writes-stopped')).toBe(writes);
    expect(row.includes('plan.purpose')).toBe(why);
    expect(row).toContain('plan.refresh');
  });

  it('confirms nothing that is void as the task is now, and says why', () => {
    const changed = [{ label: 'State', shown: 'running', now: HOSTILE }];
    const message = shown(confirmationOf(dtsTask()), { changed });
    expectSafe(message);
    expect(rowOf(message)).toEqual([
      'plan.request: New plan',
      'plan.writes-stopped: Writes are stopped',
      'plan.refresh: Look again',
      'plan.purpose: –',
      'ending.cancel: Cancel',
    ]);
    expect(message.text).not.toContain('You may confirm');
    expect(buttonsOf(message)[0]?.value).toBe('again:c1');
    expect(message.text).toMatch(
      /Changed \(!\) {2}State: shown "running", now ".*would find this plan void: ask for a new one$/m,
    );
  });
});

describe('the plan', () => {
  const around: Surroundings = {
    kind: 'known',
    around: {
      ...NOBODY,
      neighbours: [
        {
          taskId: 'crm',
          name: `${HOSTILE} (cn-shanghai, running)`,
          reads: ['rm-bp1162'],
          writes: [],
          atWork: true,
        },
      ],
    },
  };

  it('fits one screen, and nothing in it is markup', () => {
    const said = { purpose: 'no-longer-needed', writesStopped: { by: 'U0ALICE', at: 0 }, around } as const;
    const confirmation = confirmationOf(dtsTask(), { ...said, readiness: [LATE] });
    const message = shown(confirmation);
    expectSafe(message);
    expect(message.text.split('\n').length).toBeLessThanOrEqual(16);
    expectSafe(sharedPlanMessage(confirmation, planOf(confirmation).lines));
  });

  it('says the purpose, and what follows from it', () => {
    const told = (more: Partial<Confirmation>) => shown(confirmationOf(dtsTask(), more)).text;
    expect(told({})).not.toContain('Purpose');
    expect(told({ purpose: 'cut-over' })).toMatch(/^Purpose {2}cut-over done$/m);
    const abandoned = { purpose: 'no-longer-needed' } as const;
    expect(told(abandoned)).toMatch(/no longer needed: that it fails.*and it need not be ready$/m);
    expect(told({ ...abandoned, readinessRule: 'required' })).toMatch(/does not void this plan$/m);
    const shared = confirmationOf(dtsTask(), abandoned);
    expect(sharedPlanMessage(shared, []).text).toContain('no longer needed');
  });

  it('says "Not ready" only where somebody must say to know it', () => {
    const late = confirmationOf(dtsTask(), { readiness: [LATE] });
    expect(shown(late).text).toContain('lag is 42 s. Whoever confirms must say to know it');
    expect(shown(late).text).toMatch(/^Wiser \(!\) {2}wait, or pause instead: /m);
    const abandoned = shown({ ...late, purpose: 'no-longer-needed' }).text;
    expect(abandoned).not.toContain('Not ready');
    expect(abandoned).toMatch(/Lag \(!\) {2}42 s/);
    expect(abandoned).not.toContain('Wiser');
  });

  it('says who declared writes stopped, and when', () => {
    const declared = { by: 'U0ALICE', at: 0 };
    const readiness = [judgeReadiness('terminate', aRead(), LIMITS, declared)];
    const { text, blocks } = shown(confirmationOf(dtsTask(), { readiness, writesStopped: declared }));
    expect(text).toMatch(/^Writes {2}said to be stopped, 5 readings since \(00:00:00 UTC, <@U0ALICE>\)$/m);
    expect(JSON.stringify(blocks)).toContain('{"type":"user","user_id":"U0ALICE"}');
  });

  it.each([HOSTILE, LONG])('takes names as long and as odd as %#', (name) => {
    const odd = dtsTask({ name });
    for (const purpose of PURPOSES) {
      const confirmation = confirmationOf(odd, { purpose, around, readiness: [LATE] });
      expectSafe(shown(confirmation));
      expectSafeView(requestView(confirmation, []));
    }
  });
});

interface Select {
  readonly element: { readonly initial_option?: { readonly value: string } };
  readonly optional: boolean;
}

describe('the form', () => {
  const selectIn = (more: Partial<Confirmation>) =>
    requestView(confirmationOf(dtsTask({ stage: 'failed' }), more), []).blocks.find(
      ({ block_id }) => block_id === 'purpose',
    ) as unknown as Select | undefined;

  it('has the purpose, with what was chosen before, else a cut-over', () => {
    expect(selectIn({})).toMatchObject({
      optional: true,
      element: { initial_option: { value: 'cut-over' } },
    });
    expect(selectIn({ purpose: 'no-longer-needed' })?.element.initial_option?.value).toBe('no-longer-needed');
    expect(selectIn({ action: 'pause' })).toBeUndefined();
  });

  it('can be sent in without a tick where that depends on the purpose, and not where readiness is required', () => {
    const facts = [{ key: 'forward.lag', text: 'lag is 42 s', amount: 42_000 }];
    const boxes = (readinessRule: 'shown' | 'required') =>
      requestView(confirmationOf(dtsTask(), { readinessRule }), facts).blocks.find(
        ({ block_id }) => block_id === 'know',
      );
    expect(boxes('shown')).toMatchObject({ optional: true });
    expect(boxes('required')).toMatchObject({ optional: false });
  });
});

function chosen(value: string) {
  const pressed = press('', { ephemeral: true });
  const choice = { ...(pressed.click as object), action: { selected_option: { value } } };
  return { ...pressed, choice: choice as unknown as Choice };
}

describe('a press under a plan', () => {
  const confirmation = confirmationOf(dtsTask());
  const plan: PlanOutcome = { kind: 'plan', plan: planOf(confirmation), confirmation };
  const unknown: PlanOutcome = { kind: 'objection', objection: { kind: 'unknown' } };
  const notYours: PlanOutcome = {
    kind: 'objection',
    objection: { kind: 'not-yours', requester: 'U0BOB', action: 'terminate', task: dtsTask() },
  };

  const remembering = (asked: unknown[]) => async (input: unknown) => {
    asked.push(input);
    return plan;
  };

  it('puts the plan as it is now in the place of the old one', async () => {
    for (const [name, handler] of [
      ['lookAgain', refreshPlan],
      ['declareWritesStopped', sayWritesStopped],
    ] as const) {
      const asked: unknown[] = [];
      const room = fakeRoom({}, { [name]: remembering(asked) });
      const { click, whispers } = press('c1', { ephemeral: true });
      await handler(room, click);
      expect(asked).toMatchObject([{ id: 'c1', actor: { userId: 'U0ALICE' } }]);
      expect(whispers).toMatchObject([{ replace_original: true }]);
      expect(readableIn(whispers[0]?.blocks ?? [])).toContain('END FOR GOOD: orders-prod');
    }
  });

  it('says how long it still is until its time', async () => {
    const schedule = {
      at: NOON + 20 * 60_000,
      wall: '2026-11-21 13:20',
      zone: 'Europe/Berlin',
      presence: 'required',
    } as const;
    const timed = { ...confirmation, schedule, shownAt: NOON - 14 * 60_000 };
    const room = fakeRoom({}, { lookAgain: async () => ({ ...plan, confirmation: timed }) });
    const { click, whispers } = press('c1', { ephemeral: true });
    await refreshPlan(room, click);
    expect(whispers[0]?.text).toContain('UTC, in 20 min');
  });

  it('offers on it only what the policy lets its owner do', async () => {
    const room = fakeRoom({}, { lookAgain: async () => plan });
    const rights = rightsBut({ pause: { may: false, hindrance: { kind: 'nobody' } } });
    const { click, whispers } = press('c1', { ephemeral: true });
    await refreshPlan({ ...room, rights: () => rights }, click);
    const labels = buttonsOf({ blocks: whispers[0]?.blocks ?? [] }).map(({ label }) => label);
    expect(labels).toContain('End orders-prod');
    expect(labels).not.toContain('Pause instead');
    expect(whispers[0]?.text).toContain('Pause  for nobody');
  });

  it('takes a plan away that is no more, and leaves one that is another’s', async () => {
    for (const [outcome, replaces] of [
      [unknown, true],
      [notYours, false],
    ] as const) {
      const { click, whispers } = press('c1', { ephemeral: true });
      await refreshPlan(fakeRoom({}, { lookAgain: async () => outcome }), click);
      expect(whispers).toMatchObject([{ replace_original: replaces }]);
      expect(whispers[0]?.text).toContain('Nothing was changed.');
    }
  });

  it('answers a failure with a sentence, and leaves the plan', async () => {
    const { click, whispers } = press('c1', { ephemeral: true });
    await refreshPlan(
      fakeRoom({}, { lookAgain: () => Promise.reject(new Error('the disk is full')) }),
      click,
    );
    expect(whispers).toMatchObject([{ replace_original: false }]);
  });

  it('chooses the purpose that stands on the menu, and nothing else', async () => {
    const asked: unknown[] = [];
    const room = fakeRoom({}, { choosePurpose: remembering(asked) });
    const one = chosen('no-longer-needed:c1');
    await choosePurpose(room, one.choice);
    expect(asked).toMatchObject([{ id: 'c1', purpose: 'no-longer-needed' }]);
    expect(one.whispers).toMatchObject([{ replace_original: true }]);
    const none = chosen('because:c1');
    await choosePurpose(room, none.choice);
    expect(asked).toHaveLength(1);
    expect(none.whispers[0]?.text).toContain('I no longer hold this plan.');
  });

  it.each(['', ':', 'cut-over', 'Cut-over:c1', 'c1:cut-over'])('reads no choice from %j', (value) => {
    expect(readChoice(value)).toBeNull();
  });
});
