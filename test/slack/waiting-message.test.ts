import { describe, expect, it } from 'vitest';
import type { Approval, Ending } from '../../src/lifecycle/ending.ts';
import { fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import { planLinesOf } from '../../src/lifecycle/plan.ts';
import { judgeReadiness } from '../../src/lifecycle/readiness/judge.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { approvalMessage } from '../../src/slack/actions/approval.ts';
import { confirmMessage } from '../../src/slack/actions/confirm.ts';
import { endingMessage } from '../../src/slack/messages/ending.ts';
import { noteMessage } from '../../src/slack/messages/note.ts';
import { anEnding } from '../lifecycle/endings.ts';
import { aRead, comparison, evidence, LIMITS, lags } from '../lifecycle/readiness/reads.ts';
import { drsTask, dtsTask, endpoint, READ_AT } from '../lifecycle/tasks.ts';
import { buttonsOf, expectSafe, HOSTILE, LONG } from './safe.ts';

const MINUTE = 60_000;
const TWENTY = Array.from({ length: 20 }, (_, at) => `U0PERSON${at}`);

function approval(userId: string, at: number): Approval {
  return { userId, at, fingerprint: fingerprintOf('terminate', dtsTask()), readiness: [] };
}

/** An ending of a task that is 42 s late, which its requester has said to know; others must agree. */
function waiting(overrides: Partial<Ending> = {}, task: Task = dtsTask()): Ending {
  const read = aRead({
    task,
    lags: lags(0, 42_000),
    evidence: evidence(comparison({ result: 'different', tables: ['shop.orders'] })),
  });
  const readiness = judgeReadiness('terminate', read, LIMITS);
  return anEnding({
    task,
    state: 'awaiting-approval',
    approvalsNeeded: 2,
    approvers: ['S0LEADS', 'U0CAROL'],
    approvalExpiresAt: READ_AT + 60 * MINUTE,
    requester: { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' },
    known: [{ key: 'forward.lag', amount: 42_000 }],
    shown: {
      lines: planLinesOf('terminate', [task], [readiness]),
      readiness,
      leftovers: 5,
      rule: 2,
    },
    ...overrides,
  });
}

describe('the message of an ending that waits for others', () => {
  it('has the whole plan as it was shown, who asked and why, what is known, and what the end leaves', () => {
    const ending = waiting();
    const message = endingMessage(ending);
    expectSafe(message);
    for (const { label, text } of ending.shown?.lines ?? []) {
      expect(message.text).toContain(label);
      expect(message.text).toContain(text.slice(0, 100));
    }
    expect(message.text).toContain(
      'Asked  <@U0ALICE>, 2026-11-21 00:42 UTC: "cut-over INC-4711"; allowed by rule 2 of the policy',
    );
    expect(message.text).toMatch(/^Lag \(!\) {2}42 s; /m);
    expect(message.text).toContain('Known (!)  <@U0ALICE> said to know: lag is 42 s\n');
    expect(message.text).toContain('After  5 clean-up items, posted when it has really ended');
    expect(message.text).not.toContain('all rows differ\n');
  });

  it('says how many are missing, who may, when it lapses, and who can take it back', () => {
    const { text } = endingMessage(waiting());
    expect(text).toContain(
      '2 more of <!subteam^S0LEADS> or <@U0CAROL> must agree; not the person who asked. Lapses 2026-11-21 01:42 UTC.',
    );
    expect(text).toContain(
      '<@U0ALICE>, or whoever may do the same, can withdraw it. Nothing has been changed.',
    );
  });

  it('says who has agreed and when, and whose agreement counts no more', () => {
    const { text } = endingMessage(
      waiting({
        approvalsNeeded: 3,
        approvals: [approval('U0BOB', READ_AT + MINUTE), approval('U0CAROL', READ_AT + 2 * MINUTE)],
        lost: [{ userId: 'U0DORA', why: 'is deactivated', at: READ_AT }],
      }),
    );
    expect(text).toContain('Agreed  <@U0BOB> 2026-11-21 00:43 UTC and <@U0CAROL> 2026-11-21 00:44 UTC');
    expect(text).toContain('Counts no more (!)  the agreement of <@U0DORA>, who is deactivated');
    expect(text).toContain('1 more of <!subteam^S0LEADS> or <@U0CAROL> must agree');
  });

  it('asks the person who asked to press again, where the confirmation has grown old', () => {
    const message = endingMessage(waiting({ pressAgain: true, approvals: [approval('U0BOB', READ_AT)] }));
    expect(message.text).toContain('<@U0ALICE> must press once more. Lapses');
    expect(message.text).toContain('Agreed  <@U0BOB>');
    expect(buttonsOf(message).map(({ id }) => id)).toEqual([
      'ending.confirm',
      'ending.plan',
      'ending.withdraw',
    ]);
  });

  it('offers to approve, to look, to reject and to withdraw, each with its id and nothing else', () => {
    expect(buttonsOf(endingMessage(waiting()))).toEqual([
      { id: 'ending.approve', value: 'e1', label: 'Approve and end now' },
      { id: 'ending.plan', value: 'e1', label: 'Look now' },
      { id: 'ending.reject', value: 'e1', label: 'Reject' },
      { id: 'ending.withdraw', value: 'e1', label: 'Withdraw' },
    ]);
  });

  it('shows the plan of an ending that an older version kept', () => {
    const { shown: _, ...old } = waiting();
    const message = endingMessage(old);
    expectSafe(message);
    expect(message.text).toContain('can never be restarted');
  });

  it.each([
    ['hostile', HOSTILE],
    ['very long', LONG],
    ['empty', ''],
  ])('is taken by Slack with %s names and twenty people on every side', (_, name) => {
    for (const of of [dtsTask, drsTask]) {
      const task = of({
        name,
        status: name,
        trouble: { code: name, text: name, reads: 1 },
        source: endpoint({ instanceName: name }),
        destination: endpoint({ address: name }),
      });
      const lines = Array.from({ length: 30 }, () => ({
        label: 'Data',
        text: name,
        loud: true as const,
        at: 1,
      }));
      const all = {
        reason: name,
        approvalsNeeded: 20,
        approvers: TWENTY,
        approvals: TWENTY.slice(1).map((userId) => approval(userId, READ_AT)),
        lost: TWENTY.map((userId) => ({ userId, why: 'is deactivated', at: READ_AT })),
        earlier: 'e0',
      };
      const message = endingMessage(waiting(all, task));
      expectSafe(message);
      for (const userId of TWENTY) expect(JSON.stringify(message.blocks)).toContain(`"${userId}"`);
      const { shown } = waiting({}, task);
      if (shown !== undefined)
        expectSafe(endingMessage(waiting({ ...all, shown: { ...shown, lines } }, task)));
    }
  });
});

describe('the line that more people must agree', () => {
  it('says whose agreement counts no more, and how many are missing', () => {
    const lost = [
      { userId: 'U0CAROL', why: 'is no longer among those who may agree' },
      { userId: 'U0DORA', why: 'is deactivated' },
    ];
    const message = noteMessage({ kind: 'waits-again', lost, missing: 2 });
    expectSafe(message);
    expect(message.text).toBe(
      'The agreement of <@U0CAROL> counts no more: that person is no longer among those who may agree. ' +
        'The agreement of <@U0DORA> counts no more: that person is deactivated. 2 more must agree; nothing was sent.',
    );
  });

  it('says that the policy asks for more where nobody was lost', () => {
    expect(noteMessage({ kind: 'waits-again', lost: [], missing: 1 }).text).toBe(
      'The policy asks for more people by now. 1 more must agree; nothing was sent.',
    );
  });

  it('asks for nobody where the newest agreement was enough', () => {
    const lost = [{ userId: 'U0DORA', why: 'is deactivated' }];
    expect(noteMessage({ kind: 'waits-again', lost, missing: 0 }).text).toMatch(/deactivated\. $/);
  });
});

describe('the answer to the press that is asked for again', () => {
  it('says whose agreement counts no more where it waits for another', () => {
    const lost = [{ userId: 'U0CAROL', why: 'is deactivated', at: 1 }];
    const waits = waiting({ lost });
    expect(confirmMessage({ kind: 'taken', endings: [waits] }).text).toContain(
      'orders-prod: waiting for agreement.\nCounts no more (!)  the agreement of <@U0CAROL>, who is deactivated\n',
    );
    const over = anEnding({ state: 'ended', lost });
    expect(confirmMessage({ kind: 'taken', endings: [over] }).text).not.toContain('Counts no more');
  });
});

describe('the answer to an approval', () => {
  it('says that it was not counted, and why, where the plan is no longer so', () => {
    const ending = anEnding({ state: 'void', why: 'it has changed. Name: shown "a", now "b".' });
    expect(approvalMessage({ kind: 'not-counted', ending }).text).toBe(
      'Your agreement was not counted. orders-prod: void.\nit has changed. Name: shown "a", now "b".',
    );
  });

  it('says whose agreement counts no more where it was recorded', () => {
    const ending = waiting({ lost: [{ userId: 'U0CAROL', why: 'is a guest now', at: 1 }] });
    expect(approvalMessage({ kind: 'recorded', ending }).text).toBe(
      'Recorded. orders-prod: waiting for agreement.\nCounts no more (!)  the agreement of <@U0CAROL>, who is a guest now',
    );
  });
});
