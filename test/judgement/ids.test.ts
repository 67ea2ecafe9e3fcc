import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action } from '../../src/lifecycle/task.ts';
import { parseCommand, type Typed } from '../../src/slack/commands/parse.ts';
import { ACTION, COMMANDS, VIEW } from '../../src/slack/ids.ts';
import { DOORS } from '../brakes/doors.ts';
import { fakeRoom } from '../slack/fakes.ts';
import type { House } from './house.ts';
import { type BusyNight, busyNight, type Ids, listeners } from './switchboard.ts';

/** What can be pressed or sent in, who does it here, and how many calls it comes to where nothing is in the way. */
interface Sent {
  readonly about: (ids: Ids) => string;
  readonly fields?: Readonly<Record<string, object>>;
  readonly by?: string;
}
/** Leads to a call: through these doors. */
interface Leads extends Sent {
  readonly doors: readonly string[];
  readonly calls: number;
}
/** Changes no cloud: why not. */
interface Harmless extends Sent {
  readonly because: string;
}
type Entry = Leads | Harmless;

const BUTTONS: Readonly<Record<string, Entry>> = {
  'ending.confirm': {
    about: ({ plan }) => plan,
    calls: 1,
    doors: [
      'the button that ends',
      'the button that pauses',
      'the button that resumes',
      'the button that releases',
      'the button that ends by force',
      'the button that stops a DRS task',
      'the button that ends both directions',
      'the button that opens the form',
      'the press that is asked for again',
      'the last look after a confirmation',
      'the button that schedules an end',
    ],
  },
  'ending.approve': {
    about: ({ ending }) => ending,
    by: 'UBOB',
    calls: 1,
    doors: [
      'the last approval',
      'the look that comes with the last approval',
      'the last look after the last approval',
      'an approval of a scheduled end',
    ],
  },
  'plan.request': {
    about: ({ other }) => `terminate:${other}`,
    calls: 0,
    doors: [
      'a request to end',
      'a request to pause',
      'a request to resume',
      'a request to release',
      'a request to end by force',
      'a request to end at a time',
    ],
  },
  'cleanup.remove': { about: ({ item }) => item, calls: 0, doors: ['asking to remove one item'] },
  'cleanup.remove-all': {
    about: ({ checklist }) => checklist,
    calls: 0,
    doors: ['asking to remove all safe ones'],
  },
  'ending.cancel': { about: ({ plan }) => plan, because: 'it puts a plan away' },
  'ending.reject': { about: ({ ending }) => ending, by: 'UBOB', because: 'it opens the form for a no' },
  'ending.present': {
    about: ({ ending }) => ending,
    because: 'it says who is there; its time comes by itself',
  },
  'ending.veto': { about: ({ ending }) => ending, because: 'it stops a scheduled end' },
  'ending.withdraw': { about: ({ ending }) => ending, because: 'it takes an ending back' },
  'plan.show': { about: ({ plan }) => plan, because: 'it shows a plan to others, who cannot press it' },
  'ending.plan': {
    about: ({ ending }) => ending,
    by: 'UBOB',
    because: 'it shows a waiting plan as it is now',
  },
  'plan.purpose': { about: ({ plan }) => `no-longer-needed:${plan}`, because: 'it says why a task is ended' },
  'plan.refresh': { about: ({ plan }) => plan, because: 'it reads' },
  'plan.writes-stopped': { about: ({ plan }) => plan, because: 'it says that writes are stopped, and reads' },
  'list.page': { about: ({ list }) => list, because: 'it reads' },
  'cleanup.show': { about: ({ item }) => item, because: 'it reads' },
  'cleanup.show-all': { about: ({ checklist }) => checklist, because: 'it reads' },
  'cleanup.undo': { about: ({ removed }) => removed, because: 'it opens the form that asks why' },
  'cleanup.sign-off': { about: ({ item }) => item, because: 'it opens the form for a signature' },
  'cleanup.rescan': { about: ({ checklist }) => checklist, because: 'it reads' },
  'cleanup.take': { about: ({ checklist }) => checklist, because: 'it says who is reminded' },
  'cleanup.snooze': { about: ({ checklist }) => checklist, because: 'it says when somebody is reminded' },
  'evidence.show': { about: ({ ending }) => ending, because: 'it reads the audit trail' },
  'home.look': { about: () => 'tasks', because: 'it lists the tasks' },
};

