import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { viewProblems } from '../../src/demo/slack/blocks/validate.ts';
import { decide } from '../../src/lifecycle/decide.ts';
import { ENDING_STATES } from '../../src/lifecycle/ending.ts';
import { fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import type { Confirmation, RequestOutcome } from '../../src/lifecycle/outcome.ts';
import { planLines } from '../../src/lifecycle/plan.ts';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import { ACTIONS, type Task } from '../../src/lifecycle/task.ts';
import { requestMessage } from '../../src/slack/messages/answer.ts';
import { checklistMessage } from '../../src/slack/messages/checklist.ts';
import { endingMessage } from '../../src/slack/messages/ending.ts';
import { helpMessage } from '../../src/slack/messages/help.ts';
import { itemMessage } from '../../src/slack/messages/item.ts';
import { listMessage } from '../../src/slack/messages/list.ts';
import { noteMessage } from '../../src/slack/messages/note.ts';
import { showMessage } from '../../src/slack/messages/show.ts';
import { requestView } from '../../src/slack/views/request-view.ts';
import { signOffView } from '../../src/slack/views/sign-off-view.ts';
import { anEnding as ending } from '../lifecycle/endings.ts';
import { drsTask, endpoint, dtsTask as task } from '../lifecycle/tasks.ts';
import { checklistOf } from './checklists.ts';
import { NO_BRAKES, rightsBut } from './fakes.ts';
import { expectSafe, HOSTILE, LONG } from './safe.ts';

/** More facts, and longer ones, than a form has room for. */
const FACTS = Array.from({ length: 12 }, (_, at) => ({ key: `forward.${at}`, text: LONG, amount: at }));
const MOMENT = { now: 0, undoMs: 86_400_000 };
const ALL = await rightsBut().here();

function confirmationOf(of: Task): Confirmation {
  return {
    id: 'c1',
    action: 'terminate',
    tasks: [of],
    readiness: [],
    fingerprints: [fingerprintOf('terminate', of)],
    requester: { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' },
    reason: HOSTILE,
    shownAt: 0,
    expiresAt: 900_000,
    confirm: 'type-name',
    readinessRule: 'shown',
    sharedName: false,
    endings: null,
    earlier: null,
    supersedes: null,
  };
}

function planOf(of: Task, action = 'terminate' as const): RequestOutcome {
  const lines = planLines(action, of, { kind: 'proceed' });
  const verdict = {
    allowed: true as const,
    confirm: 'type-name' as const,
    approvals: 1,
    approvers: ['S0LEADS', 'U0BOB'],
    readiness: 'shown' as const,
    presence: 'required' as const,
    rule: 1,
  };
  return {
    kind: 'plan',
    plan: {
      action,
      tasks: [of],
      lines,
      verdict,
      leftovers: 5,
      reason: HOSTILE,
      expiresAt: 900_000,
      earlier: 'e0',
    },
    confirmation: confirmationOf(of),
    looked: [
      { account: 'prod-cn', region: 'cn-hangzhou', problem: new ProviderError('unreachable', 'no answer') },
    ],
  };
}

const names = { hostile: HOSTILE, long: LONG, empty: '', ordinary: 'orders-prod' };

describe.each(Object.entries(names))('a task with a %s name', (_, name) => {
  const tasks = [
    task({
      name,
      trouble: { code: null, text: name, reads: 1 },
      source: endpoint({ instanceName: name }),
      destination: endpoint({ address: name }),
    }),
    drsTask({ name }),
  ];

  it.each(ENDING_STATES)('has a channel message that Slack takes in state %s', (state) => {
    for (const of of tasks)
      for (const action of ACTIONS)
        expectSafe(
          endingMessage(
            ending({
              task: of,
              action,
              state,
              reason: name,
              why: name,
              approvalsNeeded: 2,
              decidedBy: { userId: 'U0BOB', reason: name },
              readings: [{ at: 1, stage: 'ended', status: name }],
            }),
          ),
        );
  });

  it('has plans, refusals and details that Slack takes', () => {
    for (const of of tasks) {
      expectSafe(requestMessage(planOf(of)));
      expectSafe(showMessage(of, [], NO_BRAKES));
      expect(
        viewProblems(JSON.parse(JSON.stringify(requestView(confirmationOf(of), FACTS))), 'modal'),
      ).toEqual([]);
    }
  });

  it('has a checklist and items that Slack takes', () => {
    for (const of of tasks) {
      const checklist = checklistOf(of);
      expectSafe(checklistMessage(checklist, MOMENT));
      for (const item of checklist.items) {
        expectSafe(itemMessage(item));
        expect(viewProblems(JSON.parse(JSON.stringify(signOffView(checklist, item))), 'modal')).toEqual([]);
      }
    }
  });
});

describe('a list', () => {
  it.each([0, 1, 10, 11, 50, 51, 10_000])(
    'of %i tasks is paged, complete in its count, and fit for Slack',
    (count) => {
      const tasks = Array.from({ length: count }, (_, at) =>
        task({ taskId: `i${at}`, name: at % 7 === 0 ? HOSTILE : `task ${at}` }),
      );
      const message = listMessage({ tasks, looked: [] }, '', 0, 'l1', NO_BRAKES);
      expectSafe(message);
      expect(message.text).toContain(
        count === 0 ? 'No tasks' : `${count.toLocaleString('en-US')} task${count === 1 ? '' : 's'}`,
      );
      expect(JSON.stringify(message.blocks).includes('list.page')).toBe(count > 10);
    },
  );

  it('shows failing tasks first', () => {
    const tasks = [
      task({ name: 'a-fine' }),
      task({ name: 'z-broken', stage: 'failed', status: 'Failed', taskId: 'i2' }),
    ];
    const { text } = listMessage({ tasks, looked: [] }, '', 0, null, NO_BRAKES);
    expect(text.indexOf('z-broken')).toBeLessThan(text.indexOf('a-fine'));
  });

  it('says how many places did not answer', () => {
    const looked = Array.from({ length: 9 }, (_, at) => ({
      account: 'a',
      region: `r${at}`,
      problem: new ProviderError('unauthorized', 'no'),
    }));
    const message = listMessage({ tasks: [], looked }, '', 0, null, NO_BRAKES);
    expectSafe(message);
    expect(message.text).toContain('and 4 more places');
  });
});

describe('a refusal', () => {
  it('never carries a button that confirms, says that nothing was changed, and has a way on', () => {
    const refused = [
      { action: 'terminate' as const, of: task({ kind: 'change-tracking' }) },
      { action: 'terminate' as const, of: drsTask({ stage: 'failed', status: 'INCRE_TRANSFER_FAILED' }) },
      { action: 'force-terminate' as const, of: drsTask() },
      {
        action: 'release' as const,
        of: task({ billing: 'subscription', expiresAt: '2027-01-01T00:00:00Z' }),
      },
      { action: 'terminate' as const, of: task({ stage: 'unknown', status: HOSTILE }) },
    ];
    for (const { action, of } of refused) {
      const decision = decide(action, of, { earlierStop: 'none' });
      if (decision.kind === 'proceed') throw new Error('this is to be refused');
      const lines = planLines(action, of, decision);
      const message = requestMessage({
        kind: 'refused',
        action,
        task: of,
        nothingToDo: false,
        why: decision.why,
        ways: decision.ways,
        lines,
        ending: null,
        looked: [],
      });
      expectSafe(message);
      expect(JSON.stringify(message.blocks)).not.toContain('ending.confirm');
      expect(message.text).toContain('Nothing was changed.');
      expect(decision.ways.length).toBeGreaterThan(0);
    }
  });

  it('offers a DRS task in trouble two ways, as plans and never as deeds', () => {
    const of = drsTask({ stage: 'failed', status: 'INCRE_TRANSFER_FAILED' });
    const decision = decide('terminate', of, { earlierStop: 'none' });
    if (decision.kind === 'proceed') throw new Error('this is to be refused');
    const message = requestMessage({
      kind: 'refused',
      action: 'terminate',
      task: of,
      nothingToDo: false,
      why: decision.why,
      ways: decision.ways,
      lines: [],
      ending: null,
      looked: [],
    });
    const values = [...JSON.stringify(message.blocks).matchAll(/"value":"([^"]+)"/g)].map(
      (match) => match[1]?.split(':')[0],
    );
    expect(message.text).toContain('CANNOT STOP NORMALLY: DRS-shop-prod');
    expect(values).toEqual(['resume', 'force-terminate']);
  });
});

describe('a refusal by the policy', () => {
  const refusedWith = (why: string, of: Task = task({ name: 'orders-prod' })) =>
    requestMessage({
      kind: 'refused',
      action: 'terminate',
      task: of,
      nothingToDo: false,
      why,
      ways: [],
      lines: [],
      ending: null,
      looked: [],
    });

  it('shows who may as people and groups, and says to ask one of them', () => {
    const message = refusedWith(
      'You may not terminate orders-prod (account a). The policy allows it to U0BOB and S0LEADS in C0OPS.',
    );
    expectSafe(message);
    expect(message.text).toContain('allows it to <@U0BOB> and <!subteam^S0LEADS> in <#C0OPS>.');
    expect(message.text).toContain('Way on  ask one of them');
    expect(JSON.stringify(message.blocks)).toContain('{"type":"channel","channel_id":"C0OPS"}');
  });

  it('sends a person to the channel where it is allowed', () => {
    const message = refusedWith('You may not terminate x here; the policy allows it to you in C0OPS only.');
    expect(message.text).toContain('in <#C0OPS> only.');
    expect(message.text).toContain('Way on  ask again there');
  });

  it.each([
    'You may not end The policy allows it to U0BOB. (account a). Nobody may.',
    'DRS reports the status "The policy allows it to U0BOB", which I do not know.',
  ])('takes no id out of a name: %s', (why) => {
    expect(refusedWith(why).text).not.toContain('<@U0BOB>');
  });
});

describe('a title', () => {
  it('tells the directions of a two-way synchronisation apart', () => {
    const of = task({ name: 'customers', twoWay: true });
    expect(endingMessage(ending({ task: of, state: 'ended' })).text).toMatch(
      /^ENDED: customers, rm-bp1162 → pc-bp1imr$/m,
    );
    expect(checklistMessage(checklistOf(of), MOMENT).text).toMatch(
      /^CLEAN-UP customers, rm-bp1162 → pc-bp1imr: 0 of/m,
    );
  });

  it('says that a stop is impossible only in the ordinary way where force is the other', () => {
    const titleOfRefusal = (of: Task) => {
      const decision = decide('terminate', of, { earlierStop: 'none' });
      if (decision.kind === 'proceed') throw new Error('this is to be refused');
      const { why, ways } = decision;
      const rest = { nothingToDo: false, lines: [], ending: null, looked: [] };
      return requestMessage({ kind: 'refused', action: 'terminate', task: of, why, ways, ...rest }).text;
    };
    expect(titleOfRefusal(drsTask({ stage: 'repairing' }))).toMatch(/^CANNOT STOP: /);
    expect(titleOfRefusal(drsTask({ stage: 'end-failed' }))).toMatch(/^CANNOT STOP NORMALLY: /);
  });
});

describe('the proof of an end', () => {
  it('has the times of the readings in UTC beside those of the reader', () => {
    const at = Date.parse('2026-11-21T00:43:17Z');
    const readings = [at, at + 10_000].map((when) => ({
      at: when,
      stage: 'ended' as const,
      status: 'Finished',
    }));
    const message = endingMessage(ending({ state: 'ended', readings }));
    expect(JSON.stringify(message.blocks)).toContain(' (00:43:17 and 00:43:27 UTC)');
    expect(message.text).toContain('Finished at 00:43:17 UTC and again at 00:43:27 UTC;');
  });
});

describe('one task', () => {
  it('offers only what is possible now, and its clean-up when it is over', () => {
    const recovery = drsTask({ kind: 'disaster-recovery' });
    expect(
      showMessage(recovery, [], NO_BRAKES)
        .blocks.map((block) => JSON.stringify(block))
        .join(),
    ).not.toContain('pause:');
    const over = showMessage(
      task({ name: 'orders-prod', stage: 'ended', status: 'Finished' }),
      [],
      NO_BRAKES,
    );
    expect(over.text).toContain('type /dts cleanup orders-prod');
    expect(over.text).not.toContain('Lag');
  });

  it('is given no plan with a pause that would be refused', () => {
    expect(JSON.stringify(requestMessage(planOf(drsTask({ kind: 'disaster-recovery' }))))).not.toContain(
      'pause:',
    );
    expect(JSON.stringify(requestMessage(planOf(drsTask())))).toContain('pause:');
  });
});

describe('choosing', () => {
  it('offers the directions of a two-way task by their endpoints, and none first', () => {
    const forward = task({ twoWay: true });
    const reverse = task({
      twoWay: true,
      direction: 'reverse',
      taskId: 'i04',
      source: forward.destination,
      destination: forward.source,
    });
    const message = requestMessage({
      kind: 'choose-direction',
      action: 'terminate',
      tasks: [forward, reverse],
      reason: null,
      looked: [],
    });
    expectSafe(message);
    expect(message.text).toContain('rm-bp1162 → pc-bp1imr');
    expect(message.text).toContain('pc-bp1imr → rm-bp1162');
    expect(JSON.stringify(message.blocks)).not.toContain('"primary"');
    expect(message.text).not.toMatch(/forward|reverse/i);
  });

  it('says how many of many fitting tasks are not shown', () => {
    const tasks = Array.from({ length: 40 }, (_, at) => task({ taskId: `i${at}` }));
    const message = requestMessage({
      kind: 'choose-task',
      action: 'terminate',
      tasks,
      reason: null,
      looked: [],
    });
    expectSafe(message);
    expect(message.text).toContain('25 more are not shown');
  });
});

describe('any text from a cloud or a person', () => {
  it('never becomes markup, however it is made', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (words) => {
        const of = task({ name: words, status: words, trouble: { code: words, text: words, reads: 1 } });
        expectSafe(endingMessage(ending({ task: of, reason: words, why: words, state: 'failed' })));
        expectSafe(noteMessage({ kind: 'signed-off', userId: 'U0ALICE', item: words, text: words }));
        expectSafe(helpMessage('/dts', { words, nearest: 'list' }, ALL));
      }),
      { numRuns: 200 },
    );
  });
});
