import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { BackstageShown } from '../../src/demo/backstage/shown.ts';

const MAIN = fileURLToPath(new URL('../../dist/main.js', import.meta.url));

interface Running {
  readonly url: string;
  readonly port: string;
  /** Its own temporary folder. */
  readonly folder: string;
  readonly child: ChildProcess;
  printed(): string;
  /** Resolves with the exit code or the signal. */
  readonly gone: Promise<number | string>;
  /** Asks the bot itself whether it is alive. */
  botIsAlive(): Promise<boolean>;
}

function emptyFolder(): string {
  const made = mkdtempSync(join(tmpdir(), 'cutover-demo-test-'));
  // A demo that was killed has left its bot behind, which may be writing its last words still.
  onTestFinished(() => rmSync(made, { recursive: true, force: true, maxRetries: 10 }));
  return made;
}

function runDemo(args: readonly string[], env: Record<string, string> = {}, cwd?: string) {
  const folder = emptyFolder();
  const child = spawn(process.execPath, [MAIN, 'demo', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    env: { PATH: process.env['PATH'] ?? '', TMPDIR: folder, ...env },
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += String(chunk);
    });
  onTestFinished(() => {
    child.kill('SIGKILL');
  });
  const gone = new Promise<number | string>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  return { child, folder, gone, printed: () => printed };
}

/** Starts the demo as a person does, and waits until it has said all it says at the start. */
async function started(args: readonly string[] = ['--port', '0'], env = {}, cwd?: string): Promise<Running> {
  const run = runDemo(args, env, cwd);
  await vi.waitFor(() => expect(run.printed()).toContain('Ctrl-C ends everything.'), {
    timeout: 20_000,
    interval: 50,
  });
  const url = run.printed().split('\n')[0] ?? '';
  const health = await vi.waitFor(async () => {
    const state = (await (await fetch(`${url}page/backstage`)).json()) as BackstageShown;
    const told = /"event":"health","port":(\d+)/.exec(state.bot.lines.join('\n'))?.[1];
    if (told === undefined) throw new Error('the bot has not said yet where its health is asked');
    return told;
  });
  return {
    ...run,
    url,
    port: new URL(url).port,
    botIsAlive: () =>
      fetch(`http://127.0.0.1:${health}/healthz`).then(
        () => true,
        () => false,
      ),
  };
}

describe('the demo on the command line', () => {
  test('says its address first, on a line of its own', async () => {
    const demo = await started();
    expect(demo.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    expect((await fetch(demo.url)).status).toBe(200);
    expect(demo.printed()).toContain('This is not Slack');
    expect(demo.printed()).not.toMatch(/xoxb-|xapp-/);
  });

  test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
    'ends at %s and leaves no bot and no file behind',
    async (signal) => {
      const demo = await started();
      expect(await demo.botIsAlive()).toBe(true);
      expect(readdirSync(demo.folder)).toHaveLength(1);
      demo.child.kill(signal);
      expect(await demo.gone).toBe(0);
      expect(await demo.botIsAlive()).toBe(false);
      expect(readdirSync(demo.folder)).toEqual([]);
    },
  );

  test('leaves no bot and no file behind when it breaks itself', async () => {
    const breaks = join(emptyFolder(), 'breaks.mjs');
    writeFileSync(breaks, `process.on('SIGUSR2', () => { throw new Error('broken on purpose'); });\n`);
    const demo = await started(['--port', '0'], { NODE_OPTIONS: `--import ${breaks}` });
    demo.child.kill('SIGUSR2');
    expect(await demo.gone).not.toBe(0);
    expect(demo.printed()).toContain('broken on purpose');
    await vi.waitFor(async () => expect(await demo.botIsAlive()).toBe(false), { timeout: 5_000 });
    expect(readdirSync(demo.folder)).toEqual([]);
  });

  test('that is killed leaves a bot that stops by itself', async () => {
    const demo = await started();
    demo.child.kill('SIGKILL');
    await vi.waitFor(async () => expect(await demo.botIsAlive()).toBe(false), { timeout: 15_000 });
  });

  test('goes on when its bot is killed from the page, and can start it again', async () => {
    const demo = await started();
    const bot = async (to: string) =>
      (
        await fetch(`${demo.url}page/backstage`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ deed: 'bot', to }),
        })
      ).status;
    expect(await bot('kill')).toBe(200);
    expect(await demo.botIsAlive()).toBe(false);
    expect((await fetch(demo.url)).status).toBe(200);
    expect(await bot('start')).toBe(200);
    demo.child.kill('SIGTERM');
    expect(await demo.gone).toBe(0);
  });

  test('stops at once when it is asked to while it starts', async () => {
    const run = runDemo(['--port', '0']);
    await vi.waitFor(() => expect(readdirSync(run.folder)).toHaveLength(1), { timeout: 15_000, interval: 5 });
    run.child.kill('SIGTERM');
    expect(await run.gone).toBe(0);
    expect(readdirSync(run.folder)).toEqual([]);
  });
});

describe('a demo that cannot be', () => {
  test('says so where its port is taken, and what to do', async () => {
    const demo = await started();
    const second = runDemo(['--port', demo.port]);
    expect(await second.gone).toBe(1);
    expect(second.printed()).toContain(`Port ${demo.port} of 127.0.0.1 is taken`);
    expect(second.printed()).toContain('take any free port: --port 0');
    expect(readdirSync(second.folder)).toEqual([]);
  });

  test.each(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'])(
    'does not start beside a real %s, and does not show it',
    async (name) => {
      const run = runDemo(['--port', '0'], { [name]: 'xoxb-canary' });
      expect(await run.gone).toBe(2);
      expect(run.printed()).toContain(`unset ${name}`);
      expect(run.printed()).not.toContain('canary');
    },
  );

  test.each(['-1', '65536', 'eighty', '1.5'])('does not take the port %s', async (port) => {
    const run = runDemo([`--port=${port}`]);
    expect(await run.gone).toBe(2);
    expect(run.printed()).toContain('whole number from 0 to 65535');
  });

  test('leaves a .env with tokens unread, and says so', async () => {
    const home = emptyFolder();
    writeFileSync(join(home, '.env'), 'SLACK_BOT_TOKEN=xoxb-canary-1\n');
    const demo = await started(['--port', '0'], {}, home);
    await vi.waitFor(() =>
      expect(demo.printed()).toContain(
        'The .env in this folder holds Slack tokens. The demo does not read it.',
      ),
    );
    expect(demo.printed()).not.toContain('canary');
  });

  test('is not stopped by a .env that is a folder, as Python makes it', async () => {
    const home = emptyFolder();
    mkdirSync(join(home, '.env'));
    const demo = await started(['--port', '0'], {}, home);
    expect(demo.printed()).not.toContain('could not start');
    demo.child.kill('SIGTERM');
    expect(await demo.gone).toBe(0);
    expect(demo.printed()).not.toContain('EISDIR');
  });
});
