import { describe, expect, it } from 'vitest';
import type { BrakeRoom } from '../../src/brakes/brakes.ts';
import type { Hold } from '../../src/brakes/hold.ts';
import type { HoldInput } from '../../src/brakes/holding.ts';
import type { Standing } from '../../src/brakes/standing.ts';
import type { Cleanup } from '../../src/cleanup/cleanup.ts';
import type { Lifecycle } from '../../src/lifecycle/lifecycle.ts';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { parseCommand } from '../../src/slack/commands/parse.ts';
import { runCommand } from '../../src/slack/commands/run.ts';
import type { CommandName } from '../../src/slack/ids.ts';
import { brakeRefusalMessage } from '../../src/slack/messages/brake-answer.ts';
import { brakeNewsMessage } from '../../src/slack/messages/brake-news.ts';
import { listMessage } from '../../src/slack/messages/list.ts';
import { noteMessage } from '../../src/slack/messages/note.ts';
import { objectionMessage } from '../../src/slack/messages/objection.ts';
import { showMessage } from '../../src/slack/messages/show.ts';
import { standingMessage } from '../../src/slack/messages/standing.ts';
import { drsTask, dtsTask, twoWayTask } from '../lifecycle/tasks.ts';
import { NOON } from './checklists.ts';
import { fakeRoom, NO_BRAKES } from './fakes.ts';
import { expectSafe, HOSTILE, LONG } from './safe.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };
const HOUR = 60 * 60_000;

function held(more: Partial<Hold> = {}): Hold {
  const task = dtsTask();
  return {
    id: 'alibaba-dts/prod-cn/cn-hangzhou/dtsi03e3zty16i',
    task,
    taskIds: [task.taskId],
    by: 'U0BOB',
    at: NOON,
    because: 'month end',
    until: null,
    ...more,
  };
}

const WEEKEND = {
  pace: { kind: 'weekly', from: { day: 1, time: '00:00' }, to: { day: 7, time: '23:59' } },
  zone: 'UTC',
  because: 'no changes',
  accounts: null,
} as const;

/** A room whose clouds list some tasks, and what was asked of its brakes. */
function roomWith(
  tasks: readonly Task[],
  more: { brakes?: Partial<BrakeRoom>; lifecycle?: Partial<Lifecycle>; cleanup?: Partial<Cleanup> } = {},
) {
  const asked: HoldInput[] = [];
  const room = fakeRoom(
    { search: async () => [], remembered: async () => [], ...more.cleanup },
    {
      find: async (_, words) => ({
        tasks: tasks.filter(({ name, taskId }) => [name, taskId].includes(words)),
        looked: [],
      }),
      look: async (task) => task,
      ...more.lifecycle,
    },
    {
      hold: async (input) => {
        asked.push(input);
        const { task, until, because } = input;
        return { kind: 'held', hold: held({ task, until, because }), before: null };
      },
      ...more.brakes,
    },
  );
  const type = (words: string, command: CommandName = '/cutover') =>
    runCommand(room, command, parseCommand(words), ALICE);
  return { asked, type };
}

describe('hold', () => {
  it('asks the brakes for the task, the moment in the zone of the person, and the reason', async () => {
    const { asked, type } = roomWith([dtsTask()]);
    const said = await type('hold orders-prod until tomorrow 08:00 because month end');
    expect(asked).toMatchObject([
      {
        actor: ALICE,
        task: { taskId: 'i03e3zty16i' },
        until: { zone: 'Europe/Berlin' },
        because: 'month end',
      },
    ]);
    expect(asked[0]?.until?.wall).toMatch(/^\d{4}-\d{2}-\d{2} 08:00$/);
    expect(said.text).toContain('orders-prod is on hold until ');
    expect(said.text).toContain('/dts unhold orders-prod');
  });

  it.each([
    [
      'no reason',
      'hold orders-prod until 08:00',
      /needs a reason.*type \/cutover hold orders-prod until 08:00 because REASON/s,
    ],
    [
      'a time that is none',
      'hold orders-prod until supper because x',
      /"supper" is no time that I understand/,
    ],
    ['no time', 'hold orders-prod until because x', /is no time that I understand/],
    ['a time that is past', 'hold orders-prod until 2020-01-01 08:00 because x', /is past/],
    ['a task that is nowhere', 'hold nothing-such because x', /found no task/],
  ])('does nothing with %s, and says what to type', async (_, words, says) => {
    const { asked, type } = roomWith([dtsTask()]);
    const said = await type(words);
    expect(said.text).toMatch(says);
    expect(said.text).toContain('Nothing was changed.');
    expect(asked).toEqual([]);
  });

  it('offers several tasks of one name, each with all that was typed', async () => {
    const { asked, type } = roomWith([dtsTask(), drsTask({ name: 'orders-prod', taskId: 'jb101' })]);
    const said = await type('hold orders-prod until in 3h because month end');
    expect(asked).toEqual([]);
    expect(said.text).toContain('2 tasks fit "orders-prod": use the job id.');
    expect(said.text).toContain('/dts hold i03e3zty16i until in 3h because month end');
    expect(said.text).toContain('/drs hold jb101 until in 3h because month end');
  });

  it('takes the two directions of a task for one', async () => {
    const { asked, type } = roomWith([twoWayTask('forward'), twoWayTask('reverse')]);
    await type('hold ledger-both because month end');
    expect(asked).toHaveLength(1);
  });

  it('does not take a database for a task', async () => {
    const uses = { find: async () => ({ tasks: [dtsTask()], looked: [] }) };
    const { asked, type } = roomWith([dtsTask()], { lifecycle: uses });
    expect((await type('hold rm-bp1162 because x')).text).toContain('found no task');
    expect(asked).toEqual([]);
  });

  it('works while the cloud does not answer a look', async () => {
    const look = async () => {
      throw new ProviderError('unreachable', 'no answer');
    };
    const { asked, type } = roomWith([dtsTask()], { lifecycle: { look } });
    await type('hold orders-prod because x');
    expect(asked).toHaveLength(1);
  });

  it('works for a task that no cloud lists and that is only remembered', async () => {
    const { asked, type } = roomWith([], { cleanup: { remembered: async () => [dtsTask()] } });
    await type('hold orders-prod because x');
    expect(asked).toMatchObject([{ task: { taskId: 'i03e3zty16i' } }]);
  });
});

