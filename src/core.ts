import { type BrakeRoom, createBrakes } from './brakes/brakes.ts';
import { type Cleanup, createCleanup } from './cleanup/cleanup.ts';
import { leftoversOf } from './cleanup/leftovers/leftovers.ts';
import type { CleanupCloud, Snapshots, TimeZoneOf } from './cleanup/ports.ts';
import { CHECKLIST } from './cleanup/rows.ts';
import { channelsOf } from './config/channels.ts';
import type { Config } from './config/config.ts';
import type { Deeds } from './deeds.ts';
import { type Ending, isFinal } from './lifecycle/ending.ts';
import { createLifecycle, type Lifecycle } from './lifecycle/lifecycle.ts';
import type { Cloud, Store } from './lifecycle/ports.ts';
import { createReadingBook } from './lifecycle/readiness/book.ts';
import { CLEANUP_DUE, ENDING, OUTBOX, SCHEDULE } from './lifecycle/rows.ts';
import { endsForGood } from './lifecycle/words.ts';
import { inTurn } from './log/turn.ts';
import type { PolicyBook } from './policy/book.ts';
import type { WholePolicy } from './policy/policy.ts';
import { cleanupSettings, endingSettings } from './settings.ts';
import type { Stop } from './stop.ts';
import { wake } from './watch/wake.ts';
import { within } from './within.ts';

/** What decides and acts: it knows neither Slack nor how a cloud is spoken to. */
export interface Core {
  readonly brakes: BrakeRoom;
  readonly cleanup: Cleanup;
  readonly lifecycle: Lifecycle;
}

export interface CorePorts {
  readonly config: Config;
  /** The freeze windows that hold, which may be replaced while the bot runs. */
  readonly book: PolicyBook;
  readonly clouds: readonly (Cloud & CleanupCloud)[];
  readonly store: Store;
  readonly policy: WholePolicy;
  readonly snapshots: Snapshots;
  readonly timeZoneOf: TimeZoneOf;
  /** Where what happens in an account is told. */
  readonly channelOf: (account: string) => string;
  readonly stop: Stop;
  readonly deeds: Deeds;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  readonly reached: (point: string) => void;
}

/** Puts brakes, clean-up and lifecycle together. Nothing is read or sent yet. */
export function createCore(ports: CorePorts): Core {
  const { config, book, policy, timeZoneOf, channelOf, snapshots, stop, deeds } = ports;
  const { clouds, store, now, newId, reached } = ports;
  const common = { clouds, store, policy, now, newId, reached };
  const stopping = { wait: stop.wait, stopping: stop.isAsked, deed: deeds.run };
  const brakes = createBrakes({
    store,
    rights: policy,
    windows: book.windows,
    channelOf,
    channels: channelsOf(config),
    now,
    newId,
  });
  const cleanup = createCleanup({
    ...common,
    ...stopping,
    brakes,
    snapshots,
    timeZoneOf,
    channelOf,
    settings: cleanupSettings(config),
  });
  const lifecycle = createLifecycle({
    ...common,
    ...stopping,
    brakes,
    settings: endingSettings(config),
    within,
    readings: createReadingBook(),
    countLeftovers: (task, action) => (endsForGood(action) ? leftoversOf(task, action).length : 0),
    around: (task, since) => cleanup.around(task, since),
  });
  return { brakes, cleanup, lifecycle };
}

/** Picks up what a former process left in the middle, by reading alone, and makes everything that is open due at once. */
export async function recoverCore({ lifecycle, cleanup }: Core, store: Store, now: number): Promise<void> {
  await inTurn(() => lifecycle.recover());
  await inTurn(() => cleanup.recover());
  await wake<Ending>(store, ENDING, now, (ending) => !isFinal(ending.state));
  for (const kind of [CLEANUP_DUE, CHECKLIST, OUTBOX, SCHEDULE]) await wake(store, kind, now);
}
