import { describe, expect, it } from 'vitest';
import type { Ending } from '../../src/lifecycle/ending.ts';
import type { RequestOutcome } from '../../src/lifecycle/outcome.ts';
import type { RequestInput } from '../../src/lifecycle/target.ts';
import { type Task, taskKey } from '../../src/lifecycle/task.ts';
import { requestPlan } from '../../src/slack/actions/plan.ts';
import { presentAtEnding, vetoEnding } from '../../src/slack/actions/schedule.ts';
import { parseCommand } from '../../src/slack/commands/parse.ts';
import { runCommand } from '../../src/slack/commands/run.ts';
import type { CommandName } from '../../src/slack/ids.ts';
import { createMemory } from '../../src/slack/memory.ts';
import { planValue } from '../../src/slack/messages/answer.ts';
import { drsTask, dtsTask, twoWayTask } from '../lifecycle/tasks.ts';
import { NOON } from './checklists.ts';
import { fakeRoom, press } from './fakes.ts';
import { buttonsOf } from './safe.ts';
import { scheduled } from './scheduled.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };
const HOUR = 60 * 60_000;

/** A room whose core answers every request alike, and what it was asked. */
function roomAt(
  now: number,
  outcome: RequestOutcome = { kind: 'nothing-found', words: 'x', looked: [] },
  endings: readonly Ending[] = [],
) {
  const asked: RequestInput[] = [];
  const room = {
    ...fakeRoom(
      {},
      {
        request: async (input) => {
          asked.push(input);
          return outcome;
        },
        scheduled: async () => endings,
        list: async () => ({ tasks: [dtsTask(), drsTask()], looked: [] }),
        find: async () => ({ tasks: [dtsTask()], looked: [] }),
        look: async (task) => task,
      },
    ),
    now: () => now,
  };
  const type = (words: string, command: CommandName = '/cutover') =>
    runCommand(room, command, parseCommand(words), ALICE);
  return { room, asked, type };
}

describe('terminate TASK at WHEN', () => {
  it('asks the core for a plan at that moment, in the zone of the person', async () => {
    const { asked, type } = roomAt(NOON);
    await type('terminate orders-prod at 02:00 because cut-over');
    expect(asked).toEqual([
      {
        action: 'terminate',
        reason: 'cut-over',
        actor: ALICE,
        target: { kind: 'words', words: 'orders-prod', scope: null },
        schedule: { at: Date.parse('2026-11-22T01:00Z'), wall: '2026-11-22 02:00', zone: 'Europe/Berlin' },
      },
    ]);
  });

  it.each(['/dts', '/drs', '/cutover'] as const)('is understood by %s', async (command) => {
    const { asked, type } = roomAt(NOON);
    await type('stop orders-prod in 3h', command);
    expect(asked).toMatchObject([{ schedule: { at: NOON + 3 * HOUR } }]);
  });

  it('is the plain request where no time was typed', async () => {
    const { asked, type } = roomAt(NOON);
    await type('terminate orders-prod');
    expect(asked).toMatchObject([{ schedule: null }]);
  });

  it.each([
    ['a time that is none', 'terminate orders-prod at 7', /"7" is no time that I understand/],
    ['a time that is past', 'terminate orders-prod at 2020-01-01 02:00', /is past/],
    ['a zone that is none', 'terminate orders-prod at 02:00 Berlin', /"Berlin" is no time zone/],
    ['more than fourteen days', 'terminate orders-prod in 15d', /more than 14 days ahead/],
    ['another action', 'pause orders-prod at 02:00', /Only an ordinary end \(terminate\).*not pausing/],
    ['force', 'force-stop orders-prod in 3h', /Only an ordinary end/],
  ])('asks for nothing with %s, and says what to type', async (_, words, says) => {
    const { asked, type } = roomAt(NOON);
    const said = await type(words);
    expect(said.text).toMatch(says);
    expect(said.text).toContain('Nothing was changed.');
    expect(said.text).toContain('/cutover terminate TASK at 02:00 Europe/Berlin');
    expect(asked).toEqual([]);
  });

  it('says how to name a task that has such words in its name', async () => {
    const { type } = roomAt(NOON);
    expect((await type('terminate copy at 7')).text).toContain('/cutover terminate "copy at 7"');
    expect((await type('pause all in 1', '/dts')).text).toContain('/dts pause "all in 1"');
  });

  it('refuses a time that the clocks skip or show twice, and takes the one that is meant', async () => {
    const spring = roomAt(Date.parse('2027-03-27T12:00Z'));
    const skipped = await spring.type('terminate orders-prod at 02:30');
    expect(skipped.text).toMatch(/The clocks of Europe\/Berlin skip 2027-03-28 02:30\. Name another time/);
    await spring.type('terminate orders-prod at 03:30');
    expect(spring.asked).toMatchObject([
      { schedule: { at: Date.parse('2027-03-28T01:30Z'), wall: '2027-03-28 03:30' } },
    ]);
    const autumn = roomAt(Date.parse('2027-10-30T12:00Z'));
    const twice = await autumn.type('terminate orders-prod at 02:30');
    expect(twice.text).toMatch(/show 2027-10-31 02:30 twice\. Say which: 2027-10-31 00:30 UTC or/);
    await autumn.type('terminate orders-prod at 2027-10-31 00:30 UTC');
    expect(autumn.asked).toMatchObject([{ schedule: { at: Date.parse('2027-10-31T00:30Z'), zone: 'UTC' } }]);
  });
});