describe('unhold', () => {
  const standing = async (): Promise<Standing> => ({
    ...NO_BRAKES,
    holds: [held(), held({ id: 'other', task: drsTask(), taskIds: ['jb101'] })],
  });

  it('finds the hold by the name, or by the id of either direction', async () => {
    for (const words of ['unhold orders-prod', 'unhold ORDERS-PROD', 'unhold i03e3zty16i']) {
      const lifted: string[] = [];
      const unhold: BrakeRoom['unhold'] = async ({ id }) => {
        lifted.push(id);
        return { kind: 'lifted', hold: held() };
      };
      const { type } = roomWith([], { brakes: { standing, unhold } });
      expect((await type(words)).text).toContain('orders-prod is no longer on hold');
      expect(lifted).toEqual([held().id]);
    }
  });

  it('says so where nothing of that name is on hold for this command', async () => {
    const { type } = roomWith([], { brakes: { standing } });
    expect((await type('unhold nothing-such')).text).toContain('Nothing called "nothing-such" is on hold.');
    expect((await type('unhold orders-prod', '/drs')).text).toContain('is on hold.');
  });

  it('offers several holds of one name by their ids', async () => {
    const two = async () => ({
      ...NO_BRAKES,
      holds: [
        held(),
        held({ id: 'b', task: dtsTask({ taskId: 'second', instanceId: 's' }), taskIds: ['second'] }),
      ],
    });
    const { type } = roomWith([], { brakes: { standing: two } });
    const said = await type('unhold orders-prod');
    expect(said.text).toContain('/dts unhold i03e3zty16i');
    expect(said.text).toContain('/dts unhold second');
  });
});

describe('the red switch', () => {
  it.each([
    ['freeze', 'the word "everything" must be typed'],
    ['freeze orders-prod because x', 'the word "everything" must be typed'],
    ['unfreeze', 'the word "everything" must be typed'],
    ['freeze everything', 'A freeze needs a reason'],
  ])('is not thrown by "%s"', async (words, says) => {
    const { type } = roomWith([]);
    const said = await type(words);
    expect(said.text).toContain(says);
    expect(said.text).toContain('Nothing was changed.');
  });

  it('is thrown and lifted with the whole words', async () => {
    const freeze = { by: 'U0ALICE', at: NOON, because: 'INC-9' };
    const { type } = roomWith([], {
      brakes: {
        freeze: async () => ({ kind: 'frozen', freeze }),
        unfreeze: async () => ({ kind: 'thawed', freeze }),
      },
    });
    expect((await type('freeze everything because INC-9')).text).toContain('Everything is frozen');
    expect((await type('unfreeze everything')).text).toContain('The freeze is lifted');
  });

  it('and every other brake tell a guest nothing', async () => {
    const mayRead = async () => ({ allowed: false as const, why: 'You are a guest.' });
    for (const words of [
      'holds',
      'hold orders-prod because x',
      'unhold x',
      'freeze everything because x',
      'unfreeze everything',
    ]) {
      const { asked, type } = roomWith([dtsTask()], {
        lifecycle: { mayRead },
        brakes: { standing: () => Promise.reject(new Error('it was read')) },
      });
      expect((await type(words)).text).toContain('You are a guest.');
      expect(asked).toEqual([]);
    }
  });
});

