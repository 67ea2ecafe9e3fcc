import { describe, expect, it } from 'vitest';
import type { Checklist } from '../../src/cleanup/checklist/checklist.ts';
import { type Found, type Looked, ProviderError } from '../../src/lifecycle/ports.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { parseCommand } from '../../src/slack/commands/parse.ts';
import { runCommand } from '../../src/slack/commands/run.ts';
import { drsTask, dtsTask } from '../lifecycle/tasks.ts';
import { checklist, goneItem, item } from './checklists.ts';
import { fakeRoom } from './fakes.ts';
import { buttonsOf, expectSafe, HOSTILE } from './safe.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };
const ANSWERED: Looked = { account: 'prod-cn', region: 'cn-hangzhou', problem: null };
const SILENT: Looked = { ...ANSWERED, problem: new ProviderError('unreachable', 'no answer') };
const OVER = dtsTask({ stage: 'ended', status: 'Finished' });

interface World {
  held?: readonly Checklist[];
  /** What the clouds list, by id, name or at all. */
  listed?: readonly Task[];
  remembered?: readonly Task[];
  looked?: readonly Looked[];
  mayOpen?: string;
}

/** Types `cleanup` with some words, and says what was answered and which checklists were opened. */
async function typed(words: string, world: World, command: '/dts' | '/drs' | '/cutover' = '/cutover') {
  const opened: Task[] = [];
  const asked: string[] = [];
  const found = (tasks: readonly Task[]): Found => ({ tasks, looked: world.looked ?? [ANSWERED] });
  const room = fakeRoom(
    {
      search: async () => world.held ?? [],
      remembered: async () => world.remembered ?? [],
      mayOpen: async () =>
        world.mayOpen === undefined ? { allowed: true } : { allowed: false, why: world.mayOpen },
      openByHand: async (task) => {
        opened.push(task);
        return checklist([]);
      },
    },
    {
      find: async (_, sought) => {
        asked.push(sought);
        return found((world.listed ?? []).filter((task) => [task.taskId, task.name].includes(sought)));
      },
      list: async () => {
        asked.push('all');
        return found(world.listed ?? []);
      },
    },
  );
  const message = await runCommand(room, command, parseCommand(`cleanup ${words}`), ALICE);
  expectSafe(message);
  return { text: message.text, message, opened, asked };
}

describe('cleanup with a task', () => {
  it('shows the checklist that there is, and asks no cloud', async () => {
    const { text, asked, message } = await typed('orders-prod', { held: [checklist([goneItem()])] });
    expect(text).toContain('CLEAN-UP orders-prod: 1 of 1');
    expect(buttonsOf(message).map(({ id }) => id)).toContain('cleanup.undo');
    expect(asked).toEqual([]);
  });

  it('opens the checklist of one that is over', async () => {
    const { text, opened } = await typed('orders-prod', { listed: [OVER] });
    expect(opened).toEqual([OVER]);
    expect(text).toContain('is being posted in the channel');
  });

  it('keeps what was known while it lived, with how it stands now', async () => {
    const thin = { ...OVER, source: { ...OVER.source, instanceId: null } };
    const { opened } = await typed('orders-prod', { listed: [thin], remembered: [dtsTask()] });
    expect(opened).toHaveLength(1);
    expect(opened[0]).toMatchObject({
      stage: 'ended',
      status: 'Finished',
      source: { instanceId: 'rm-bp1162' },
    });
  });

  it('opens that of a task that no cloud lists any more as released', async () => {
    const { opened, asked } = await typed('orders-prod', { remembered: [dtsTask()] });
    expect(asked).toEqual(['orders-prod', 'i03e3zty16i']);
    expect(opened).toMatchObject([{ taskId: 'i03e3zty16i', stage: 'gone' }]);
  });

  it.each([
    ['that does not answer', [SILENT]],
    ['that is no longer looked at', [{ ...ANSWERED, region: 'cn-beijing' }]],
    ['of an account that is no longer there', []],
  ])('takes a task of a place %s for neither over nor released', async (_, looked) => {
    const { text, opened } = await typed('orders-prod', { remembered: [dtsTask()], looked });
    expect(opened).toEqual([]);
    expect(text).toContain('do not know whether it is over');
    expect(text.endsWith('Nothing was changed.')).toBe(true);
  });

  it('refuses while the task lives, remembered or not', async () => {
    for (const remembered of [[], [dtsTask()]]) {
      const { text, opened } = await typed('orders-prod', { listed: [dtsTask()], remembered });
      expect(opened).toEqual([]);
      expect(text).toContain('is not over: running (Synchronizing)');
      expect(text).toContain('terminate orders-prod');
      expect(text.endsWith('Nothing was changed.')).toBe(true);
    }
  });

  it('alone names what is over, with what to type, and nothing that runs', async () => {
    const runs = dtsTask({ taskId: 'i06runs', name: 'still-runs' });
    const { text } = await typed('', { listed: [OVER, runs] });
    expect(text).toContain('Which task?');
    expect(text).toContain('/cutover cleanup i03e3zty16i');
    expect(text).not.toContain('still-runs');
    expect(text.endsWith('Nothing was changed.')).toBe(true);
  });

  it('says so where none of those that are meant is over', async () => {
    const twin = dtsTask({ taskId: 'i04twin' });
    const { text } = await typed('orders-prod', { listed: [dtsTask(), twin] });
    expect(text).toContain('None of them is over');
  });

  it('is refused for whom the policy does not allow it', async () => {
    const { text, opened } = await typed('orders-prod', {
      listed: [OVER],
      mayOpen: 'You may not clean up. The policy allows it to U0BOB.',
    });
    expect(opened).toEqual([]);
    expect(text).toContain('<@U0BOB>');
    expect(text.endsWith('Nothing was changed.')).toBe(true);
  });

  it('says where it looked when nothing is meant', async () => {
    const { text } = await typed(HOSTILE, { looked: [SILENT] });
    expect(text).toContain('I found no task and no checklist');
    expect(text).toContain('No place answered, so it may exist all the same.');
    expect(text.endsWith('Nothing was changed.')).toBe(true);
  });

  it('sees only the tasks of its own cloud', async () => {
    const { text } = await typed(
      'rds-shop',
      { held: [checklist([item()])], remembered: [dtsTask()] },
      '/drs',
    );
    expect(text).toContain('I found no task and no checklist');
  });

  it('offers those of the same name to choose from, with what to type', async () => {
    const twin = dtsTask({ taskId: 'i04twin', stage: 'ended', status: 'Finished' });
    const { text, opened } = await typed('orders-prod', { listed: [OVER, twin] });
    expect(opened).toEqual([]);
    expect(text).toContain('2 tasks fit "orders-prod": use the job id.');
    expect(text).toContain('/dts cleanup i03e3zty16i');
    expect(text).toContain('/dts cleanup i04twin');
  });
});

