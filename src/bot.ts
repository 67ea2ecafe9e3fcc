import type { Dispatcher } from 'undici';
import { openAccount } from './accounts.ts';
import { withActorNames } from './audit/name-actors.ts';
import { channelFinder } from './config/channels.ts';
import type { Config } from './config/config.ts';
import { createCore, recoverCore } from './core.ts';
import { createDeeds } from './deeds.ts';
import { drain } from './drain.ts';
import { type Front, openFront } from './front.ts';
import type { Looked, Store } from './lifecycle/ports.ts';
import { failureFacts, logFailure } from './log/failure.ts';
import { logCall } from './log/log-calls.ts';
import { withEventsLogged } from './log/logged-store.ts';
import { inTurn } from './log/turn.ts';
import { startLoops } from './loops.ts';
import { createLateMetrics, type LateMetrics } from './metrics/late-metrics.ts';
import { withCommitsMeasured } from './metrics/measured-store.ts';
import { createIds } from './new-ids.ts';
import { once } from './once.ts';
import type { PolicyBook } from './policy/book.ts';
import { createPolicy } from './policy/policy.ts';
import { remembering } from './policy/remembering.ts';
import { createRights } from './policy/rights.ts';
import type { CloudCall } from './providers/cloud-call.ts';
import { cleanupSettings, drainMs } from './settings.ts';
import { createSlackApp, createWebClient } from './slack/app.ts';
import { createDirectory } from './slack/directory.ts';
import { countChanges } from './slack/home/counted-store.ts';
import { openHomes } from './slack/home/open-homes.ts';
import { warmUp } from './slack/late.ts';
import { createMemory } from './slack/memory.ts';
import { isInTrouble } from './slack/messages/in-trouble.ts';
import { createSender } from './slack/outbox/sender.ts';
import { createRunning, type Log, type Room } from './slack/room.ts';
import { firstUseOf } from './slack/token-refused.ts';
import { createStop } from './stop.ts';
import { openFileStore } from './store/file-store.ts';
import { openRequestBook, type RequestBook } from './store/request-book.ts';
import { type KeptSnapshots, openSnapshots } from './store/snapshots.ts';
import { watchStore } from './store/watched-store.ts';
import { createLastRound } from './watch/last-round.ts';
import { tellingSilence } from './watch/silence.ts';

/** Whoever waited for the connection is served first; then what the others need is loaded. */
const FIRST_CLICKS_MS = 250;

const evidence = once(() => import('./audit/report/evidence-of.ts'));

/** A running bot. */
export interface Bot {
  /** Takes no new clicks, waits for the running work, tells what there is to tell, and gives the store back. */
  stop(): Promise<void>;
  /** Looks and messages are waited for no longer; a call that may have been sent still is. */
  hurry(): void;
}

export interface BotOptions {
  readonly config: Config;
  /** The way to Slack's socket, where there is a proxy in it; `null` = straight. */
  readonly dispatcher: Dispatcher | null;
  /** The rules that hold, which may be replaced while the bot runs. */
  readonly policy: PolicyBook;
  readonly log: Log;
  /** Writes a line to standard output. */
  readonly say: (line: string) => void;
  /** Called at named points; only tests do more than nothing there. */
  readonly reached: (point: string) => void;
}

/** An account that falls silent is said, and stops nothing. */
function logSilence(log: Log, { account, region, problem }: Looked): void {
  if (problem === null) log.info('an account answers again', { account, region });
  else log.warn('an account does not answer', { account, region, ...failureFacts(problem) });
}

function openRequests(folder: string, log: Log): Promise<RequestBook> {
  return openRequestBook(folder, (error) =>
    log.warn(
      'the requests taken cannot be kept; after a restart one could be taken once more',
      failureFacts(error),
    ),
  );
}

/**
 * Puts the rooms together and starts the bot: store first (it holds the lock), then what a former process left
 * in the middle is picked up, and only then Slack. Throws where the store or Slack refuses.
 */
export async function startBot(options: BotOptions): Promise<Bot> {
  const { config, log, dispatcher } = options;
  const now = Date.now;
  const newId = createIds(now);
  const opened = await openFileStore(config.store.path, {
    trouble: (what, error) => logFailure(log, what, error),
    watching: () =>
      log.info('the holder of the lock is out of sight: watching for 8 seconds whether it lives'),
  });
  const { store, writable } = watchStore(opened, config.store.path);
  let front: Front | null = null;
  try {
    const kept = { store, folder: config.store.path, now };
    const metrics = createLateMetrics(config.slack.metrics, kept, log);
    const { pages } = metrics;
    const requests = config.slack.transport === 'http' ? await openRequests(config.store.path, log) : null;
    front = await openFront({ slack: config.slack, store, writable, pages, log, now, dispatcher, requests });
    const snapshots = await openSnapshots(config.store.path, {
      trouble: (what, error) => log.warn(what, failureFacts(error)),
    });
    return await assemble({ ...options, store, snapshots, now, newId, front, metrics });
  } catch (error) {
    await front?.close();
    await store.close();
    throw error;
  }
}

