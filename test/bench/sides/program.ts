import { type ChildProcess, fork, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '../../helpers/free-port.ts';
import type { CloudsSaid } from './clouds-side.ts';
import { CHANNEL, commandPayload, GROUP } from './payloads.ts';
import { openSlackSide, type SlackSide, type TransportName } from './slack-side.ts';

export type ProgramName = 'cutover' | 'bolt';

/** A program under test, in a process of its own, and the Slack that it talks to. */
export interface Program {
  readonly name: ProgramName;
  readonly slack: SlackSide;
  /** From spawning the process to the first command that it acknowledged, in milliseconds. */
  readonly readyMs: number;
  /** The folder of its store. */
  readonly data: string;
  /** Resident memory now, in MB. */
  rssMb(): number;
  /** Everything it has written to standard error, and what comes next. */
  readonly child: ChildProcess;
  close(): Promise<void>;
}

export interface ProgramOptions {
  readonly transport: TransportName;
  readonly clouds: CloudsSaid;
  /** A folder that is the store of Cutover; left out, a new one. */
  readonly data?: string;
  /** Where standard error goes: a file, or a pipe for who reads it. */
  readonly stderr?: 'file' | 'pipe';
  /** Flags for Node, as "--cpu-prof". */
  readonly flags?: readonly string[];
}

const BOT = join(process.cwd(), 'dist', 'main.js');
const BARE_BOLT = fileURLToPath(new URL('../bare-bolt/main.js', import.meta.url));
const CLOUDS = fileURLToPath(new URL('./clouds-side.js', import.meta.url));
const PATIENCE_MS = 60_000;
/** Often enough to be exact, and seldom enough to keep nobody from starting. */
const ASK_EVERY_MS = 8;

/** Starts both clouds with so many tasks that can be paused; they end with this process, or with `close`. */
export async function startCloudsSide(tasks = 0): Promise<CloudsSaid & { close(): void }> {
  const child = fork(CLOUDS, [String(tasks)], { stdio: 'inherit' });
  const said = await new Promise<CloudsSaid>((resolve, reject) => {
    child.once('message', (message) => resolve(message as CloudsSaid));
    child.once('exit', (code) => reject(new Error(`the clouds ended (${code})`)));
  });
  return { ...said, close: () => child.kill() };
}

function configOf({ transport, clouds }: ProgramOptions, apiUrl: string, port: number, data: string): string {
  return `slack: { transport: ${transport}, apiUrl: "${apiUrl}", channel: ${CHANNEL}, port: ${port}, host: 127.0.0.1 }
accounts:
  - name: prod-cn
    provider: alibaba-dts
    regions: [cn-hangzhou]
    credentials: { accessKeyId: ${clouds.alibaba.accessKeyId}, accessKeySecret: ${clouds.alibaba.accessKeySecret} }
    endpoint: ${clouds.url}
  - name: otc
    provider: drs
    cloud: otc
    regions: [eu-de]
    project: ${clouds.drs.project}
    credentials: { accessKey: ${clouds.drs.accessKey}, secretKey: ${clouds.drs.secretKey} }
    endpoint: ${clouds.url}
policy:
  - allow: [terminate, release, pause, resume, cleanup]
    who: [${GROUP}]
store: { path: ${JSON.stringify(data)} }
`;
}

/** Waits until the program acknowledges a command: with the http transport it may not listen yet. */
async function firstAck(slack: SlackSide, transport: TransportName, isDead: () => boolean): Promise<void> {
  const late = performance.now() + PATIENCE_MS;
  while (!(transport === 'http' || slack.sockets() > 0) || !(await isTaken(slack))) {
    if (isDead() || performance.now() > late) throw new Error('it does not acknowledge');
    await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
  }
}

async function isTaken(slack: SlackSide): Promise<boolean> {
  try {
    await slack.deliver(commandPayload('/dts', 'help', slack.answer().url));
    return true;
  } catch {
    return false;
  }
}

/** Spawns a program and returns when it has acknowledged its first command. */
export async function startProgram(name: ProgramName, options: ProgramOptions): Promise<Program> {
  const { transport } = options;
  const folder = mkdtempSync(join(tmpdir(), `cutover-bench-${name}-`));
  const data = options.data ?? join(folder, 'data');
  const secret = 'the-signing-secret-of-the-benchmark';
  const slack = await openSlackSide({ transport, signingSecret: secret });
  const port = await freePort();
  if (transport === 'http') slack.connectTo(port);
  const config = join(folder, 'cutover.yml');
  writeFileSync(config, configOf(options, slack.apiUrl, port, data));
  const output = openSync(join(folder, 'output'), 'a');
  const args = name === 'cutover' ? [BOT, 'start', '--config', config] : [BARE_BOLT];
  const spawned = performance.now();
  const child = spawn(process.execPath, [...(options.flags ?? []), ...args], {
    stdio: ['ignore', output, options.stderr === 'pipe' ? 'pipe' : output],
    env: {
      PATH: process.env['PATH'] ?? '',
      SLACK_BOT_TOKEN: 'xoxb-of-the-benchmark',
      ...(transport === 'http'
        ? { SLACK_SIGNING_SECRET: secret }
        : { SLACK_APP_TOKEN: 'xapp-of-the-benchmark' }),
      ...(name === 'cutover'
        ? {}
        : { BENCH_TRANSPORT: transport, SLACK_API_URL: slack.apiUrl, PORT: String(port) }),
    },
  });
  const isDead = () => child.exitCode !== null || child.signalCode !== null;
  try {
    await firstAck(slack, transport, isDead);
  } catch (error) {
    child.kill('SIGKILL');
    throw new Error(`${name} did not start:\n${readFileSync(join(folder, 'output'), 'utf8')}`, {
      cause: error,
    });
  }
  return {
    name,
    slack,
    readyMs: performance.now() - spawned,
    data,
    rssMb: () => rssOf(child.pid ?? 0),
    child,
    async close() {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      const late = setTimeout(() => child.kill('SIGKILL'), 5_000);
      if (!isDead()) await gone;
      clearTimeout(late);
      await slack.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Both programs side by side, each with a Slack of its own. */
export async function startBoth(
  options: ProgramOptions,
): Promise<Readonly<Record<ProgramName, Program>> & { close(): Promise<void> }> {
  const [cutover, bolt] = [await startProgram('cutover', options), await startProgram('bolt', options)];
  return {
    cutover,
    bolt,
    async close() {
      await cutover.close();
      await bolt.close();
    },
  };
}

/** Resident memory of a process in MB, as the kernel counts it. */
function rssOf(pid: number): number {
  const kilobytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kilobytes) / 1024;
}
