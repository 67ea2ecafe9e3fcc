import { describe, expect, it } from 'vitest';
import type { PlanNow } from '../../src/lifecycle/approving/look-now.ts';
import { ENDING_STATES } from '../../src/lifecycle/ending.ts';
import { fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import type { Confirmation, RequestOutcome } from '../../src/lifecycle/outcome.ts';
import { planLines } from '../../src/lifecycle/plan.ts';
import type { Note } from '../../src/lifecycle/rows.ts';
import { approvalMessage } from '../../src/slack/actions/approval.ts';
import { confirmMessage } from '../../src/slack/actions/confirm.ts';
import { requestMessage } from '../../src/slack/messages/answer.ts';
import { endingMessage } from '../../src/slack/messages/ending.ts';
import { listMessage } from '../../src/slack/messages/list.ts';
import { lookNowMessage } from '../../src/slack/messages/look-now.ts';
import { noteMessage } from '../../src/slack/messages/note.ts';
import { planMessage, sharedPlanMessage } from '../../src/slack/messages/plan.ts';
import { scheduledMessage, timeRefusalMessage } from '../../src/slack/messages/schedule-answer.ts';
import { showMessage } from '../../src/slack/messages/show.ts';
import { requestView } from '../../src/slack/views/request-view.ts';
import { dtsTask, twoWayTask } from '../lifecycle/tasks.ts';
import { NOON } from './checklists.ts';
import { NO_BRAKES } from './fakes.ts';
import { buttonsOf, expectSafe, expectSafeView, HOSTILE, LONG, readableIn } from './safe.ts';
import { scheduled, TWO } from './scheduled.ts';

const { at, wall, zone } = TWO;
const MINUTE = 60_000;

function confirmationFor(name: string, presence: 'required' | 'not-needed' = 'required'): Confirmation {
  const task = dtsTask({ name });
  return {
    id: 'c1',
    action: 'terminate',
    tasks: [task],
    readiness: [],
    fingerprints: [fingerprintOf('terminate', task)],
    requester: { userId: 'UALICE', teamId: 'T1', channelId: 'C1' },
    reason: name,
    shownAt: NOON,
    expiresAt: NOON + 15 * MINUTE,
    confirm: 'type-name',
    readinessRule: 'shown',
    sharedName: false,
    endings: null,
    earlier: null,
    supersedes: null,
    schedule: { at, wall, zone, presence },
  };
}

function planFor(confirmation: Confirmation): RequestOutcome {
  const [task = dtsTask()] = confirmation.tasks;
  const verdict = {
    allowed: true,
    confirm: 'type-name',
    approvals: 1,
    approvers: ['S0LEADS'],
    readiness: 'shown',
    presence: 'required',
    rule: 1,
  } as const;
  const lines = planLines('terminate', task, { kind: 'proceed' });
  const { reason, expiresAt, tasks } = confirmation;
  const plan = {
    action: 'terminate',
    tasks,
    lines,
    verdict,
    leftovers: 5,
    reason,
    expiresAt,
    earlier: null,
  } as const;
  return { kind: 'plan', plan, confirmation, looked: [] };
}

describe('the plan of an end for a time', () => {
  it('says when, in the zone that was meant, in UTC, and how long from now', () => {
    const message = requestMessage(planFor(confirmationFor('orders-prod')));
    expect(message.text).toContain('END FOR GOOD AT 2026-11-22 02:00 Europe/Berlin: orders-prod');
    expect(message.text).toMatch(
      /When.*2026-11-22 02:00 Europe\/Berlin, which is 2026-11-22 01:00 UTC, in 13 h 0 min/,
    );
    expect(message.text).toMatch(
      /"I am here" in the 15 minutes before, from 2026-11-22 00:45 UTC on, or nothing happens/,
    );
    expect(message.text).toContain('everything is judged again');
    expect(buttonsOf(message)[0]).toMatchObject({
      id: 'ending.confirm',
      label: 'Schedule the end of orders-prod',
    });
  });

  it('says how long from now also where it is shown again, in its form, and in the channel', () => {
    const confirmation = confirmationFor('orders-prod');
    const outcome = planFor(confirmation);
    if (outcome.kind !== 'plan') throw new Error('no plan');
    const now = NOON + 14 * MINUTE;
    const said = [
      planMessage(outcome.plan, confirmation, [], now).text,
      sharedPlanMessage(confirmation, [], now).text,
      readableIn(requestView(confirmation, [], now).blocks),
    ];
    for (const text of said) expect(text).toContain('01:00 UTC, in 12 h 46 min');
  });

  it('says that nobody has to be there where the policy says so', () => {
    const message = requestMessage(planFor(confirmationFor('orders-prod', 'not-needed')));
    expect(message.text).toContain('nobody has to be there');
    expect(message.text).not.toContain('I am here');
  });

  it('says so in its form, and in the channel', () => {
    const confirmation = confirmationFor('orders-prod');
    const view = requestView(confirmation, []);
    expect(view.submit?.text).toBe('Schedule the end');
    expect(readableIn(view.blocks)).toContain('2026-11-22 02:00 Europe/Berlin');
    expect(sharedPlanMessage(confirmation, []).text).toMatch(/PLAN, END FOR GOOD AT .*When/s);
  });
});

describe('the message of an end that waits for its time', () => {
  const ids = (message: ReturnType<typeof endingMessage>) => buttonsOf(message).map(({ id }) => id);

  it('says when, and what people still have to do; anybody concerned can stop it', () => {
    const message = endingMessage(scheduled({ approvalsNeeded: 1, approvers: ['S0LEADS'] }));
    expect(message.text).toContain('SCHEDULED FOR 2026-11-22 02:00 Europe/Berlin: orders-prod');
    expect(message.text).toMatch(/Agreement \(!\).*1 more of <!subteam\^S0LEADS> must agree/);
    expect(message.text).toMatch(/Presence \(!\).*must press "I am here" in the 15 minutes before, from/);
    expect(message.text).toContain('Nothing has been changed.');
    expect(ids(message)).toEqual([
      'ending.approve',
      'ending.reject',
      'ending.veto',
      'ending.plan',
      'ending.withdraw',
    ]);
    expect(buttonsOf(message)[0]?.label).toBe('Approve, for 2026-11-22 02:00 Europe/Berlin');
  });

  it('offers to be there once that is possible, and shows who is', () => {
    expect(ids(endingMessage(scheduled({}, { openedAt: at - 15 * MINUTE })))).toEqual([
      'ending.present',
      'ending.veto',
      'ending.plan',
      'ending.withdraw',
    ]);
    const there = endingMessage(
      scheduled(
        {},
        {
          openedAt: at - 15 * MINUTE,
          present: { userId: 'UBOB', teamId: 'T1', channelId: 'C1', at: at - 13 * MINUTE },
        },
      ),
    );
    expect(there.text).toMatch(/Presence.*<@UBOB> is here, said at 00:47:00 UTC/);
    expect(ids(there)).toEqual(['ending.veto', 'ending.plan', 'ending.withdraw']);
  });

  it('asks nobody to agree or to be there who is not needed', () => {
    const message = endingMessage(scheduled({}, { presence: 'not-needed' }));
    expect(message.text).not.toContain('I am here');
    expect(message.text).not.toContain('must agree');
    expect(ids(message)).toEqual(['ending.veto', 'ending.plan', 'ending.withdraw']);
  });

  it('says what became of it', () => {
    const vetoed = endingMessage(scheduled({ state: 'vetoed', decidedBy: { userId: 'UBOB', reason: null } }));
    expect(vetoed.text).toMatch(/VETOED: orders-prod.*<@UBOB> vetoed it\. Nothing was changed\./s);
    const expired = endingMessage(scheduled({ state: 'expired', why: 'Nobody pressed "I am here".' }));
    expect(expired.text).toMatch(/EXPIRED, NOT BEGUN AT ITS TIME.*Nobody pressed.*Nothing was changed\./s);
  });

  it('is any other ending once it has begun', () => {
    const begun = scheduled({ state: 'ending' }, { firedAt: at });
    expect(endingMessage(begun).text).toContain('ENDING: orders-prod');
  });
});

describe('the answer to a press on one direction of two', () => {
  it('says which direction it was about', () => {
    const ending = scheduled({ task: twoWayTask('forward'), state: 'vetoed' });
    expect(approvalMessage({ kind: 'recorded', ending }).text).toContain('ledger-both, rm-a → pc-b: vetoed.');
    expect(confirmMessage({ kind: 'taken', endings: [ending] }).text).toContain('rm-a → pc-b: vetoed.');
  });
});

describe('a look at an end that waits for its time', () => {
  it('does not say that it comes to nothing where only a figure differs that keeps nobody from it', () => {
    const { text } = lookNowMessage(
      now({ readiness: [{ label: 'Data', shown: 'all rows are equal', now: 'comparing all rows failed' }] }),
    );
    expect(text).toContain('Differs (!)  Data');
    expect(text).not.toContain('come to nothing');
  });

  const now = (more: Partial<PlanNow>): PlanNow => ({
    ending: scheduled(),
    task: dtsTask(),
    lines: [],
    over: false,
    at: NOON,
    differences: [],
    readiness: [],
    unknown: [],
    refused: null,
    notAllowed: null,
    braked: null,
    agreed: { needed: 0, approvers: [], lost: [] },
    presence: 'required',
    ...more,
  });

  it('speaks of its time, and asks nobody to agree who is not needed', () => {
    const held =
      'This stands in the way at 2026-11-22 02:00 Europe/Berlin. Everything is frozen. Frozen by U0BOB.';
    const message = lookNowMessage(now({ braked: held }));
    expect(message.text).toContain('at its time it would come to nothing if it stood like this.');
    expect(message.text).not.toMatch(/must agree|nobody can approve/);
    expect(lookNowMessage(now({})).text).toContain('Nothing relevant differs');
    expectSafe(message);
  });
});

function reminder(more: Partial<Extract<Note, { kind: 'reminder' }>> = {}): Note {
  return {
    kind: 'reminder',
    endingId: 'e1',
    title: 'orders-prod',
    to: ['UALICE', 'UBOB'],
    schedule: { at, wall, zone, presence: 'required' },
    present: null,
    missing: 0,
    approvers: ['S0LEADS'],
    lost: [],
    against: [],
    ...more,
  };
}

describe('the reminder', () => {
  it('calls those who are concerned, and has the two buttons', () => {
    const message = noteMessage(reminder());
    expect(message.text).toMatch(/^<@UALICE> <@UBOB> orders-prod ends at 2026-11-22 02:00 Europe\/Berlin/);
    expect(message.text).toContain('one of you, or whoever else may end it, must press "I am here"');
    expect(message.text).toContain('Nothing else stands against it now.');
    expect(buttonsOf(message)).toEqual([
      { id: 'ending.present', value: 'e1', label: 'I am here' },
      { id: 'ending.veto', value: 'e1', label: 'Veto' },
    ]);
  });

  it('says what stands against it, with the people as Slack shows them', () => {
    const held =
      'orders-prod is on hold until somebody lifts it: "x". Lift it with: unhold orders-prod. Held by U0BOB.';
    const lost = [{ userId: 'UCAROL', why: 'is a guest now' }];
    const message = noteMessage(reminder({ missing: 1, lost, against: [held], present: 'UBOB' }));
    expect(message.text).toMatch(/Counts no more \(!\).*<@UCAROL>, who is a guest now/);
    expect(message.text).toMatch(/Against it \(!\).*on hold.*Held by <@U0BOB>\./);
    expect(message.text).toContain('1 more of <!subteam^S0LEADS> must agree');
    expect(message.text).toContain('<@UBOB> is here');
    expect(buttonsOf(message).map(({ id }) => id)).toEqual(['ending.veto']);
  });

  it('asks for nobody where nobody is needed', () => {
    const message = noteMessage(reminder({ schedule: { at, wall, zone, presence: 'not-needed' } }));
    expect(message.text).not.toContain('I am here');
  });
});

describe('whatever people and clouds have written', () => {
  it.each([
    ['hostile', HOSTILE],
    ['long', LONG],
    ['empty', ''],
  ])('every message and form is fit for Slack with %s names', (_, text) => {
    const task = dtsTask({ name: text });
    const many = Array.from({ length: 30 }, (_item, index) => `U${index}`);
    const approvals = many.map((userId) => ({ userId, at, fingerprint: {}, readiness: [] }));
    const confirmation = confirmationFor(text);
    expectSafe(requestMessage(planFor(confirmation)));
    expectSafe(sharedPlanMessage(confirmation, []));
    expectSafeView(requestView(confirmation, []));
    for (const state of ENDING_STATES)
      expectSafe(
        endingMessage(
          scheduled({
            state,
            task,
            why: text,
            reason: text,
            approvals,
            approvalsNeeded: 31,
            approvers: many,
          }),
        ),
      );
    const against = Array.from({ length: 12 }, () => text);
    expectSafe(noteMessage(reminder({ against, title: text, to: many, missing: 3, approvers: many })));
    expectSafe(noteMessage({ kind: 'not-begun', why: text }));
    expectSafe(timeRefusalMessage(text, 'drs', 'pause', text));
    const endings = many.map((id) =>
      scheduled({ id, task, reason: text, approvalsNeeded: 1, approvers: many }),
    );
    expectSafe(scheduledMessage(endings, null));
    expectSafe(showMessage(task, [], NO_BRAKES, endings.slice(0, 1)));
    expectSafe(listMessage({ tasks: many.map(() => task), looked: [] }, '', 0, 'l1', NO_BRAKES, endings));
  });
});