describe('a time that was typed before it was clear what is meant', () => {
  const choose = (tasks: readonly Task[]): RequestOutcome => ({
    kind: 'choose-direction',
    action: 'terminate',
    tasks,
    reason: 'cut-over',
    looked: [],
  });

  it('goes on with the choice, together with the reason', async () => {
    const tasks = [twoWayTask('forward'), twoWayTask('reverse')];
    const { room, asked, type } = roomAt(NOON, choose(tasks));
    const said = await type('terminate ledger-both in 3h because cut-over');
    for (const { value } of buttonsOf(said)) await requestPlan(room, press(value).click);
    expect(asked).toHaveLength(4);
    for (const input of asked)
      expect(input).toMatchObject({ reason: 'cut-over', schedule: { at: NOON + 3 * HOUR } });
  });

  it('never becomes "now" where it is forgotten', async () => {
    const { room, asked } = roomAt(NOON);
    const { click, whispers } = press(planValue('terminate', taskKey(dtsTask()), 's9'));
    await requestPlan({ ...room, said: createMemory() }, click);
    expect(asked).toEqual([]);
    expect(whispers[0]?.text).toMatch(/no longer hold the time.*Nothing was changed/s);
  });

  it('is not carried to another action, which cannot have it', () => {
    expect(planValue('force-terminate', 'k', 's9')).toBe('force-terminate:k');
    expect(planValue('force-terminate', 'k', 'r9')).toBe('force-terminate:k#r9');
    expect(planValue('terminate', 'k', 's9')).toBe('terminate:k#s9');
  });
});

describe('scheduled', () => {
  it('lists what waits for its time, for the accounts of the command', async () => {
    const { type } = roomAt(NOON, undefined, [scheduled()]);
    const said = await type('scheduled');
    expect(said.text).toMatch(/orders-prod \(account prod-cn\) at 2026-11-22 02:00 Europe\/Berlin/);
    expect(said.text).toContain('<@UALICE>');
    expect((await type('scheduled', '/drs')).text).toContain('Nothing is scheduled.');
  });

  it('is mentioned in the list and where the task is shown', async () => {
    const { type } = roomAt(NOON, undefined, [scheduled()]);
    expect((await type('list')).text).toMatch(/orders-prod: .*END SCHEDULED for 2026-11-22 01:00 UTC/);
    expect((await type('list')).text).not.toMatch(/DRS-shop-prod: .*END SCHEDULED/);
    expect((await type('show orders-prod')).text).toMatch(
      /Scheduled \(!\).*its end, for 2026-11-22 02:00 Europe\/Berlin, by <@UALICE>/,
    );
  });
});

describe('the buttons of a scheduled end', () => {
  it.each([
    ['I am here', presentAtEnding, 'sayPresent'],
    ['Veto', vetoEnding, 'veto'],
  ] as const)('%s goes to the core with who pressed it, and answers', async (_, handle, method) => {
    const asked: object[] = [];
    const take = async (input: object) => {
      asked.push(input);
      return { kind: 'recorded', ending: scheduled() } as const;
    };
    const room = fakeRoom({}, { [method]: take });
    const { click, whispers } = press('e1');
    await handle(room, click);
    expect(asked).toEqual([{ id: 'e1', actor: { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' } }]);
    expect(whispers[0]?.text).toBe('Recorded. orders-prod: scheduled for 2026-11-22 02:00 Europe/Berlin.');
    const refusing = fakeRoom({}, { [method]: async () => ({ kind: 'refused', why: 'Too early.' }) });
    const second = press('e1');
    await handle(refusing, second.click);
    expect(second.whispers[0]?.text).toContain('Too early.\nNothing was changed by this press.');
  });
});
