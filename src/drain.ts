import type { Deeds } from './deeds.ts';
import type { Store } from './lifecycle/ports.ts';
import { OUTBOX } from './lifecycle/rows.ts';
import { logFailure } from './log/failure.ts';
import type { Loops } from './loops.ts';
import type { SlackApp } from './slack/app.ts';
import type { Sender } from './slack/outbox/sender.ts';
import type { Log, Running } from './slack/room.ts';
import { within } from './within.ts';

const OUTCOME_PATIENCE_MS = 300;
/** What was given up still answers the person who waits for it. */
const ANSWER_PATIENCE_MS = 2_000;
/** For messages that go out only if Slack takes them now; the next start sends the others. */
const OUTBOX_PATIENCE_MS = 3_000;
const OUTBOX_ROUND_MS = 50;

export interface DrainPorts {
  readonly app: Pick<SlackApp, 'close' | 'idle'>;
  readonly running: Running;
  readonly loops: Loops;
  readonly deeds: Pick<Deeds, 'close' | 'idle'>;
  readonly letters: Pick<Sender, 'close'>;
  readonly store: Pick<Store, 'list'>;
  readonly log: Log;
  /** For how long looks are waited for. */
  readonly patienceMs: number;
  /** Resolves when they are waited for no longer all the same. */
  readonly hurried: Promise<void>;
}

async function untilTold(store: DrainPorts['store']): Promise<void> {
  const until = performance.now() + OUTBOX_PATIENCE_MS;
  while (performance.now() < until && (await store.list(OUTBOX, { limit: 1 })).length > 0)
    await new Promise((resolve) => setTimeout(resolve, OUTBOX_ROUND_MS));
}

/**
 * Lets nothing more in, and brings what is inside to an end. A look is waited for as long as there is patience; a call
 * whose intent is on record is waited for until its answer is on record too, however long that takes. Afterwards
 * nothing that could change a cloud is under way, and nothing begins. A step that fails keeps no other from being taken.
 */
export async function drain(ports: DrainPorts): Promise<void> {
  const { app, running, loops, deeds, letters, store, log } = ports;
  const taken = (step: Promise<unknown>) =>
    step.catch((error: unknown) => logFailure(log, 'a step of the stop failed', error));
  const working = taken(loops.work.stop());
  await taken(app.close());
  const done = Promise.all([taken(app.idle()), taken(running.idle()), working]);
  const finished = await within(
    ports.patienceMs,
    Promise.race([done.then(() => true), ports.hurried.then(() => null)]),
  );
  deeds.close();
  await deeds.idle();
  if (finished === null) {
    log.warn('stopping without waiting for looks that do not end; they are made again');
    // Who had a call under way has its outcome by now, and says it himself.
    await within(OUTCOME_PATIENCE_MS, taken(app.idle()));
    running.giveUp();
    await within(ANSWER_PATIENCE_MS, taken(app.idle()));
  }
  await taken(untilTold(store));
  letters.close();
  await taken(loops.telling.stop());
}