const FORMS: Readonly<Record<string, Entry>> = {
  'ending.request': {
    about: ({ plan }) => plan,
    fields: { name: { value: 'orders-prod' }, reason: { value: 'cut-over' } },
    calls: 1,
    doors: ['the form with the typed name', 'the button that opens the form'],
  },
  'cleanup.request': {
    about: ({ removal }) => removal,
    fields: { reason: { value: 'cut-over' } },
    calls: 1,
    doors: [
      'the removal of one item',
      'the removal of all safe ones',
      'the last look before a removal',
      'emptying a group that cannot be deleted',
    ],
  },
  'cleanup.undo': {
    about: ({ removed }) => removed,
    fields: { reason: { value: 'orders are down' } },
    calls: 1,
    doors: ['putting a removal back', 'the last look before putting back'],
  },
  'ending.reject': {
    about: ({ ending }) => ending,
    by: 'UBOB',
    fields: { reason: { value: 'month end' } },
    because: 'it says no to an ending',
  },
  'cleanup.sign-off': {
    about: ({ item }) => item,
    fields: { reason: { value: 'the auditors read it' }, how: { selected_option: { value: 'never-there' } } },
    because: 'it signs an item off',
  },
};

/** Doors that nobody presses: what the bot does by itself within what a person has confirmed. */
const BY_ITSELF = [
  'the time of a scheduled end',
  'the time of a scheduled end that others agreed to',
  'the last look at the time of a scheduled end',
  'the second try of a scheduled end',
  'the second try after a call that was not taken',
  'the second try after the last approval',
  'the second try of a removal',
  'the second try of putting back',
];

const WORDS: Readonly<Record<Action, string>> = {
  terminate: 'terminate spare',
  'force-terminate': 'force-stop spare',
  release: 'release spare',
  pause: 'pause spare',
  resume: 'resume spare',
};
/** What is typed for each kind of command; a new kind does not compile before it is listed here. */
const TYPED: Readonly<Record<Exclude<Typed['kind'], 'action'>, string>> = {
  help: 'help',
  list: 'list',
  show: 'show spare',
  cleanup: 'cleanup orders-prod',
  undo: 'undo orders-prod',
  hold: 'hold spare because month end',
  unhold: 'unhold spare',
  freeze: 'freeze everything because incident',
  unfreeze: 'unfreeze everything',
  holds: 'holds',
  scheduled: 'scheduled',
  'missing-task': 'terminate',
  unknown: 'explode spare',
};
const LINES = [...Object.values(WORDS), ...Object.values(TYPED)];

const entries = [
  ...Object.entries(BUTTONS).map(([id, entry]) => ['button', id, entry] as const),
  ...Object.entries(FORMS).map(([id, entry]) => ['form', id, entry] as const),
];

function go(night: BusyNight, what: 'button' | 'form', id: string, entry: Entry): Promise<void> {
  const about = entry.about(night.ids);
  if (what === 'button') return night.press(id, about, entry.by);
  return night.submit(id, about, entry.fields ?? {}, entry.by);
}

describe('what Slack can send', () => {
  it('is listed, each id with the doors it leads through, or with why it changes no cloud', () => {
    expect(Object.keys(BUTTONS).toSorted()).toEqual(Object.values(ACTION).toSorted());
    expect(Object.keys(FORMS).toSorted()).toEqual(Object.values(VIEW).toSorted());
    expect(Object.keys(WORDS).toSorted()).toEqual(ACTIONS.toSorted());
    for (const [kind, line] of Object.entries(TYPED)) expect(parseCommand(line).kind).toBe(kind);
    for (const [action, line] of Object.entries(WORDS)) expect(parseCommand(line)).toMatchObject({ action });
  });

  it('is all that is listened to', () => {
    const heard = listeners(fakeRoom({}));
    expect([...heard.actions.keys()].toSorted()).toEqual(Object.values(ACTION).toSorted());
    expect([...heard.views.keys()].toSorted()).toEqual(Object.values(VIEW).toSorted());
    expect([...heard.commands.keys()].toSorted()).toEqual(COMMANDS.toSorted());
    expect([...heard.events.keys()]).toEqual(['app_home_opened']);
  });

  it('leads through every door of the list but those that the bot goes through by itself', () => {
    const named = entries.flatMap(([, , entry]) => ('doors' in entry ? entry.doors : []));
    expect([...new Set([...named, ...BY_ITSELF])].toSorted()).toEqual(Object.keys(DOORS).toSorted());
  });
});

