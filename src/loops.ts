import { hostname } from 'node:os';
import { tellHead } from './audit/daily-head.ts';
import { readAuditPart } from './audit/files.ts';
import type { BrakeRoom } from './brakes/brakes.ts';
import type { Cleanup } from './cleanup/cleanup.ts';
import type { Config } from './config/config.ts';
import type { Lifecycle } from './lifecycle/lifecycle.ts';
import type { Cloud, Store } from './lifecycle/ports.ts';
import { failureFacts, logFailure } from './log/failure.ts';
import { inTurn } from './log/turn.ts';
import type { Homes } from './slack/home/homes.ts';
import type { Sender } from './slack/outbox/sender.ts';
import type { Log } from './slack/room.ts';
import type { Stop } from './stop.ts';
import { type Rememberer, watchLiving } from './watch/living.ts';
import { type Loop, startLoop } from './watch/loop.ts';
import { createSchedules } from './watch/schedules.ts';
import { tendOnce, watchOnce } from './watch/watch.ts';

const SECOND = 1_000;
/** Between two looks for work that has become due. */
const ROUND_MS = SECOND;
const OUTBOX_ROUND_MS = 100;
const HOME_ROUND_MS = 250;
/** Between two looks for a scheduled end whose time has come. */
const SCHEDULE_ROUND_MS = 250;
/** The first list of all tasks, which loads what the clouds are spoken to with, lets the first clicks go before. */
const FIRST_LIST_MS = SECOND;
/** Between two thoughts about whether anybody is to be reminded. */
const REMIND_EVERY_MS = 300 * SECOND;
/** Between two thoughts about whether the day has its head of the audit log. */
const HEAD_EVERY_MS = 15 * SECOND;
/** Stopped, the bot waits no longer than this for a look that waits for a silent region; it is made again. */
const LOOK_PATIENCE_MS = 3 * SECOND;

export interface LoopPorts {
  readonly config: Config;
  readonly clouds: readonly Cloud[];
  readonly store: Store;
  /** Who is told of every list of all tasks. */
  readonly snapshots: Rememberer;
  readonly lifecycle: Lifecycle;
  readonly cleanup: Cleanup;
  readonly brakes: BrakeRoom;
  readonly letters: Sender;
  readonly homes: Pick<Homes, 'round'>;
  readonly log: Log;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  /** Writes a line to standard output. */
  readonly say: (line: string) => void;
  readonly stop: Stop;
}

/** Looks only read: what they would have found, the next start finds. */
async function stopWithin(milliseconds: number, loops: readonly Loop[]): Promise<void> {
  const patience = new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
  await Promise.race([Promise.all(loops.map((loop) => loop.stop())), patience]);
}

export interface Loops {
  /** What looks and acts. Stopping it waits for what acts; looks that wait for a silent region are given up. */
  readonly work: Loop;
  /** What tells people, and the head of the audit log: stopped last, for work may still have something to tell. */
  readonly telling: Loop;
}

/**
 * Everything that the bot does by itself, again and again: it follows endings, keeps the times of scheduled ones, looks
 * at what they left, remembers who lives, reminds people, tells the head of the audit log, and sends messages. `stop`
 * waits for what is being written.
 */
export function startLoops(ports: LoopPorts): Loops {
  const { config, clouds, store, snapshots, lifecycle, cleanup, brakes, letters, homes, log, now, stop } =
    ports;
  const { newId, say: tell } = ports;
  const owner = `${hostname()}/${process.pid}`;
  const failed = (what: string, error: unknown) => {
    // A look that is given up at a stop finds the store closed; that is no failure.
    if (stop.isAsked()) log.debug('a round failed', { what, ...failureFacts(error) });
    else logFailure(log, 'a round failed', error, { what });
  };
  const loop = (pauseMs: number, what: string, round: () => Promise<void>) => {
    const told = (error: unknown) => failed(what, error);
    return startLoop(pauseMs, () => inTurn(() => round().catch(told)), told);
  };

  const watch = loop(Math.min(ROUND_MS, config.ending.pollSeconds * SECOND), 'the watch', () =>
    watchOnce({ store, lifecycle, cleanup, brakes, owner, failed }),
  );
  const schedules = createSchedules({ store, lifecycle, owner, failed });
  const times = loop(SCHEDULE_ROUND_MS, 'the schedules', () => schedules.round());
  const mayList = stop.wait(FIRST_LIST_MS);
  const looks = [
    loop(Math.min(ROUND_MS, config.cleanup.pollSeconds * SECOND), 'the clean-up', () =>
      tendOnce({ store, cleanup, owner, failed }),
    ),
    loop(ROUND_MS, 'the readings of open plans', () => lifecycle.readAgain()),
    loop(config.watch.pollSeconds * SECOND, 'the watch of living tasks', async () => {
      await mayList;
      if (!stop.isAsked()) await watchLiving({ clouds, snapshots, now, failed });
    }),
    loop(REMIND_EVERY_MS, 'the reminders', () => cleanup.remind()),
    loop(HOME_ROUND_MS, 'the Home tabs', () => homes.round()),
  ];
  const readHead = async () => (await readAuditPart(config.store.path))?.head ?? null;
  const { channel } = config.slack;
  const head = loop(HEAD_EVERY_MS, 'the head of the audit log', () =>
    tellHead({ store, readHead, channel, tell, now, newId }),
  );
  const sender = loop(OUTBOX_ROUND_MS, 'the outbox', () => letters.round(owner));

  return {
    work: {
      async stop() {
        const acting = Promise.all([watch.stop(), times.stop().then(() => schedules.idle())]);
        await Promise.all([acting, stopWithin(LOOK_PATIENCE_MS, looks)]);
      },
    },
    telling: {
      async stop() {
        await Promise.all([head.stop(), sender.stop()]);
      },
    },
  };
}
