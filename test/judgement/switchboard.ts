import type { App } from '@slack/bolt';
import { registerActions } from '../../src/slack/actions/register.ts';
import { registerCommands } from '../../src/slack/commands/register.ts';
import { registerHome } from '../../src/slack/home/register.ts';
import type { Room } from '../../src/slack/room.ts';
import { registerViews } from '../../src/slack/views/register.ts';
import { desk, group, item } from '../cleanup/desk.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { ALICE, world } from '../lifecycle/world.ts';
import { fakeRoom } from '../slack/fakes.ts';
import { House } from './house.ts';

type Listener = (sent: object) => Promise<void>;

/** The ids that a pattern of the form that `anyOf` makes stands for, each of which it must match. */
export function idsOf(on: string | RegExp): readonly string[] {
  if (typeof on === 'string') return [on];
  const ids = on.source
    .replace(/^\^\(\?:|\)\$$/g, '')
    .replaceAll('\\', '')
    .split('|');
  if (!ids.every((id) => on.test(id))) throw new Error(`${String(on)} is not a list of ids`);
  return ids;
}

/** Everything that the product listens to, by the id under which Slack sends it. */
export function listeners(room: Room) {
  const heard = {
    actions: new Map<string, Listener>(),
    views: new Map<string, Listener>(),
    commands: new Map<string, Listener>(),
    events: new Map<string, Listener>(),
  };
  const hear = {
    action: (on: { action_id: string | RegExp }, listener: Listener) =>
      idsOf(on.action_id).forEach((id) => void heard.actions.set(id, listener)),
    view: (on: RegExp, listener: Listener) => idsOf(on).forEach((id) => void heard.views.set(id, listener)),
    command: (on: RegExp, listener: Listener) =>
      idsOf(on).forEach((id) => void heard.commands.set(id, listener)),
    event: (name: string, listener: Listener) => void heard.events.set(name, listener),
  };
  // Whatever else would be listened to is a door that nobody has thought of.
  const app = new Proxy(hear, {
    get(target, key) {
      if (key in target) return Reflect.get(target, key);
      throw new Error(`the product listens to ${String(key)}: list it among the doors`);
    },
  }) as unknown as App;
  registerActions(app, room);
  registerViews(app, room);
  registerCommands(app, room);
  registerHome(app, room);
  return heard;
}

/** What a person may press or send in, by what it is about. */
export interface Ids {
  /** A plan that waits, and its task. */
  readonly plan: string;
  readonly task: string;
  /** A task that nobody has asked about. */
  readonly other: string;
  /** An ending that waits for one more person. */
  readonly ending: string;
  readonly checklist: string;
  /** An item that is open, one that was removed, and the question about the removal of the open one. */
  readonly item: string;
  readonly removed: string;
  readonly removal: string;
  readonly list: string;
}

/**
 * A bot in the middle of a night, behind everything that Slack can send: a plan of Alice's waits, an ending of hers
 * waits for another person, and on a checklist something is open, and something can be put back.
 */
export async function busyNight() {
  const night = world();
  const at = desk();
  const houses = [new House(night.policy), new House(at.policy)];
  night.policy.approvals = 1;
  const ending = await night.end('terminate', 'DRS-shop-prod');
  night.policy.approvals = 0;
  const spare = dtsTask({ taskId: 'spare000001', instanceId: 'dtsspare', name: 'spare' });
  night.dts.show(spare);
  const plan = await night.plan();
  at.dts.leftovers = [group('rm-bp1162', 'dts_a'), group('rm-bp1162', 'dts_b')];
  const checklist = await at.open(dtsTask());
  await at.remove(checklist, 'dts_a');
  const open = item(checklist, 'dts_b').id;
  const room = fakeRoom(at.cleanup, night.lifecycle, night.brakes);
  room.lists.keep('l1', { kind: 'tasks', scope: null, words: '', page: 0 });
  const ids: Ids = {
    plan: plan.id,
    task: 'alibaba-dts/prod-cn/cn-hangzhou/i03e3zty16i/forward',
    other: 'alibaba-dts/prod-cn/cn-hangzhou/spare000001/forward',
    ending: ending.id,
    checklist: checklist.id,
    item: open,
    removed: item(checklist, 'dts_a').id,
    removal: (await at.ask(checklist.id, open)).id,
    list: 'l1',
  };
  const sent = () => night.dts.sends.length + night.drs.sends.length + at.dts.changes.length;
  const before = sent();
  const lines = [night, at].map(({ store }) => ({ store, from: store.audit.length }));
  return {
    ids,
    houses,
    room,
    /** The lines of the audit trail since. */
    audit: () => lines.flatMap(({ store, from }) => store.audit.slice(from)),
    /** Calls that have changed a cloud since. */
    calls: () => sent() - before,
    ...hands(room),
  };
}

/** What people's hands do in Slack, and everything that they are answered. */
function hands(room: ReturnType<typeof fakeRoom>) {
  const heard = listeners(room);
  const said: string[] = [];
  const hear = async (message: { text: string }) => {
    said.push(message.text);
    return {};
  };
  const client = {
    views: { open: async () => undefined },
    chat: { postEphemeral: hear, postMessage: hear, update: hear },
  };
  const ack = async (answer?: object) => void (answer !== undefined && said.push(JSON.stringify(answer)));
  const user = (id: string) => ({ user: { id, team_id: 'T1' } });
  // A button brings its value, a menu what was chosen in it.
  const actionOn = (id: string, value: string) => ({ action_id: id, value, selected_option: { value } });
  async function listen(listener: Listener | undefined, sent: object): Promise<void> {
    if (listener === undefined) throw new Error('nobody listens to that');
    await listener({ ack, respond: hear, client, ...sent });
    await room.idle();
  }
  return {
    said,
    press: (id: string, value: string, by = ALICE.userId, channel = 'C1') =>
      listen(heard.actions.get(id), {
        action: actionOn(id, value),
        body: { ...user(by), channel: { id: channel }, container: {}, trigger_id: 't1' },
      }),
    /** The same button in a Home tab: there is no channel, and nothing to respond to. */
    pressAtHome: (id: string, value: string, by = ALICE.userId) =>
      listen(heard.actions.get(id), {
        action: actionOn(id, value),
        body: { ...user(by), view: { type: 'home' }, container: { type: 'view' }, trigger_id: 't1' },
        respond: undefined,
      }),
    async submit(id: string, about: string, fields: Readonly<Record<string, object>>, by = ALICE.userId) {
      room.places.keep(`${about}/${by}`, 'C1');
      const values = Object.fromEntries(
        Object.entries(fields).map(([name, field]) => [name, { [name]: field }]),
      );
      await listen(heard.views.get(id), {
        view: { callback_id: id, private_metadata: about, state: { values }, blocks: [] },
        body: user(by),
      });
    },
    type: (name: string, text: string, by = ALICE.userId) =>
      listen(heard.commands.get(name), {
        command: { command: name, text, user_id: by, team_id: 'T1', channel_id: 'C1' },
      }),
  };
}
export type BusyNight = Awaited<ReturnType<typeof busyNight>>;
