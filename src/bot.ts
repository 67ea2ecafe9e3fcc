import type { Dispatcher } from 'undici';
import { openAccount } from './accounts.ts';
import { withActorNames } from './audit/name-actors.ts';
import { createBrakes } from './brakes/brakes.ts';
import { createCleanup } from './cleanup/cleanup.ts';
import { leftoversOf } from './cleanup/leftovers/leftovers.ts';
import { CHECKLIST } from './cleanup/rows.ts';
import type { Config } from './config/config.ts';
import { createDeeds } from './deeds.ts';
import { drain } from './drain.ts';
import { type Front, openFront } from './front.ts';
import { type Ending, isFinal } from './lifecycle/ending.ts';
import { createLifecycle } from './lifecycle/lifecycle.ts';
import type { Cloud, Store } from './lifecycle/ports.ts';
import { createReadingBook } from './lifecycle/readiness/book.ts';
import { CLEANUP_DUE, ENDING, OUTBOX, SCHEDULE } from './lifecycle/rows.ts';
import { listTasks } from './lifecycle/search.ts';
import type { LifecyclePorts } from './lifecycle/settings.ts';
import { endsForGood } from './lifecycle/words.ts';
import { failureFacts, logFailure } from './log/failure.ts';
import { logCall } from './log/log-calls.ts';
import { withEventsLogged } from './log/logged-store.ts';
import { inTurn } from './log/turn.ts';
import { startLoops } from './loops.ts';
import { createLateMetrics, type LateMetrics } from './metrics/late-metrics.ts';
import { withCommitsMeasured } from './metrics/measured-store.ts';
import { createIds } from './new-ids.ts';
import type { PolicyBook } from './policy/book.ts';
import { createPolicy } from './policy/policy.ts';
import { remembering } from './policy/remembering.ts';
import { createRights } from './policy/rights.ts';
import type { CloudCall } from './providers/cloud-call.ts';
import { cleanupSettings, drainMs, endingSettings } from './settings.ts';
import { createSlackApp, createWebClient } from './slack/app.ts';
import { createDirectory } from './slack/directory.ts';
import { countChanges } from './slack/home/counted-store.ts';
import { openHomes } from './slack/home/open-homes.ts';
import { createMemory } from './slack/memory.ts';
import { isInTrouble } from './slack/messages/in-trouble.ts';
import { createSender } from './slack/outbox/sender.ts';
import { createRunning, type Log, type Room } from './slack/room.ts';
import { firstUseOf } from './slack/token-refused.ts';
import { warmUp } from './slack/warm-up.ts';
import { createStop } from './stop.ts';
import { openFileStore } from './store/file-store.ts';
import { type KeptSnapshots, openSnapshots } from './store/snapshots.ts';
import { watchStore } from './store/watched-store.ts';
import { createLastRound } from './watch/last-round.ts';
import { wake } from './watch/wake.ts';
import { within } from './within.ts';

/** Whoever waited for the connection is served first; then what the others need is loaded. */
const FIRST_CLICKS_MS = 250;

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

/** Accounts are asked once in the background at the start; one that does not answer is said, and stops nothing. */
async function tellUnreachable(clouds: readonly Cloud[], log: Log): Promise<void> {
  const found = await listTasks(clouds, null, 'background');
  for (const { account, region, problem } of found.looked)
    if (problem !== null)
      log.warn('an account does not answer', { account, region, ...failureFacts(problem) });
}

function channelFinder(config: Config): (account: string) => string {
  const own = new Map(config.accounts.map((account) => [account.name, account.channel]));
  return (account) => own.get(account) ?? config.slack.channel;
}

/** Every channel of the configuration, each once. */
function channelsOf({ slack, accounts }: Config): readonly string[] {
  return [...new Set([slack.channel, ...accounts.flatMap(({ channel }) => channel ?? [])])];
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
  });
  const { store, writable } = watchStore(opened, config.store.path);
  let front: Front | null = null;
  try {
    const kept = { store, folder: config.store.path, now };
    const metrics = createLateMetrics(config.slack.metrics, kept, log);
    const { pages } = metrics;
    front = await openFront({ slack: config.slack, store, writable, pages, log, now, dispatcher });
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
  const directory = createDirectory(interactive, () => team.team_id ?? null, now);
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
  const settings = cleanupSettings(config);
  const { undoMs } = settings;
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
    clouds,
    store,
    policy,
    brakes,
    snapshots,
    timeZoneOf: directory.timeZone,
    channelOf,
    settings,
    now,
    newId,
    wait: stop.wait,
    stopping: stop.isAsked,
    deed: deeds.run,
    reached,
  });
  const lifecyclePorts: LifecyclePorts = {
    clouds,
    store,
    policy,
    brakes,
    now,
    newId,
    settings: endingSettings(config),
    wait: stop.wait,
    stopping: stop.isAsked,
    deed: deeds.run,
    within,
    readings: createReadingBook(),
    countLeftovers: (task, action) => (endsForGood(action) ? leftoversOf(task, action).length : 0),
    around: (task, since) => cleanup.around(task, since),
    reached,
  };
  const lifecycle = createLifecycle(lifecyclePorts);
  await inTurn(() => lifecycle.recover());
  await inTurn(() => cleanup.recover());
  await wake<Ending>(store, ENDING, now(), (ending) => !isFinal(ending.state));
  for (const kind of [CLEANUP_DUE, CHECKLIST, OUTBOX, SCHEDULE]) await wake(store, kind, now());

  const lastRound = createLastRound(isInTrouble, snapshots);
  const homes = openHomes({
    client: outbox,
    counted,
    policy: createPolicy(
      book,
      remembering(directory, () => performance.now()),
      notChecked,
    ),
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
      const { evidenceOf } = await import('./audit/report/evidence-of.ts');
      return evidenceOf(config.store.path, ending);
    },
    brakes,
    rights: createRights(book, directory, notChecked),
    timeZoneOf: directory.timeZone,
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
    await metrics.load();
    await tellUnreachable(clouds, log);
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
      await snapshots.close();
      await store.close();
      await front.close();
    },
    hurry: stop.hurry,
  };
}
