import { describe, expect, it } from 'vitest';
import type { Ending, EndingState } from '../../../src/lifecycle/ending.ts';
import type { Confirmation } from '../../../src/lifecycle/outcome.ts';
import { planLines } from '../../../src/lifecycle/plan.ts';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import type { Task } from '../../../src/lifecycle/task.ts';
import { anEnding } from '../../lifecycle/endings.ts';
import { drsTask, dtsTask, endpoint, twoWayTask } from '../../lifecycle/tasks.ts';
import { MINUTE, person } from '../../lifecycle/world.ts';
import { checklist, goneItem, HOUR, items, NOON, openItem } from '../checklists.ts';
import { HOSTILE, LONG } from '../safe.ts';
import { scheduled, TWO } from '../scheduled.ts';
import { homeDesk, idsOn, rule, wordsOf } from './desk.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };

function waiting(more: Partial<Ending> = {}): Ending {
  const task = more.task ?? dtsTask();
  return anEnding({
    state: 'awaiting-approval',
    requester: ALICE,
    approvalsNeeded: 1,
    approvers: ['S0LEADS'],
    approvalExpiresAt: NOON + HOUR,
    shown: { lines: planLines('terminate', task, { kind: 'proceed' }), readiness: [], leftovers: 5, rule: 1 },
    ...more,
  });
}

function aPlan(more: Partial<Confirmation> = {}): Confirmation {
  return {
    id: 'c1',
    action: 'terminate',
    tasks: [dtsTask()],
    readiness: [[]],
    fingerprints: [{}],
    requester: ALICE,
    reason: null,
    shownAt: NOON - MINUTE,
    expiresAt: NOON + 14 * MINUTE,
    confirm: 'type-name',
    readinessRule: 'shown',
    sharedName: false,
    endings: null,
    earlier: null,
    supersedes: null,
    ...more,
  };
}

/** A task of which every text is as hostile as a cloud may make it. */
function hostile(at: number, text: string): Task {
  return dtsTask({
    taskId: `i${at}`,
    name: `${at} ${text}`,
    status: text,
    account: `a${at % 3}`,
    source: endpoint({ instanceName: text }),
    destination: endpoint({ address: text }),
  });
}

const TWO_RULES = [rule(), rule({ deeds: ['terminate'], who: ['U0CAROL'], channels: ['C1'] })];

describe('a Home tab with nothing to show', () => {
  it('says so in friendly sentences, when that was found out, and that tasks are not known yet', async () => {
    const home = await homeDesk().home('U0ALICE');
    const words = wordsOf(home);
    expect(words).toMatch(/^All quiet/);
    for (const sentence of [
      'No plan of yours waits for a press.',
      'Nobody waits for your agreement.',
      'Nothing is scheduled',
      'Nothing is under way.',
      'No clean-up is left',
      'Nothing is on hold or frozen by anybody.',
      'I have not listed the tasks yet',
      'then open it once more',
    ])
      expect(words).toContain(sentence);
    expect(JSON.stringify(home.view)).toContain(`"timestamp":${NOON / 1000}`);
    expect(idsOn(home)).toEqual(['home.look']);
  });
});

describe('a Home tab of people who do not count', () => {
  it.each([
    ['U0GINA', 'you are a guest'],
    ['U0DORA', 'your account is deactivated'],
    ['U0SAM', 'you belong to another workspace'],
    ['B0BOT', 'you are a bot'],
  ])('of %s is one sentence, and nothing is looked up for it', async (userId, why) => {
    const desk = homeDesk();
    await desk.ending(waiting());
    await desk.checklist(checklist([openItem()], { owner: userId }));
    const home = await desk.home(userId);
    expect(home.view.blocks).toHaveLength(1);
    expect(wordsOf(home)).toContain(why);
    expect(JSON.stringify(home)).not.toContain('orders');
    expect(desk.asked).toEqual([]);
  });
});

