import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
  stop(): Promise<void>;
}

const MANIFEST = fileURLToPath(new URL('../../manifest.yml', import.meta.url));
const READY_WITHIN_MS = 30_000;

function startBot(options: DemoOptions, configFile: string, workspace: Workspace): ChildProcess {
  const [command = process.execPath, ...args] = options.bot;
  return spawn(command, [...args, 'start', '--config', configFile], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      PATH: options.env['PATH'] ?? '',
      HOME: options.env['HOME'] ?? '',
      LOG_LEVEL: options.env['LOG_LEVEL'] ?? 'error',
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
    },
  });
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
    else child.once('exit', (code) => resolve(code));
  });
}

async function stopBot(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended(child);
  clearTimeout(patience);
}

function tell(options: DemoOptions, workspace: Workspace, clouds: Clouds): void {
  const names = clouds
    .tasks()
    .map((task) => task.name)
    .filter((name) => name !== null && name !== '');
  options.out(workspace.url);
  options.out('');
  options.out(
    'This is not Slack: a local workspace with two simulated clouds and the real bot. Nothing leaves this machine.',
  );
  options.out('Open the page, and as Alice type in #cutover:');
  options.out('  /dts                          the tasks, failing first');
  options.out('  /dts terminate orders-prod    a plan, then the end, then the clean-up checklist');
  options.out('  /drs stop DRS-shop-prod');
  options.out('  /cutover help');
  options.out(`${names.length} tasks are there, in two clouds. Ctrl-C ends everything.`);
}

/**
 * Starts, on 127.0.0.1 only, a local Slack workspace, both clouds and the unmodified bot between them. Resolves
 * when the bot is connected; throws where it does not come up.
 */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const clouds = await startClouds({ speed: 1 });
  const workspace = await startWorkspace({
    port: options.port,
    manifestPath: MANIFEST,
    cloudsUrl: `${clouds.url}/_demo`,
  });
  const folder = await mkdtemp(join(tmpdir(), 'cutover-demo-'));
  const configFile = join(folder, 'cutover.yml');
  await writeFile(configFile, demoConfig({ apiUrl: workspace.apiUrl, clouds, store: join(folder, 'data') }));
  const bot = startBot(options, configFile, workspace);
  const stop = async () => {
    await stopBot(bot);
    await workspace.close();
    await clouds.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const died = ended(bot).then((code) => {
      throw new Error(`the bot ended with exit code ${code} before it was connected`);
    });
    died.catch(() => undefined);
    await Promise.race([workspace.waitFor(() => workspace.connections() > 0, READY_WITHIN_MS), died]);
  } catch (error) {
    await stop();
    throw error;
  }
  tell(options, workspace, clouds);
  return { url: workspace.url, stop };
}
