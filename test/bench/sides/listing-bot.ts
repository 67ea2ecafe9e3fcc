import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CHANNELS, GROUPS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import { startWorkspace, type Workspace } from '../../../src/demo/slack/workspace.ts';
import type { Came, ManyTasks, ManyTasksSaid } from './many-tasks-side.ts';

/** One list, as the person who typed it and the cloud that was asked saw it. */
export interface Listed extends Came {
  /** Until the first answer that shows tasks, in milliseconds. */
  readonly firstMs: number;
  /** Until the whole list. */
  readonly wholeMs: number;
}

/** The bot in a process of its own, between the local workspace and a cloud with many tasks in another process. */
export interface ListingBot {
  /** By region, the fewest calls that list all of it. */
  readonly fewest: Readonly<Record<string, number>>;
  /** Types `/dts list` and waits for the whole list, which must be complete. */
  list(): Promise<Listed>;
  close(): Promise<void>;
}

const BOT = join(process.cwd(), 'dist', 'main.js');
const MANIFEST = join(process.cwd(), 'manifest.yml');
const CLOUD = fileURLToPath(new URL('./many-tasks-side.js', import.meta.url));
const QUIET_MS = 1_500;
const PATIENCE_MS = 120_000;

async function told<Told>(child: ChildProcess): Promise<Told> {
  const [message] = await once(child, 'message');
  return message as Told;
}

function configOf(said: ManyTasksSaid, apiUrl: string, data: string): string {
  return `slack: { apiUrl: "${apiUrl}", channel: ${CHANNELS.cutover}, port: 0 }
accounts:
  - name: prod-cn
    provider: alibaba-dts
    regions: [${said.regions.join(', ')}]
    credentials: { accessKeyId: ${said.accessKeyId}, accessKeySecret: ${said.accessKeySecret} }
    endpoint: ${said.url}
policy: [{ allow: [terminate], who: [${GROUPS.dba}] }]
watch: { pollSeconds: 86400 }
store: { path: ${JSON.stringify(data)} }
`;
}

/** What has come since the last time; the cloud forgets it. */
async function cameTo(cloud: ChildProcess): Promise<Came> {
  const answer = told<Came>(cloud);
  cloud.send('came');
  return answer;
}

/** Waits until the bot asks for nothing more by itself. */
async function untilQuiet(cloud: ChildProcess): Promise<void> {
  do await pause(QUIET_MS);
  while ((await cameTo(cloud)).calls > 0);
}

async function timeList(workspace: Workspace, tasks: number): Promise<{ firstMs: number; wholeMs: number }> {
  const { alice } = PEOPLE;
  const before = new Set(workspace.ephemerals(alice).map(({ ts }) => ts));
  const found = (words: RegExp) =>
    workspace.waitFor(
      () => workspace.ephemerals(alice).find(({ ts, text }) => !before.has(ts) && words.test(text)),
      PATIENCE_MS,
    );
  const begun = performance.now();
  const passed = () => performance.now() - begun;
  const first = found(/^[\d,]+ tasks|done, [\d,]+ tasks/).then(passed);
  const whole = found(new RegExp(`^${tasks.toLocaleString('en-US')} tasks, failing first`)).then(passed);
  await workspace.type(alice, CHANNELS.cutover, '/dts list');
  return { firstMs: await first, wholeMs: await whole };
}

/** Starts a cloud of this size, a workspace, and the bot between them. */
export async function startListingBot(size: ManyTasks): Promise<ListingBot> {
  const cloud = fork(CLOUD, [JSON.stringify(size)], { stdio: 'inherit' });
  const said = await told<ManyTasksSaid>(cloud);
  const workspace = await startWorkspace({ manifestPath: MANIFEST, rateLimits: false });
  const folder = mkdtempSync(join(tmpdir(), 'cutover-bench-list-'));
  const config = join(folder, 'cutover.yml');
  writeFileSync(config, configOf(said, workspace.apiUrl, join(folder, 'data')));
  const bot = spawn(process.execPath, [BOT, 'start', '--config', config], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      PATH: process.env['PATH'] ?? '',
      LOG_LEVEL: 'error',
      SLACK_BOT_TOKEN: workspace.botToken,
      SLACK_APP_TOKEN: workspace.appToken,
    },
  });
  await workspace.waitFor(() => workspace.connections() > 0, PATIENCE_MS);
  // Its one list of its own begins a second later.
  while ((await cameTo(cloud)).calls === 0) await pause(50);
  return {
    fewest: said.fewest,
    async list() {
      await untilQuiet(cloud);
      const times = await timeList(workspace, size.tasks);
      return { ...times, ...(await cameTo(cloud)) };
    },
    async close() {
      const gone = once(bot, 'exit');
      bot.kill('SIGTERM');
      await gone;
      cloud.disconnect();
      await workspace.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