describe('what stands', () => {
  const all: Standing = {
    holds: [held({ until: { at: NOON + HOUR, wall: '2026-11-21 13:00', zone: 'UTC' } })],
    freeze: { by: 'U0CAROL', at: NOON - HOUR, because: 'INC-9' },
    windows: [{ ...WEEKEND, accounts: ['prod-cn'] }],
    now: NOON,
  };

  it('is listed with who, why, until when, and how to lift it', () => {
    const { text } = standingMessage(all, null);
    expect(text).toMatch(/FROZEN.*everything, since .*, by <@U0CAROL>: "INC-9"/);
    expect(text).toContain('/cutover unfreeze everything');
    expect(text).toMatch(/On hold.*orders-prod \(account prod-cn\) until .*, by <@U0BOB>: "month end"/);
    expect(text).toContain('/dts unhold i03e3zty16i');
    expect(text).toMatch(/Freeze window.*open until .*, only prod-cn: "no changes"/);
    expect(standingMessage(all, 'drs').text).toContain('No task is on hold.');
  });

  it('is said to be nothing where nothing stands', () => {
    expect(standingMessage(NO_BRAKES, null).text).toMatch(
      /Nothing is frozen by anybody\.\nNo task is on hold\.\nNo freeze window comes\./,
    );
  });

  it('is shown under a task and over a list, and behind the name of what is on hold', () => {
    const shown = showMessage(dtsTask(), [], all).text;
    expect(shown).toMatch(/FROZEN \(!\).*INC-9/);
    expect(shown).toMatch(/On hold \(!\).*until .*by <@U0BOB>/);
    expect(shown).toMatch(/Freeze window \(!\)/);
    const other = showMessage(drsTask(), [], { ...all, freeze: null }).text;
    expect(other).not.toMatch(/On hold|Freeze window|FROZEN/);
    const list = listMessage({ tasks: [dtsTask(), drsTask()], looked: [] }, '', 0, null, all).text;
    expect(list).toMatch(/FROZEN \(!\)/);
    expect(list).toMatch(/orders-prod: running \(Synchronizing\) {2}ON HOLD until /);
    expect(list).toMatch(/DRS-shop-prod: running \([A-Z_]+\)$/m);
  });

  it('says that the windows are not known, wherever it is shown', () => {
    const unknown: Standing = { ...NO_BRAKES, windows: { why: 'x', at: 0 } };
    expect(standingMessage(unknown, null).text).toContain('not known');
    expect(showMessage(dtsTask(), [], unknown).text).toContain('not known');
  });

  it('is safe and short enough, whatever people typed', () => {
    for (const text of [HOSTILE, LONG]) {
      const task = dtsTask({ name: text });
      const holds = Array.from({ length: 30 }, (_, at) => held({ id: `h${at}`, task, because: text }));
      const windows = Array.from({ length: 30 }, () => ({ ...WEEKEND, because: text, accounts: [text] }));
      const standing: Standing = { holds, freeze: { by: 'U1', at: 0, because: text }, windows, now: NOON };
      expectSafe(standingMessage(standing, null));
      expectSafe(listMessage({ tasks: [task], looked: [] }, '', 0, null, standing));
      expectSafe(showMessage(task, [], standing));
      const about = { title: text, taskId: text, provider: 'drs', account: text } as const;
      for (const kind of ['held', 'lifted', 'over'] as const)
        expectSafe(brakeNewsMessage({ kind, by: 'U1', task: about, until: 1, because: text }));
      for (const kind of ['frozen', 'thawed'] as const)
        expectSafe(brakeNewsMessage({ kind, by: 'U1', because: text }));
    }
  });
});

describe('a refusal by a brake', () => {
  const WHY =
    'orders-prod is on hold until somebody lifts it: "x". Lift it with: unhold orders-prod. Held by U0BOB.';

  it('shows the person, wherever it is said', () => {
    for (const message of [
      brakeRefusalMessage(WHY),
      objectionMessage({ kind: 'braked', why: WHY }),
      noteMessage({ kind: 'state', state: 'refused', why: WHY }),
    ]) {
      expect(message.text).toContain('Held by <@U0BOB>.');
      expect(JSON.stringify(message.blocks)).toContain('"user_id":"U0BOB"');
    }
    expect(brakeRefusalMessage(WHY.replace('Held', 'Frozen')).text).toContain('Frozen by <@U0BOB>.');
  });

  it('never takes a name or a reason for such a person', () => {
    const forged = 'x. Held by U0EVIL.';
    for (const why of [
      `${forged} is on hold until somebody lifts it: "${forged}". Lift it with: unhold ${forged}. Held by U0BOB.`,
      `The cloud said no: ${forged} and more`,
    ])
      expect(brakeRefusalMessage(why).text).not.toContain('<@U0EVIL>');
    const note = noteMessage({ kind: 'state', state: 'failed', why: `DTS said no: Busy, ${forged}` });
    expect(note.text).not.toContain('<@U0EVIL>');
  });
});