describe('an ending that waits for agreement', () => {
  it('stands with its whole plan and its buttons where an approver of now looks', async () => {
    const desk = homeDesk();
    const ending = waiting();
    await desk.ending(ending);
    const home = await desk.home('U0BOB');
    expect(wordsOf(home)).toMatch(/^1 waits for you/);
    for (const { label, text } of ending.shown?.lines ?? []) {
      expect(wordsOf(home)).toContain(label);
      expect(wordsOf(home)).toContain(text.slice(0, 80));
    }
    expect(wordsOf(home)).toContain('5 clean-up items');
    expect(JSON.stringify(home.view)).toContain('https://example.slack.com/archives/C1/p1700000000000100');
    expect(idsOn(home)).toEqual([
      'ending.approve',
      'ending.plan',
      'ending.reject',
      'ending.withdraw',
      'home.look',
    ]);
  });

  it.each([
    ['the person who asked', 'U0ALICE'],
    ['somebody whom the policy does not name', 'U0OSCAR'],
  ])('is only under way for %s', async (_, userId) => {
    const desk = homeDesk();
    await desk.ending(waiting());
    const home = await desk.home(userId);
    expect(wordsOf(home)).toContain('Under way');
    expect(wordsOf(home)).toContain('ending: waiting for agreement, 0 of 1 have agreed');
    expect(idsOn(home)).toEqual(['home.look']);
  });

  it('asks the policy of now who may agree, not that of its confirmation', async () => {
    const desk = homeDesk([rule({ approvers: ['U0OSCAR'] })]);
    await desk.ending(waiting());
    expect(idsOn(await desk.home('U0OSCAR'))).toContain('ending.approve');
    expect(idsOn(await desk.home('U0BOB'))).not.toContain('ending.approve');
  });

  it('has no button to approve while a hold or the freeze stands, and says what does', async () => {
    const desk = homeDesk();
    await desk.ending(waiting());
    await desk.brakes.freeze({ actor: person('U0ALICE'), because: 'month end' });
    const home = await desk.home('U0BOB');
    expect(wordsOf(home)).toContain('FROZEN (!)');
    expect(wordsOf(home)).toContain('In the way (!)');
    expect(idsOn(home)).toEqual(['ending.plan', 'ending.reject', 'ending.withdraw', 'home.look']);
  });

  it('is gone from it when its time to agree is over', async () => {
    const desk = homeDesk();
    await desk.ending(waiting());
    desk.pass(HOUR);
    expect(idsOn(await desk.home('U0BOB'))).toEqual(['home.look']);
  });

  it('waits for the second press of its requester where it has grown old', async () => {
    const desk = homeDesk();
    await desk.ending(waiting({ pressAgain: true }));
    const home = await desk.home('U0ALICE');
    expect(wordsOf(home)).toContain('press once more');
    expect(idsOn(home)).toEqual(['ending.confirm', 'ending.plan', 'ending.withdraw', 'home.look']);
    expect(idsOn(await desk.home('U0BOB'))).not.toContain('ending.approve');
  });

  it('offers the message and no button for what counts only in its channel', async () => {
    const desk = homeDesk([rule({ channels: ['C1'] })]);
    await desk.ending(waiting({ pressAgain: true }));
    const home = await desk.home('U0ALICE');
    expect(wordsOf(home)).toContain('The policy lets you do more in its channel than here');
    expect(idsOn(home)).not.toContain('ending.confirm');
  });
});

describe("a plan of one's own", () => {
  it('can be shown again until it expires or is used, by nobody else', async () => {
    const desk = homeDesk();
    await desk.plan(aPlan());
    const home = await desk.home('U0ALICE');
    expect(wordsOf(home)).toContain('END FOR GOOD: orders-prod');
    expect(idsOn(home)).toEqual(['plan.refresh', 'home.look']);
    expect(wordsOf(await desk.home('U0BOB'))).not.toContain('orders-prod');
    await desk.plan(aPlan({ endings: ['e1'] }));
    expect(idsOn(await desk.home('U0ALICE'))).toEqual(['home.look']);
    await desk.plan(aPlan());
    desk.pass(14 * MINUTE);
    expect(idsOn(await desk.home('U0ALICE'))).toEqual(['home.look']);
  });

  it('names the channel where it counts only there, and says where it counts no more', async () => {
    const there = homeDesk([rule({ channels: ['C1'] })]);
    await there.plan(aPlan({ tasks: [twoWayTask('forward'), twoWayTask('reverse')] }));
    const home = await there.home('U0ALICE');
    expect(JSON.stringify(home.view)).toContain('"channel_id":"C1"');
    expect(wordsOf(home)).toContain('/dts terminate ledger-both');
    expect(idsOn(home)).toEqual(['home.look']);
    const nowhere = homeDesk([]);
    await nowhere.plan(aPlan());
    expect(wordsOf(await nowhere.home('U0ALICE'))).toContain('does not allow it to you any more');
  });
});