describe('where nothing is in the way', () => {
  it.each(entries)('the %s %s sends what it leads to, and no more', async (what, id, entry) => {
    const night = await busyNight();
    await go(night, what, id, entry);
    expect(night.said.join('\n')).not.toMatch(/I could not check|may not|went wrong/);
    expect(night.calls()).toBe('calls' in entry ? entry.calls : 0);
  });

  // The menu of a plan stands under a plan only.
  it.each(Object.entries(BUTTONS).filter(([id]) => id !== ACTION.purpose))(
    'the button %s does in a Home tab what it does in a channel that no rule names, and is answered as well',
    async (id, entry) => {
      const [here, home] = [await busyNight(), await busyNight()];
      await here.press(id, entry.about(here.ids), entry.by, 'CNONE');
      await home.pressAtHome(id, entry.about(home.ids), entry.by);
      expect(home.calls()).toBe(here.calls());
      expect(home.said.length).toBe(here.said.length);
      expect(home.audit().map(({ type }) => type)).toEqual(here.audit().map(({ type }) => type));
    },
  );

  it.each(COMMANDS)('%s sends nothing, whatever is typed', async (name) => {
    const night = await busyNight();
    for (const line of LINES) await night.type(name, line);
    expect(night.calls()).toBe(0);
  });
});

const LOST: readonly (readonly [string, (house: House, by: string) => void])[] = [
  ['the right was lost', (house, by) => house.dismiss(by)],
  ['the person became a guest', (house, by) => void house.kinds.set(by, 'guest')],
  [
    'the policy cannot be read',
    (house) => {
      house.broken = true;
    },
  ],
  [
    'Slack is silent',
    (house) => {
      house.silent = 'about people';
    },
  ],
];

describe.each(LOST)('where %s', (_, lose) => {
  it.each(entries.filter(([, , entry]) => 'doors' in entry))(
    'the %s %s says so and sends nothing',
    async (what, id, entry) => {
      const night = await busyNight();
      for (const house of night.houses) lose(house, entry.by ?? 'UALICE');
      await go(night, what, id, entry);
      expect(night.said).toHaveLength(1);
      expect(night.said[0]).toMatch(
        /Nothing (?:was changed|has happened)|was not touched|not ended|refused/i,
      );
      expect(night.calls()).toBe(0);
      expect(night.audit()).not.toEqual([]);
    },
  );
});

describe('a person who may not even read', () => {
  const TRIES: readonly string[] = [...ACTIONS, 'cleanup', 'undo', 'hold', 'unhold', 'freeze', 'unfreeze'];
  const asked = LINES.map((line) => ({ line, typed: parseCommand(line) }));

  it.each(
    asked
      .filter(({ typed }) => !['help', 'unknown'].includes(typed.kind))
      .map(({ line, typed }) => [line, typed.kind === 'action' ? typed.action : typed.kind] as const),
  )('is told so after "%s", and where it could end in a change, leaves a line', async (line, action) => {
    const night = await busyNight();
    for (const house of night.houses) house.kinds.set('UGUEST', 'guest');
    await night.type('/cutover', line, 'UGUEST');
    expect(night.said).toEqual([expect.stringMatching(/you are a guest\.[\s\S]*Nothing was changed\./)]);
    const why = expect.stringContaining('you are a guest');
    const tried = { type: 'request.refused', actor: 'UGUEST', action, task: null, why };
    expect(night.audit()).toEqual(TRIES.includes(action) ? [expect.objectContaining(tried)] : []);
    expect(night.calls()).toBe(0);
  });
});
