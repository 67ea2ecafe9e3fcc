import { describe, expect, it } from 'vitest';
import type { PlanNow } from '../../src/lifecycle/approving/look-now.ts';
import { planLinesOf } from '../../src/lifecycle/plan.ts';
import { lookNow } from '../../src/slack/actions/look-now.ts';
import { lookNowMessage } from '../../src/slack/messages/look-now.ts';
import { anEnding } from '../lifecycle/endings.ts';
import { dtsTask, endpoint, READ_AT } from '../lifecycle/tasks.ts';
import { fakeRoom, press } from './fakes.ts';
import { buttonsOf, expectSafe, HOSTILE, LONG } from './safe.ts';

function planNow(overrides: Partial<PlanNow> = {}): PlanNow {
  const task = dtsTask();
  return {
    ending: anEnding({
      state: 'awaiting-approval',
      approvalsNeeded: 2,
      approvers: ['S0LEADS'],
      requester: { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' },
      approvalExpiresAt: READ_AT + 3_600_000,
    }),
    task,
    over: false,
    lines: planLinesOf('terminate', [task]),
    at: READ_AT + 60_000,
    differences: [],
    readiness: [],
    unknown: [],
    refused: null,
    notAllowed: null,
    braked: null,
    agreed: { needed: 2, approvers: ['S0LEADS', 'U0BOB'], lost: [] },
    presence: 'required',
    ...overrides,
  };
}

function said(overrides: Partial<PlanNow>): string {
  const message = lookNowMessage(planNow(overrides));
  expectSafe(message);
  expect(buttonsOf(message)).toEqual([]);
  expect(message.text).toContain('Nothing has been changed by looking.');
  return message.text;
}

describe('a waiting plan as it is now', () => {
  it('says that nothing relevant differs, shows the whole plan, and who is missing as the policy is now', () => {
    const text = said({});
    expect(text).toMatch(
      /^AS IT IS NOW: orders-prod\nLooked 00:43:50 UTC; it was asked for 2026-11-21 00:42 UTC\. Nothing/,
    );
    expect(text).toContain('Nothing relevant differs from what was shown.');
    expect(text).toContain('can never be restarted');
    expect(text).toContain('2 more of <!subteam^S0LEADS> or <@U0BOB> must agree; not the person who asked.');
    expect(text).not.toContain('So (!)');
  });

  it('does not list what was not read of the task as it was shown, where that it is another now says all', () => {
    const unread = { label: 'Writes', shown: null, now: 'nobody has said that writes are stopped' };
    expect(said({ readiness: [unread] })).toContain('Differs (!)  Writes: not shown');
    const state = { label: 'State', shown: 'failed', now: 'running' };
    expect(said({ differences: [state], readiness: [unread] })).not.toContain('Writes: not shown');
  });

  it('says first what differs, and that an approval would void it', () => {
    const text = said({
      differences: [{ label: 'State', shown: 'running', now: 'failed' }],
      readiness: [{ label: 'Lag', shown: 'lag is 0 s', now: 'lag is 42 s' }],
    });
    expect(text).toMatch(/Differs \(!\) {2}State: shown "running", now "failed"\n[\s\S]*No undo/);
    expect(text).toContain('Differs (!)  Lag: shown "lag is 0 s", now "lag is 42 s"');
    expect(text).toContain('So (!)  an approval would void it. Ask for a new plan.');
    expect(text).not.toContain('Nothing relevant differs');
  });

  it('says what nobody has said to know, and that an approval would be refused', () => {
    const text = said({ unknown: [{ key: 'forward.lag', text: 'lag is 42 s', amount: 42_000 }] });
    expect(text).toContain('Not known (!)  nobody has said to know: lag is 42 s');
    expect(text).toContain('So (!)  an approval would have it refused. Ask for a new plan.');
  });

  it('says which right the person who asked has lost, and who has it', () => {
    const text = said({
      notAllowed: 'You may not terminate orders-prod (account a). The policy allows it to S0DBA.',
      agreed: null,
    });
    expect(text).toContain(
      'Rights (!)  <@U0ALICE> may no longer do it; the answer there would be: You may not',
    );
    expect(text).toContain('The policy allows it to <!subteam^S0DBA>.');
    expect(text).not.toContain('must agree');
  });

  it('says what stands against it for a while, and that it waits', () => {
    const text = said({ braked: 'Everything is frozen since 00:40: "incident". Frozen by U0CAROL.' });
    expect(text).toContain('Stands (!)  Everything is frozen since 00:40: "incident". Frozen by <@U0CAROL>.');
    expect(text).toContain('nobody can approve it while that stands');
  });

  it('says whose agreement counts no more, and counts without it', () => {
    const ending = anEnding({
      approvals: [{ userId: 'U0CAROL', at: READ_AT, fingerprint: {}, readiness: [] }],
      approvalsNeeded: 2,
    });
    const lost = [{ userId: 'U0CAROL', why: 'is deactivated' }];
    const text = said({ ending, agreed: { needed: 2, approvers: ['S0LEADS'], lost } });
    expect(text).toContain('Counts no more (!)  the agreement of <@U0CAROL>, who is deactivated');
    expect(text).toContain('2 more of <!subteam^S0LEADS> must agree');
  });

  it('says that it is over, or no longer there', () => {
    const over = said({ over: true, task: dtsTask({ stage: 'ended', status: 'Finished' }) });
    expect(over).toContain('Over (!)  it was ended elsewhere already (Finished)');
    expect(over).toContain('an approval would send nothing, and find that it is over');
    expect(said({ over: true, task: null, lines: [] })).toContain('Gone (!)  the cloud no longer knows it');
  });

  it.each([HOSTILE, LONG, ''])('is taken by Slack whatever the names are', (name) => {
    const task = dtsTask({ name, status: name, source: endpoint({ instanceName: name }) });
    const one = { label: 'Name', shown: name, now: name };
    const many = Array.from({ length: 13 }, () => one);
    said({
      ending: anEnding({ task }),
      task,
      over: true,
      lines: planLinesOf('terminate', [task]),
      differences: many,
      readiness: many.slice(0, 8),
      unknown: many.map(() => ({ key: 'k', text: name, amount: null })),
      refused: name,
      notAllowed: name,
      braked: name,
      agreed: {
        needed: 20,
        approvers: Array.from({ length: 20 }, (_, at) => `U0P${at}`),
        lost: Array.from({ length: 20 }, (_, at) => ({ userId: `U0P${at}`, why: 'is deactivated' })),
      },
    });
  });
});

describe('the button Look now', () => {
  it('shows the plan to the one who pressed, and leaves the message where it is', async () => {
    const asked: unknown[] = [];
    const room = fakeRoom(
      {},
      {
        lookNow: async (input) => {
          asked.push(input);
          return { kind: 'seen', now: planNow() };
        },
      },
    );
    const { click, whispers } = press('e1');
    await lookNow(room, click);
    expect(asked).toMatchObject([{ id: 'e1', actor: { userId: 'U0ALICE', channelId: 'C1' } }]);
    expect(whispers).toMatchObject([
      { response_type: 'ephemeral', replace_original: false, text: expect.stringContaining('AS IT IS NOW') },
    ]);
  });

  it('says why not, and that a cloud did not answer', async () => {
    const refused = fakeRoom(
      {},
      { lookNow: async () => ({ kind: 'refused', why: 'There is nothing left.' }) },
    );
    const one = press('e1');
    await lookNow(refused, one.click);
    expect(one.whispers[0]?.text).toBe('There is nothing left.\nNothing was changed.');
    const failing = fakeRoom({}, { lookNow: () => Promise.reject(new Error('canary')) });
    const other = press('e1');
    await lookNow(failing, other.click);
    expect(other.whispers[0]?.text).toContain('Something broke on my side');
  });
});