describe('a scheduled end', () => {
  it('stands with its time for whoever has asked, and offers to be there when that counts', async () => {
    const desk = homeDesk([rule({ approvals: 0 })]);
    await desk.ending(scheduled({ requester: ALICE }));
    const early = await desk.home('U0ALICE');
    expect(wordsOf(early)).toContain('2026-11-22 02:00 Europe/Berlin');
    expect(idsOn(early)).toEqual(['ending.veto', 'ending.plan', 'ending.withdraw', 'home.look']);
    desk.pass(TWO.at - NOON - 10 * MINUTE);
    await desk.ending(scheduled({ requester: ALICE }, { openedAt: TWO.at - 15 * MINUTE }));
    const near = await desk.home('U0BOB');
    expect(wordsOf(near)).toMatch(/^1 waits for you/);
    expect(idsOn(near)[0]).toBe('ending.present');
    expect(wordsOf(await desk.home('U0OSCAR'))).toContain('scheduled for 2026-11-22 02:00');
    expect(idsOn(await desk.home('U0OSCAR'))).toEqual(['home.look']);
  });

  it('sends whoever counts only in its channel to its message', async () => {
    const desk = homeDesk(TWO_RULES);
    await desk.ending(scheduled({ requester: { ...ALICE, userId: 'U0BOB' } }));
    const home = await desk.home('U0CAROL');
    expect(wordsOf(home)).toContain('Scheduled');
    expect(wordsOf(home)).toContain('do more in its channel than here');
  });
});

describe('what runs and what is left', () => {
  it('puts first what needs a person, and leaves out what is over', async () => {
    const desk = homeDesk();
    const states: readonly EndingState[] = ['ended', 'ending', 'needs-human', 'outcome-unknown', 'failed'];
    for (const [at, state] of states.entries())
      await desk.ending(
        anEnding({ id: `e${at}`, state, task: dtsTask({ taskId: `i${at}`, name: `task-${state}` }) }),
      );
    const words = wordsOf(await desk.home('U0OSCAR'));
    const at = (state: string) => words.indexOf(`task-${state}`);
    expect(at('needs-human')).toBeGreaterThan(0);
    expect(at('outcome-unknown')).toBeGreaterThan(at('needs-human'));
    expect(at('ending')).toBeGreaterThan(at('outcome-unknown'));
    expect([at('ended'), at('failed')]).toEqual([-1, -1]);
  });

  it('does not link to what was told to one person directly', async () => {
    const desk = homeDesk();
    await desk.ending(anEnding(), 'D0ALICE');
    const home = await desk.home('U0BOB');
    expect(JSON.stringify(home.view)).not.toContain('D0ALICE');
    expect(desk.asked).not.toContain('link D0ALICE');
  });

  it("has own checklists first, then those of one's channels, and none of other channels", async () => {
    const desk = homeDesk();
    const list = (id: string, owner: string, task: Partial<Task>) =>
      desk.checklist(
        checklist([openItem(), goneItem()], { id, owner, task: dtsTask({ taskId: id, ...task }) }),
      );
    await list('k1', 'U0ALICE', { name: 'hers' });
    await list('k2', 'U0BOB', { name: 'his' });
    await list('k3', 'U0CAROL', { name: 'elsewhere', account: 'secret' });
    await desk.checklist(checklist([goneItem()], { id: 'k4', task: dtsTask({ name: 'all-done' }) }));
    desk.members.set('C2', ['U0CAROL']);
    const words = wordsOf(await desk.home('U0BOB'));
    expect(words).toMatch(/Yours\nhis {2}1 of 2 to do: 1 open.*\nIn your channels\nhers {2}1 of 2 to do/);
    expect(words).not.toContain('elsewhere');
    expect(words).not.toContain('all-done');
    desk.members.set('C2', null);
    const unknown = wordsOf(await desk.home('U0BOB'));
    expect(unknown).toContain('Slack did not tell me which of them you are in');
    expect(unknown).toContain('elsewhere');
  });
});