interface Parts extends BotOptions {
  readonly store: Store;
  readonly snapshots: KeptSnapshots;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  readonly front: Front;
  readonly metrics: LateMetrics;
}

async function assemble({
  config,
  policy: book,
  log,
  say,
  reached,
  store: opened,
  snapshots,
  now,
  newId,
  front,
  metrics,
}: Parts): Promise<Bot> {
  const called = (call: CloudCall) => {
    metrics.called(call);
    logCall(log, call);
  };
  const clouds = config.accounts.map((account) => openAccount(account, called));
  const slack = { ...config.slack, botToken: config.slack.botToken.reveal() };
  const interactive = createWebClient(slack, log, 5_000);
  const outbox = createWebClient(slack, log, 10_000);
  const team = await firstUseOf('SLACK_BOT_TOKEN', () => interactive.auth.test());
  // By a clock that nobody sets back: else what is remembered of people would be fresh for too long.
  const elapsed = () => performance.now();
  const directory = createDirectory(interactive, () => team.team_id ?? null, elapsed);
  const nameOf = async (userId: string) => (await directory.person(userId, false)).name;
  const told = withEventsLogged(withActorNames(withCommitsMeasured(opened, metrics), nameOf), log);
  const counted = countChanges(told);
  const { store } = counted;
  const notChecked = (failure: unknown) =>
    log.warn('a person or a group could not be checked, so nothing is allowed', failureFacts(failure));
  const policy = createPolicy(book, directory, notChecked);
  const stop = createStop();
  const deeds = createDeeds();
  const channelOf = channelFinder(config);
  const { undoMs } = cleanupSettings(config);
  const { timeZone: timeZoneOf } = directory;
  const core = createCore({
    config,
    book,
    clouds,
    store,
    policy,
    snapshots,
    timeZoneOf,
    channelOf,
    stop,
    deeds,
    now,
    newId,
    reached,
  });
  await recoverCore(core, store, now());
  const { brakes, cleanup, lifecycle } = core;

  const remember = tellingSilence(snapshots, (change) => logSilence(log, change));
  const lastRound = createLastRound(isInTrouble, remember);
  const homes = openHomes({
    client: outbox,
    counted,
    policy: createPolicy(book, remembering(directory, elapsed), notChecked),
    brakes,
    lastRound,
    list: () => lifecycle.list(null),
    channelOf,
    log,
    now,
  });
  const running = createRunning();
  const room: Room = {
    lifecycle,
    cleanup,
    async evidence(ending) {
      const { evidenceOf } = await evidence();
      return evidenceOf(config.store.path, ending);
    },
    brakes,
    rights: createRights(book, directory, notChecked),
    timeZoneOf,
    newId,
    lists: createMemory(),
    plans: createMemory(),
    places: createMemory(),
    said: createMemory(),
    homes,
    now,
    undoMs,
    log,
    running,
  };
  const { acknowledged } = metrics;
  const app = await createSlackApp({ ...slack, transport: front.transport, acknowledged }, room);
  await firstUseOf('SLACK_APP_TOKEN', () => app.start());
  front.enter('running');
  log.info('connected to Slack', { team: team.team ?? null, transport: slack.transport });
  void inTurn(async () => {
    await stop.wait(FIRST_CLICKS_MS);
    await warmUp();
    await evidence();
    await metrics.load();
  });

  const letters = createSender({ client: outbox, store, log, now, channelOf, undoMs, reached });
  const loops = startLoops({
    config,
    clouds,
    store,
    snapshots: lastRound,
    lifecycle,
    cleanup,
    brakes,
    letters,
    homes,
    log,
    now,
    newId,
    say,
    stop,
  });

  return {
    async stop() {
      front.enter('draining');
      stop.ask();
      homes.close();
      const { hurried } = stop;
      await drain({ app, running, loops, deeds, letters, store, log, hurried, patienceMs: drainMs(config) });
      try {
        await snapshots.close();
      } finally {
        try {
          await store.close();
        } finally {
          await front.close();
        }
      }
    },
    hurry: stop.hurry,
  };
}