describe('cleanup with a database', () => {
  const other = dtsTask({ taskId: 'i05crm', name: 'crm-feed' });

  it('opens that of the one task that used it and is no longer listed', async () => {
    const { opened } = await typed('rm-bp1162', { remembered: [dtsTask()] });
    expect(opened).toMatchObject([{ taskId: 'i03e3zty16i', stage: 'gone' }]);
  });

  it('leaves the living aside where one that is over used it too', async () => {
    const { opened, asked } = await typed('rm-bp1162', { remembered: [dtsTask(), other], listed: [other] });
    expect(asked).toEqual(['rm-bp1162', 'all']);
    expect(opened.map(({ taskId }) => taskId)).toEqual(['i03e3zty16i']);
  });

  it('lists checklists and tasks where several are meant', async () => {
    const shop = drsTask();
    const { text, opened } = await typed('rm-bp1162', {
      held: [checklist([goneItem(), item({ id: 'k1.2' })])],
      remembered: [other, shop, dtsTask()],
      listed: [],
    });
    expect(opened).toEqual([]);
    expect(text).toContain('3 tasks fit');
    expect(text).toContain('orders-prod  has a checklist, 1 of 2');
    expect(text).toContain('crm-feed  over, released (no longer listed); no checklist yet');
    expect(text).toContain('DRS-shop-prod  not known whether it is over');
    expect(text).toContain('/drs cleanup 5b0c1d2e-77aa-4c10-9f3e-0a1b2c3jb101');
  });

  it('refuses where all that use it live', async () => {
    const { text, opened } = await typed('rm-bp1162', { remembered: [other], listed: [other] });
    expect(opened).toEqual([]);
    expect(text).toContain('crm-feed is not over');
  });
});

describe('undo', () => {
  it('shows what can be put back, of its own cloud only', async () => {
    const found = [{ item: goneItem(), checklist: checklist([]) }];
    const room = fakeRoom({ undoable: async () => found });
    const mine = await runCommand(room, '/dts', { kind: 'undo', task: 'orders-prod' }, ALICE);
    expect(buttonsOf(mine)).toContainEqual({ id: 'cleanup.undo', value: 'k1.1', label: 'Undo' });
    const none = await runCommand(room, '/drs', { kind: 'undo', task: 'orders-prod' }, ALICE);
    expect(buttonsOf(none)).toEqual([]);
    expect(none.text.endsWith('Nothing was changed.')).toBe(true);
  });

  it('tells a guest nothing', async () => {
    const mayRead = async () => ({ allowed: false as const, why: 'Guests may not read.' });
    const message = await runCommand(
      fakeRoom({}, { mayRead }),
      '/dts',
      { kind: 'undo', task: 'orders-prod' },
      ALICE,
    );
    expect(message.text).toContain('Guests may not read.');
  });
});

describe('the help', () => {
  it('names every verb of the clean-up', async () => {
    const { text } = await runCommand(fakeRoom({}), '/cutover', { kind: 'help' }, ALICE);
    expect(text).toContain('/cutover cleanup TASK');
    expect(text).toContain('/cutover cleanup DATABASE');
    expect(text).toContain('/cutover undo TASK');
  });
});
