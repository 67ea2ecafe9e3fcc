import type { ApiCall } from './call-log.ts';
import type { Entry } from './element-state.ts';
import { emptyWorld } from './empty.ts';
import type { Fault } from './faults.ts';
import type { JsonObject } from './json-value.ts';
import type { Post } from './model.ts';
import type { ElementTarget } from './person/find-element.ts';
import { type AppTab, openHome } from './person/open-home.ts';
import { channelFor, personAt } from './person/payload-parts.ts';
import { type Pressed, type PressTarget, press } from './person/press.ts';
import { closeView, type Submitted, submitView } from './person/submit.ts';
import { type Suggested, suggest } from './person/suggest.ts';
import { type Typed, typeLine } from './person/type.ts';
import { viewJson } from './shapes.ts';
import type { DisconnectReason, SocketMode } from './socket-mode.ts';
import type { World } from './world.ts';

/** What a person at the keyboard, and a test in their place, can do and see. Shown values are copies. */
export interface Driver {
  type(userId: string, channelId: string, text: string, threadTs?: string): Promise<Typed>;
  press(userId: string, target: PressTarget): Promise<Pressed>;
  /** Types into an external select; answers what the app offers. */
  suggest(userId: string, target: ElementTarget, typed: string): Promise<Suggested>;
  /** Fills in inputs by block id and submits the named or the top view. */
  submit(userId: string, viewId: string | undefined, entries: Record<string, Entry>): Promise<Submitted>;
  closeView(userId: string, how?: 'cancel' | 'cross'): Promise<void>;
  /** Opens a tab of the app; resolves when the event was acknowledged, or not in time. */
  openHome(userId: string, tab?: AppTab): Promise<void>;
  /** Marks a channel the person is in as read up to now. */
  read(userId: string, channelId: string): void;
  /** Back to the beginning: no messages, views, calls or faults, and everybody as in the seed. Connections stay. */
  empty(): void;
  /** The messages of a channel, without thread replies unless broadcast, oldest first. */
  messages(channelId: string): Post[];
  /** The parent and its replies, oldest first. */
  thread(channelId: string, ts: string): Post[];
  ephemerals(userId: string, channelId?: string): Post[];
  /** The view on top, as Slack shows it, with what was put in so far. */
  view(userId: string): JsonObject | null;
  home(userId: string): JsonObject | null;
  /** Resolves with the first true answer, looking after each change; rejects after `timeoutMs` (5 s). */
  waitFor<T>(look: () => T, timeoutMs?: number): Promise<NonNullable<T>>;
  /** Calls back after every change of the workspace; the returned function ends it. */
  onChange(listener: () => void): () => void;
  readonly calls: readonly ApiCall[];
  readonly problems: readonly string[];
  readonly connections: () => number;
  readonly faults: FaultSwitches;
}

/** What goes wrong on purpose. */
export interface FaultSwitches {
  /** The next `times` calls of a Web API method (or `response_url`) meet this fault. */
  failNext(method: string, fault: Fault, times?: number): void;
  /** Cuts every Socket Mode connection without a word. */
  dropSocket(): void;
  disconnect(reason: DisconnectReason): void;
  /** Acknowledgements count only after this time; 0 ends it. Above 3000 the person sees a time-out. */
  delayAcks(ms: number): void;
  /** The next envelope is sent `extra` more times. */
  duplicateNext(extra?: number): void;
  /** Slack cannot be reached; the page can. */
  goOffline(): void;
  goOnline(): void;
  setDeactivated(userId: string, deactivated: boolean): void;
  setGroup(groupId: string, users: readonly string[]): void;
  setMembers(channelId: string, users: readonly string[]): void;
  archive(channelId: string, archived: boolean): void;
  /** Somebody deletes a message, as a workspace owner can. */
  deleteMessage(channelId: string, ts: string): void;
  clear(): void;
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`There is nothing with the id ${id}`);
  return found;
}

function faultSwitches(world: World, sockets: SocketMode): FaultSwitches {
  const { faults, state } = world;
  function change(deed: () => void): void {
    deed();
    state.changed();
  }
  return {
    failNext: (method, fault, times = 1) => faults.failNext(method, fault, times),
    dropSocket: () => sockets.drop(),
    disconnect: (reason) => sockets.disconnect(reason),
    delayAcks: (ms) => change(() => Object.assign(faults, { ackDelayMs: ms })),
    duplicateNext: (extra = 1) => change(() => Object.assign(faults, { extraDeliveries: extra })),
    goOffline: () =>
      change(() => {
        faults.offline = true;
        sockets.drop();
      }),
    goOnline: () => change(() => Object.assign(faults, { offline: false })),
    setDeactivated: (id, deleted) => change(() => Object.assign(known(state.people, id), { deleted })),
    setGroup: (id, users) => change(() => Object.assign(known(state.groups, id), { users: [...users] })),
    setMembers: (id, members) =>
      change(() => Object.assign(known(state.channels, id), { members: [...members] })),
    archive: (id, archived) => change(() => Object.assign(known(state.channels, id), { archived })),
    deleteMessage(channelId, ts) {
      const post = state.find(channelId, ts);
      if (post === undefined) throw new Error(`There is no message ${ts} in ${channelId}`);
      state.remove(post);
    },
    clear: () => change(() => faults.clear()),
  };
}

function waitFor<T>(world: World, look: () => T, timeoutMs: number): Promise<NonNullable<T>> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let stop = (): void => undefined;
    function finish(deed: () => void): void {
      clearTimeout(timer);
      stop();
      deed();
    }
    function check(): void {
      try {
        const seen = look();
        if (seen) finish(() => resolve(seen));
      } catch (error) {
        finish(() => reject(error));
      }
    }
    timer = setTimeout(() => {
      check();
      finish(() => reject(new Error(`Waited ${timeoutMs} ms in vain for: ${String(look)}`)));
    }, timeoutMs);
    stop = world.state.onChange(check);
    check();
  });
}

/** The driver of a world: the page goes the same ways. */
export function createDriver(world: World, sockets: SocketMode): Driver {
  const { state, modals } = world;
  return {
    type: (user, channel, text, threadTs) => typeLine(world, user, channel, text, threadTs ?? null),
    press: (user, target) => press(world, user, target),
    suggest: (user, target, typed) => suggest(world, user, target, typed),
    submit: (user, viewId, entries) => submitView(world, user, viewId, entries),
    closeView: (user, how = 'cancel') => closeView(world, user, how),
    async openHome(user, tab = 'home') {
      await openHome(world, user, tab);
    },
    read(user, channel) {
      state.markRead(user, channelFor(world, personAt(world, user), channel).id);
    },
    empty: () => emptyWorld(world, sockets),
    messages: (id) => structuredClone([...state.inTheOpen(id)]),
    thread(id, ts) {
      const parent = state.find(id, ts);
      return structuredClone(parent === undefined ? [] : [parent, ...state.repliesTo(id, ts)]);
    },
    ephemerals: (user, channel) =>
      structuredClone(
        state.onlyFor(user).filter((post) => channel === undefined || post.channel === channel),
      ),
    view(user) {
      const top = modals.top(user);
      return top === undefined ? null : structuredClone(viewJson(state, top));
    },
    home(user) {
      const view = modals.home(user);
      return view === undefined ? null : structuredClone(viewJson(state, view));
    },
    waitFor: (look, timeoutMs = 5_000) => waitFor(world, look, timeoutMs),
    onChange: (listener) => state.onChange(listener),
    calls: world.calls,
    problems: world.problems,
    connections: () => sockets.connections,
    faults: faultSwitches(world, sockets),
  };
}
