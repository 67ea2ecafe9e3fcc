import { rmSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagePath } from '../package-root.ts';
import { createBackstage, type DemoBackstage } from './backstage/backstage.ts';
import { BotKeeper } from './backstage/bot-keeper.ts';
import { BotLog } from './backstage/bot-log.ts';
import { curtain } from './backstage/curtain.ts';
import { fullSeed } from './backstage/full-seed.ts';
import { STORIES } from './backstage/stories/all-stories.ts';
import { type Clouds, startClouds } from './clouds/clouds.ts';
import { demoConfig } from './demo-config.ts';
import { startWorkspace, type Workspace } from './slack/workspace.ts';

export interface DemoOptions {
  readonly port: number;
  /** The command that starts the bot, without its arguments: the bot is the real one, in a process of its own. */
  readonly bot: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (line: string) => void;
}

/** A running demo. `stop` ends the bot and takes its memory away. */
export interface Demo {
  readonly url: string;
  readonly workspace: Workspace;
  readonly clouds: Clouds;
  readonly backstage: DemoBackstage;
  stop(): Promise<void>;
}

const MANIFEST = packagePath('manifest.yml');
/** How many simulated seconds pass in a real one: an end takes a second or a few, so that one sees it happen. */
const SPEED = 5;

function tell(options: DemoOptions, workspace: Workspace, clouds: Clouds): void {
  const named = clouds.tasks().filter((task) => task.name !== '');
  options.out(workspace.url);
  options.out('');
  options.out(
    'This is not Slack: a local workspace with two simulated clouds and the real bot. Nothing leaves this machine.',
  );
  options.out('Open the page and play a story, or as Alice type in #cutover:');
  options.out('  /dts                          the tasks, failing first');
  options.out('  /dts terminate orders-prod    a plan, then the end, then the clean-up checklist');
  options.out('  /drs stop DRS-shop-prod');
  options.out('  /cutover help');
  options.out(`${named.length} tasks are there, in two clouds. Ctrl-C ends everything.`);
}

function createBot(
  options: DemoOptions,
  workspace: Workspace,
  clouds: Clouds,
  configFile: string,
): BotKeeper {
  const terminalLevel = (options.env['LOG_LEVEL'] ?? 'error').toLowerCase();
  const { botToken, appToken, signingSecret } = workspace;
  const { accessKeySecret } = clouds.alibaba;
  const secrets = [
    botToken,
    appToken,
    signingSecret,
    accessKeySecret,
    clouds.drs.secretKey,
    clouds.drs.password,
  ];
  return new BotKeeper({
    command: [...options.bot, 'start', '--config', configFile],
    env: {
      PATH: options.env['PATH'] ?? '',
      HOME: options.env['HOME'] ?? '',
      LOG_LEVEL: terminalLevel === 'debug' ? 'debug' : 'info',
      SLACK_BOT_TOKEN: botToken,
      SLACK_APP_TOKEN: appToken,
    },
    log: new BotLog({ secrets, terminalLevel, terminal: (line) => process.stderr.write(`${line}\n`) }),
    connections: workspace.connections,
  });
}

/** A workspace on the port that was asked for; throws a sentence that says what to do where the port is taken. */
async function openWorkspace(port: number, backstage: ReturnType<typeof curtain>): Promise<Workspace> {
  try {
    return await startWorkspace({ port, manifestPath: MANIFEST, backstage });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    const instead = 'Stop that one, or take any free port: --port 0';
    throw new Error(`Port ${port} of 127.0.0.1 is taken, perhaps by another demo. ${instead}`, { cause });
  }
}

/** Undoes what was done, the latest first. */
async function undo(deeds: readonly (() => unknown)[]): Promise<void> {
  for (const deed of deeds.toReversed()) await deed();
}

/**
 * Starts, on 127.0.0.1 only, a local Slack workspace, both clouds and the unmodified bot between them. Resolves
 * when the bot is connected; throws where it does not come up. However this process ends, short of SIGKILL, it takes
 * the bot and its memory with it.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const undoing: (() => unknown)[] = [];
  let bot: BotKeeper | null = null;
  try {
    const clouds = await startClouds({ speed: SPEED, seed: fullSeed() });
    undoing.push(() => clouds.close());
    const stageDoor = curtain();
    const workspace = await openWorkspace(options.port, stageDoor);
    undoing.push(() => workspace.close());
    const folder = await mkdtemp(join(tmpdir(), 'cutover-demo-'));
    const lastResort = () => {
      bot?.killNow();
      // The bot may be writing its last words still.
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    };
    process.on('exit', lastResort);
    undoing.push(
      () => process.off('exit', lastResort),
      () => rm(folder, { recursive: true, force: true }),
    );
    const store = join(folder, 'data');
    const configFile = join(folder, 'cutover.yml');
    await writeFile(configFile, demoConfig({ apiUrl: workspace.apiUrl, clouds, store }));
    bot = createBot(options, workspace, clouds, configFile);
    undoing.push(() => bot?.close());
    const forget = () => rm(store, { recursive: true, force: true });
    const backstage = createBackstage({ bot, clouds, workspace, forget, stories: STORIES });
    undoing.push(() => backstage.close());
    stageDoor.rise(backstage);
    await bot.start();
    tell(options, workspace, clouds);
    return { url: workspace.url, workspace, clouds, backstage, stop: () => undo(undoing) };
  } catch (error) {
    await undo(undoing);
    throw error;
  }
}
