import type { BrakeRoom } from '../../src/brakes/brakes.ts';
import type { Standing } from '../../src/brakes/standing.ts';
import type { Cleanup } from '../../src/cleanup/cleanup.ts';
import type { Lifecycle } from '../../src/lifecycle/lifecycle.ts';
import { DEEDS, type Deed } from '../../src/policy/ports.ts';
import type { Right, Rights } from '../../src/policy/rights.ts';
import type { Click } from '../../src/slack/actions/click.ts';
import type { Homes } from '../../src/slack/home/homes.ts';
import { createMemory } from '../../src/slack/memory.ts';
import type { Message } from '../../src/slack/messages/message.ts';
import { createRunning, type Log, type Room } from '../../src/slack/room.ts';
import type { Submitted } from '../../src/slack/views/submitted.ts';
import { DAY, NOON } from './checklists.ts';

/** An object of which only what is given may be used. */
function only<Whole extends object>(name: string, some: Partial<Whole>): Whole {
  return new Proxy(some, {
    get(target, key) {
      if (key in target) return Reflect.get(target, key);
      throw new Error(`${name}.${String(key)} was not expected`);
    },
  }) as Whole;
}

export const QUIET: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

export interface FakeRoom extends Room {
  /** Everything that is under way is over. */
  idle(): Promise<void>;
}

/** Nothing is on hold or frozen, and no window comes. */
export const NO_BRAKES: Standing = { holds: [], freeze: null, windows: [], now: NOON };

/** Everything is for this person, but what is named with why not. */
export function rightsBut(not: Partial<Record<Deed, Right>> = {}): Rights {
  const rightOf = (deed: Deed): Right => not[deed] ?? { may: true };
  return {
    here: async () => Object.fromEntries(DEEDS.map((deed) => [deed, rightOf(deed)])) as Record<Deed, Right>,
    on: async (deed) => rightOf(deed),
  };
}

/** A room in which everybody may do everything, with only the given parts of the clean-up and of the core. */
export function fakeRoom(
  cleanup: Partial<Cleanup>,
  lifecycle: Partial<Lifecycle> = {},
  brakes: Partial<BrakeRoom> = {},
): FakeRoom {
  const running = createRunning();
  let ids = 0;
  return {
    cleanup: only('cleanup', cleanup),
    lifecycle: only('lifecycle', {
      mayRead: async () => ({ allowed: true }),
      overElsewhere: async () => null,
      scheduled: async () => [],
      ...lifecycle,
    }),
    evidence: async () => null,
    brakes: only('brakes', { standing: async () => NO_BRAKES, against: async () => null, ...brakes }),
    rights: () => rightsBut(),
    timeZoneOf: async () => 'Europe/Berlin',
    newId: (prefix) => {
      ids += 1;
      return `${prefix}${ids}`;
    },
    lists: createMemory(),
    plans: createMemory(),
    places: createMemory(),
    said: createMemory(),
    homes: only<Homes>('homes', {
      opened: () => undefined,
      refresh: () => undefined,
      look: async () => undefined,
    }),
    log: QUIET,
    running,
    now: () => NOON,
    undoMs: DAY,
    idle: () => running.idle(),
  };
}

type Whisper = Message & { response_type: string; replace_original: boolean };
type Opened = {
  trigger_id: string;
  view: { callback_id: string; private_metadata: string; blocks: object[] };
};

/** A press on a button by Alice in C1, with what it was answered and which modals it opened. */
export function press(value: string, more: { ephemeral?: boolean; failing?: boolean } = {}) {
  const whispers: Whisper[] = [];
  const opened: Opened[] = [];
  const click = {
    action: { value },
    body: {
      user: { id: 'U0ALICE', team_id: 'T1' },
      channel: { id: 'C1' },
      container: { is_ephemeral: more.ephemeral === true },
      trigger_id: 'trigger-1',
    },
    respond: async (message: Whisper) => void whispers.push(message),
    client: {
      views: {
        open: async (view: Opened) => {
          if (more.failing === true) throw new Error('expired_trigger_id');
          opened.push(view);
        },
      },
    },
  };
  return { click: click as unknown as Click, whispers, opened };
}

type Field = { value?: string; selected_option?: { value: string }; selected_date?: string };

/** A form that Alice sends in; `story` has what happened, in its order. */
export function submission(
  id: string,
  fields: Record<string, Field>,
  blocks: readonly object[] = [],
  story: string[] = [],
) {
  const acks: unknown[] = [];
  const told: { channel: string; user?: string; text: string }[] = [];
  const values = Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, { [name]: field }]));
  const submitted = {
    view: { private_metadata: id, state: { values }, blocks },
    body: { user: { id: 'U0ALICE', team_id: 'T1' } },
    ack: async (answer?: unknown) => {
      story.push('ack');
      acks.push(answer);
    },
    client: {
      chat: {
        postEphemeral: async (message: { channel: string; user: string; text: string }) => {
          story.push('told');
          told.push(message);
        },
        postMessage: async (message: { channel: string; text: string }) => {
          story.push('told');
          told.push(message);
        },
      },
    },
  };
  return { submitted: submitted as unknown as Submitted, acks, told, story };
}