describe('tasks in trouble', () => {
  const looked = [{ account: 'prod-cn', region: 'cn-hangzhou', problem: null }];

  it('come from the last list, with its age and what did not answer', async () => {
    const desk = homeDesk();
    const failed = drsTask({ stage: 'failed', status: 'INCRE_TRANSFER_FAILED' });
    const silent = {
      account: 'otc',
      region: 'eu-de',
      problem: new ProviderError('unreachable', 'no answer'),
    };
    desk.round = { at: NOON - 40_000, count: 31, tasks: [failed], looked: [...looked, silent] };
    const home = await desk.home('U0OSCAR', true);
    expect(wordsOf(home)).toMatch(/^Nothing waits for you: 1 task in trouble/);
    expect(wordsOf(home)).toContain('1 of 31 tasks of the places that answered is in trouble. Listed ');
    expect(wordsOf(home)).toContain('DRS-shop-prod  failed (INCRE_TRANSFER_FAILED), account otc, eu-de');
    expect(wordsOf(home)).toContain('Could not look  otc, eu-de');
    expect(wordsOf(home)).toContain('I am listing them again…');
    expect(JSON.stringify(home.view)).toContain(`"timestamp":${NOON / 1000 - 40}`);
  });

  it('are none only where that was seen', async () => {
    const desk = homeDesk();
    desk.round = { at: NOON, count: 31, tasks: [], looked };
    expect(wordsOf(await desk.home('U0OSCAR'))).toContain('None of 31 tasks is in trouble.');
  });
});

describe('a Home tab that says the same', () => {
  it('has the same content at another moment, and another one when something has changed', async () => {
    const desk = homeDesk();
    await desk.ending(anEnding());
    const looked = [{ account: 'prod-cn', region: 'cn-hangzhou', problem: null }];
    desk.round = { at: NOON, count: 31, tasks: [], looked };
    const first = await desk.home('U0ALICE');
    desk.pass(MINUTE);
    desk.round = { ...desk.round, at: NOON + MINUTE };
    const second = await desk.home('U0ALICE');
    expect(second.content).toBe(first.content);
    expect(second.view).not.toEqual(first.view);
    await desk.ending(anEnding({ slow: true }));
    expect((await desk.home('U0ALICE')).content).not.toBe(first.content);
  });
});

describe('a Home tab with far too much to show', () => {
  it.each([
    ['hostile', HOSTILE],
    ['endless', LONG],
  ])('is taken by Slack, says how much more there is, and nothing %s becomes markup', async (_, text) => {
    const desk = homeDesk([rule({ accounts: null })]);
    desk.round = {
      at: NOON,
      count: 5_000,
      tasks: Array.from({ length: 200 }, (_, at) => ({ ...hostile(at, text), stage: 'failed' as const })),
      looked: Array.from({ length: 9 }, () => ({
        account: 'prod-cn',
        region: 'cn-hangzhou',
        problem: new ProviderError('unexpected-answer', text, { code: text, permission: text }),
      })),
    };
    for (let at = 0; at < 120; at += 1) {
      const task = hostile(at, text);
      const common = { reason: text, requester: ALICE, task };
      await desk.ending(waiting({ id: `a${at}`, ...common, lost: [{ userId: 'U0X', why: text, at: NOON }] }));
      await desk.ending(
        waiting({ id: `b${at}`, ...common, requester: { ...ALICE, userId: 'U0BOB' }, pressAgain: true }),
      );
      await desk.ending(scheduled({ id: `c${at}`, ...common, approvals: [] }));
      await desk.ending(anEnding({ id: `d${at}`, ...common, slow: true, why: text }));
      await desk.plan(
        aPlan({ id: `p${at}`, tasks: [task], requester: { ...ALICE, userId: 'U0BOB' }, reason: text }),
      );
      const list = items(30, () => ({ title: text, urgent: true }));
      await desk.checklist(
        checklist(list, { id: `k${at}`, task, owner: at % 2 === 0 ? 'U0BOB' : 'U0ALICE' }),
      );
    }
    await desk.brakes.freeze({ actor: person('U0ALICE'), because: text });
    const home = await desk.home('U0BOB');
    expect(wordsOf(home)).toMatch(/and 112 more that you may agree to/);
    expect(wordsOf(home)).toMatch(/and 114 more plans/);
    expect(wordsOf(home)).toMatch(/and 105 more under way/);
    expect(wordsOf(home)).toMatch(/and 45 more of yours/);
    expect(wordsOf(home)).toMatch(/and 185 more in trouble/);
    expect(desk.asked.filter((asked) => asked.startsWith('link')).length).toBeLessThan(40);
  });
});
