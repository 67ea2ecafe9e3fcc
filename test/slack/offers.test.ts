import { describe, expect, it } from 'vitest';
import { decide } from '../../src/lifecycle/decide.ts';
import { fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import type { Lifecycle } from '../../src/lifecycle/lifecycle.ts';
import type { Confirmation, RequestOutcome } from '../../src/lifecycle/outcome.ts';
import { planLines } from '../../src/lifecycle/plan.ts';
import type { Actor } from '../../src/lifecycle/ports.ts';
import { type Action, type Task, taskKey } from '../../src/lifecycle/task.ts';
import type { Deed } from '../../src/policy/ports.ts';
import type { Hindrance, Rights } from '../../src/policy/rights.ts';
import { showAllItems } from '../../src/slack/actions/checklist.ts';
import { confirmPlan } from '../../src/slack/actions/confirm.ts';
import { nextPage } from '../../src/slack/actions/list.ts';
import { requestPlan } from '../../src/slack/actions/plan.ts';
import { parseCommand } from '../../src/slack/commands/parse.ts';
import { runCommand } from '../../src/slack/commands/run.ts';
import type { Message } from '../../src/slack/messages/message.ts';
import type { Room } from '../../src/slack/room.ts';
import { drsTask, dtsTask, twoWayTask } from '../lifecycle/tasks.ts';
import { checklist, goneItem, item, openItem } from './checklists.ts';
import { fakeRoom, press, rightsBut } from './fakes.ts';
import { buttonsOf, expectSafe, HOSTILE } from './safe.ts';

const ALICE = { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' };
const ONLY_DBA: Hindrance = { kind: 'others', rules: [{ who: ['S0DBA'], channels: null }] };
const SILENT: Hindrance = { kind: 'not-checked' };
const TROUBLE = drsTask({ stage: 'failed', status: 'INCRE_TRANSFER_FAILED' });

function without(hindrance: Hindrance, ...deeds: Deed[]): Rights {
  return rightsBut(Object.fromEntries(deeds.map((deed) => [deed, { may: false, hindrance }])));
}

const NOTHING = without(
  ONLY_DBA,
  'terminate',
  'force-terminate',
  'release',
  'pause',
  'resume',
  'cleanup',
  'hold',
  'freeze',
);

function confirmationOf(task: Task, action: Action = 'terminate'): Confirmation {
  return {
    id: 'c1',
    action,
    tasks: [task],
    readiness: [],
    fingerprints: [fingerprintOf(action, task)],
    requester: ALICE,
    reason: null,
    shownAt: 0,
    expiresAt: 900_000,
    confirm: 'button',
    readinessRule: 'shown',
    sharedName: false,
    endings: null,
    earlier: null,
    supersedes: null,
  };
}

function planOf(task: Task): RequestOutcome {
  const verdict = {
    allowed: true,
    confirm: 'button',
    approvals: 0,
    approvers: [],
    readiness: 'shown',
    presence: 'required',
    rule: 1,
  } as const;
  const plan = {
    action: 'terminate',
    tasks: [task],
    lines: planLines('terminate', task, { kind: 'proceed' }),
    verdict,
    leftovers: 0,
    reason: null,
    expiresAt: 900_000,
    earlier: null,
  } as const;
  return { kind: 'plan', plan, confirmation: confirmationOf(task), looked: [] };
}

function refusalOf(task: Task): RequestOutcome {
  const decision = decide('terminate', task, { earlierStop: 'none' });
  if (decision.kind === 'proceed') throw new Error('this is to be refused');
  const { why, ways } = decision;
  const rest = { nothingToDo: false, lines: [], ending: null, looked: [] };
  return { kind: 'refused', action: 'terminate', task, why, ways, ...rest };
}

function choice(kind: 'choose-task' | 'choose-direction', tasks: readonly Task[]): RequestOutcome {
  return { kind, action: 'terminate', tasks, reason: null, looked: [] };
}

const LIST = checklist([openItem({ id: 'k1.1' }), goneItem({ id: 'k1.2' }), item({ id: 'k1.3' })]);

function roomOf(lifecycle: Partial<Lifecycle>, rights: Rights): Room {
  const room = fakeRoom(
    {
      search: async () => [LIST],
      read: async () => LIST,
      undoable: async () => [{ item: goneItem({ id: 'k1.2' }), checklist: LIST }],
    },
    { look: async (task) => task, ...lifecycle },
  );
  return { ...room, rights: () => rights };
}

type Ask = (room: Room) => Promise<Message>;

const type =
  (words: string): Ask =>
  (room) =>
    runCommand(room, '/cutover', parseCommand(words), ALICE);

/** Presses a button and gives the one answer that it gets. */
const pressing =
  (value: string, handle: (room: Room, click: ReturnType<typeof press>['click']) => Promise<void>): Ask =>
  async (room) => {
    const { click, whispers } = press(value);
    await handle(room, click);
    const [answer] = whispers;
    if (answer === undefined) throw new Error('nothing was said');
    return answer;
  };

const listing = (...tasks: Task[]) => ({
  list: async () => ({ tasks, looked: [] }),
  find: async () => ({ tasks, looked: [] }),
});
const answering = (outcome: RequestOutcome) => ({ request: async () => outcome });
const { task: forward } = LIST;
const [one, other] = [dtsTask(), dtsTask({ taskId: 'i2', name: 'crm-feed' })];
const [there, back] = [twoWayTask('forward', { name: 'there' }), twoWayTask('reverse', { name: 'back' })];

/** Each answer to one person that has such buttons: what asks for it, and the deeds whose buttons it has. */
const ANSWERS: Record<string, { lifecycle?: Partial<Lifecycle>; ask: Ask; buttons: string[]; says: RegExp }> =
  {
    'the list': {
      lifecycle: listing(one, other),
      ask: type('list'),
      buttons: ['plan.request terminate', 'plan.request terminate'],
      says: /^End {2}only for <!subteam\^S0DBA>\.$/m,
    },
    'the next page of the list': {
      lifecycle: listing(...Array.from({ length: 11 }, (_, at) => dtsTask({ taskId: `i${at}` }))),
      ask: async (room) => {
        room.lists.keep('l1', { kind: 'tasks', scope: null, words: '', page: 1 });
        return pressing('l1', nextPage)(room);
      },
      buttons: ['plan.request terminate'],
      says: /^End {2}only for/m,
    },
    'a command without a task': {
      lifecycle: listing(one),
      ask: type('pause'),
      buttons: ['plan.request terminate'],
      says: /^End {2}only for/m,
    },
    'one task': {
      lifecycle: listing(one),
      ask: type('show orders-prod'),
      buttons: ['plan.request terminate', 'plan.request pause'],
      says: /^Pause {2}only for/m,
    },
    'several tasks of a name': {
      lifecycle: listing(one, other),
      ask: type('show orders-prod'),
      buttons: ['plan.request terminate', 'plan.request terminate'],
      says: /^End {2}only for/m,
    },
    'a refusal with its ways': {
      lifecycle: answering(refusalOf(TROUBLE)),
      ask: type('stop DRS-shop-prod because INC-1'),
      buttons: ['plan.request resume', 'plan.request force-terminate'],
      says: /^End by force {2}only for <!subteam\^S0DBA>\.$/m,
    },
    'a refusal behind a button': {
      lifecycle: answering(refusalOf(TROUBLE)),
      ask: pressing(`terminate:${taskKey(TROUBLE)}`, requestPlan),
      buttons: ['plan.request resume', 'plan.request force-terminate'],
      says: /^Resume {2}only for/m,
    },
    'several tasks that fit': {
      lifecycle: answering(choice('choose-task', [one, other])),
      ask: type('terminate orders because INC-1'),
      buttons: ['plan.request terminate', 'plan.request terminate'],
      says: /^End {2}only for/m,
    },
    'the directions of a task': {
      lifecycle: answering(choice('choose-direction', [there, back])),
      ask: type('terminate customers'),
      buttons: ['plan.request terminate', 'plan.request terminate', 'plan.request terminate'],
      says: /^End {2}only for/m,
    },
    'the pause instead of an end': {
      lifecycle: answering(planOf(one)),
      ask: type('terminate orders-prod'),
      buttons: ['plan.request pause'],
      says: /^Pause {2}only for/m,
    },
    'the plan of somebody else': {
      lifecycle: {
        confirmation: async () => null,
        confirm: async () => ({
          kind: 'objection',
          objection: { kind: 'not-yours', requester: 'U0BOB', action: 'terminate', task: one },
        }),
      },
      ask: pressing('c1', confirmPlan),
      buttons: ['plan.request terminate'],
      says: /^End {2}only for/m,
    },
    'the plan of somebody else, before a form': {
      lifecycle: {
        confirmation: async () => ({ ...confirmationOf(one), confirm: 'type-name' }),
        factsAgainst: () => [],
        precheck: async () => ({ kind: 'not-yours', requester: 'U0BOB', action: 'terminate', task: one }),
      },
      ask: pressing('c1', confirmPlan),
      buttons: ['plan.request terminate'],
      says: /^End {2}only for/m,
    },
    'a plan that is too old': {
      lifecycle: {
        confirmation: async () => null,
        confirm: async () => ({
          kind: 'objection',
          objection: { kind: 'expired', confirmation: confirmationOf(one, 'release') },
        }),
      },
      ask: pressing('c1', confirmPlan),
      buttons: ['plan.request again'],
      says: /^Release {2}only for/m,
    },
    'a checklist': {
      ask: type('cleanup orders-prod'),
      buttons: [
        'cleanup.remove k1',
        'cleanup.sign-off k1',
        'cleanup.undo k1',
        'cleanup.sign-off k1',
        'cleanup.remove-all k1',
        'cleanup.take k1',
        'cleanup.snooze k1',
      ],
      says: /^Clean-up {2}only for <!subteam\^S0DBA>\.$/m,
    },
    'a page of a checklist': {
      ask: pressing('k1', showAllItems),
      buttons: ['cleanup.remove k1', 'cleanup.sign-off k1', 'cleanup.undo k1', 'cleanup.sign-off k1'],
      says: /^Clean-up {2}only for/m,
    },
    'what can be put back': {
      ask: type('undo orders-prod'),
      buttons: ['cleanup.undo k1'],
      says: /^Clean-up {2}only for/m,
    },
  };

/** The buttons that need a right, each with what it is for; those that only look, or put away, are left aside. */
function deedButtons(message: Message): string[] {
  return buttonsOf(message)
    .filter(({ id }) => /^plan\.request$|^cleanup\.(remove|remove-all|undo|sign-off|take|snooze)$/.test(id))
    .map(({ id, value }) => `${id} ${value.split(/[:.]/)[0]}`);
}

describe.each(Object.entries(ANSWERS))('%s', (_, { lifecycle = {}, ask, buttons, says }) => {
  const everything = { mayRead: async () => ({ allowed: true }) as const, ...lifecycle };

  it('has every button for whoever may press it, and no word on rights', async () => {
    const message = await ask(roomOf(everything, rightsBut()));
    expect(deedButtons(message)).toEqual(buttons);
    expect(message.text).not.toContain('only for');
  });

  it('has none of them for whoever may not, says who may, and keeps the rest', async () => {
    const all = await ask(roomOf(everything, rightsBut()));
    const message = await ask(roomOf(everything, NOTHING));
    expect(deedButtons(message)).toEqual([]);
    expect(buttonsOf(message)).toHaveLength(buttonsOf(all).length - buttons.length);
    expect(message.text).toMatch(says);
    expectSafe(message);
  });
});

describe('what is left out', () => {
  /** Rights by task: the names of those on which something is not for the reader. */
  function notOn(names: readonly string[], hindrance: Hindrance = ONLY_DBA): Rights {
    return {
      ...rightsBut(),
      on: async (_, { name }) => (names.includes(name ?? '') ? { may: false, hindrance } : { may: true }),
    };
  }

  const named = (...names: string[]) => names.map((name) => dtsTask({ name, taskId: `i-${name}` }));

  it('is one line with its tasks, where the others on the page are offered', async () => {
    const room = roomOf(listing(...named('a', 'b', 'c', 'd', 'e', 'f')), notOn(['a', 'b', 'c', 'e', 'f']));
    const message = await type('list')(room);
    expect(buttonsOf(message).map(({ value }) => value)).toEqual([
      `terminate:${taskKey(dtsTask({ taskId: 'i-d' }))}`,
    ]);
    expect(message.text).toMatch(/^End \(a, b, c and 2 more\) {2}only for <!subteam\^S0DBA>\.$/m);
  });

  it('counts for both directions when it is so of one', async () => {
    const outcome = choice('choose-direction', [there, back]);
    const message = await type('terminate customers')(roomOf(answering(outcome), notOn(['back'])));
    expect(buttonsOf(message)).toHaveLength(1);
    expect(message.text).toMatch(/^End \(back\) {2}only for/m);
  });

  it.each<[Hindrance, string]>([
    [
      {
        kind: 'others',
        rules: [
          { who: ['S0DBA', 'U0BOB'], channels: ['C2'] },
          { who: ['everyone'], channels: ['C3', 'C4'] },
        ],
      },
      'only for <!subteam^S0DBA> or <@U0BOB> in <#C2>, or everyone in <#C3> or <#C4>.',
    ],
    [
      {
        kind: 'others',
        rules: [['S0A'], ['S0A'], ['S0B'], ['S0C'], ['S0D']].map((who) => ({ who, channels: null })),
      },
      'only for <!subteam^S0A>, or <!subteam^S0B>, or <!subteam^S0C>, or others.',
    ],
    [
      { kind: 'others', rules: [{ who: Array.from({ length: 9 }, (_, at) => `U${at}`), channels: null }] },
      'only for <@U0>, <@U1>, <@U2>, <@U3>, <@U4> or <@U5> or 3 more.',
    ],
    [{ kind: 'elsewhere', channels: ['C2'] }, 'for you only in <#C2>.'],
    [{ kind: 'nobody' }, 'for nobody, because no rule of the policy allows it.'],
    [
      { kind: 'denied', rule: 2, because: 'ask <!channel>' },
      'denied by rule 2 of the policy: ask &lt;!channel&gt;.',
    ],
    [{ kind: 'denied', rule: 2, because: null }, 'denied by rule 2 of the policy.'],
    [SILENT, 'not offered, because Slack did not say whether you may; ask again in a minute.'],
    [
      { kind: 'unreadable', why: 'policy[0]: wrong' },
      'for nobody, because the configuration could not be read when it was loaded again (policy[0]: wrong).',
    ],
    [{ kind: 'not-a-member' }, 'only for full members of this workspace.'],
  ])('says why: %j', async (hindrance, words) => {
    const room = roomOf(listing(one), without(hindrance, 'terminate', 'pause'));
    const message = await type('show orders-prod')(room);
    expect(message.text).toContain(`End  ${words}\nPause  ${words}`);
    expect(buttonsOf(message)).toEqual([]);
    expectSafe(message);
  });

  it('never makes too long a message, whatever the tasks are called and however many reasons there are', async () => {
    const tasks = Array.from({ length: 30 }, (_, at) =>
      dtsTask({ taskId: `i${at}`, name: `${HOSTILE} ${at}` }),
    );
    const rights: Rights = {
      ...rightsBut(),
      on: async (_, { taskId }) => ({
        may: false,
        hindrance: { kind: 'denied', rule: Number(taskId.slice(1)) % 9, because: HOSTILE.repeat(20) },
      }),
    };
    const list = await type('list')(roomOf(listing(...tasks), rights));
    expectSafe(list);
    expect(list.text).toContain('more that are not offered');
    expectSafe(await type('terminate x')(roomOf(answering(choice('choose-task', tasks)), rights)));
  });

  it('asks for the rights of the reader, in the channel of the answer, once an answer', async () => {
    const asked: object[] = [];
    const room = roomOf(listing(one, other), rightsBut());
    await type('list')({
      ...room,
      rights: (actor) => {
        asked.push(actor);
        return rightsBut();
      },
    });
    expect(asked).toEqual([ALICE]);
  });

  it.each([null, 'D1'])(
    'has no "Show in channel" where the reader is alone with the bot: %s',
    async (channelId) => {
      const room = roomOf(answering(planOf(forward)), rightsBut());
      const words = parseCommand('terminate orders-prod');
      const ids = async (actor: Actor) =>
        buttonsOf(await runCommand(room, '/cutover', words, actor)).map(({ id }) => id);
      expect(await ids(ALICE)).toContain('plan.show');
      const alone = await ids({ ...ALICE, channelId });
      expect(alone).toContain('ending.confirm');
      expect(alone).not.toContain('plan.show');
    },
  );

  it('is nothing of what only looks', async () => {
    const message = await type('cleanup orders-prod')(roomOf({}, NOTHING));
    expect(buttonsOf(message).map(({ id }) => id)).toEqual([
      'cleanup.show',
      'cleanup.show',
      'cleanup.rescan',
    ]);
    expect(forward.name).toBe('orders-prod');
  });
});
