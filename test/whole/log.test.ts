import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { alice, type Night, startNight } from './night.ts';
import { settled } from './told.ts';

const LOG = new URL('../dist/log/log.js', import.meta.url).href;
const THROW_AT_SIGNAL = fileURLToPath(new URL('./throw-at-signal.mjs', import.meta.url));

/** The fields that the README explains. */
const README = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
const TABLE = README.split('| field | on | meaning |')[1]?.split('\n\n')[0] ?? '';
const FIELDS = new Set(
  [...TABLE.matchAll(/^\| (.*?) \|/gm)].flatMap(([, cell = '']) => cell.match(/(?<=`)\w+(?=`)/g) ?? []),
);

type Line = Record<string, unknown> & { readonly event: string };

function linesOf(night: Night): Line[] {
  return night
    .output()
    .split('\n')
    .flatMap((line) => (line.startsWith('{"level"') ? [JSON.parse(line) as Line] : []));
}

/** A program that has the bot's log, and nothing else. */
function program(text: string, stderr: 'pipe' | number = 'pipe'): ChildProcess {
  const source = `import { createLog } from ${JSON.stringify(LOG)};\nconst log = createLog('info', []);\n${text}`;
  return spawn(process.execPath, ['--input-type=module', '--eval', source], {
    stdio: ['ignore', 'pipe', stderr],
  });
}

/** Everything a program prints on one of its outputs until it is gone. */
async function heard(child: ChildProcess, output: 'stdout' | 'stderr'): Promise<string> {
  let text = '';
  child[output]?.on('data', (chunk) => {
    text += String(chunk);
  });
  await new Promise((resolve) => child.once('close', resolve));
  return text;
}

describe('the log of an ending', () => {
  it('tells by one request id what became of each thing that a person did, and the ids of the cloud', async () => {
    const night = await startNight();
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await settled(night, ['ended']);
    const lines = linesOf(night);
    const requestOf = (event: string) => lines.find((line) => line.event === event)?.['request'];
    const together = (event: string) =>
      lines.flatMap((line) => (line['request'] === requestOf(event) ? [line.event] : []));

    expect(together('command')).toContain('plan.shown');
    expect(together('form')).toEqual(
      expect.arrayContaining(['ending.confirmed', 'ending.executing', 'ending.answered']),
    );
    expect(new Set(['command', 'button', 'form', 'ending.ended'].map(requestOf)).size).toBe(4);
    const stop = lines.find((line) => line['operation'] === 'dts/StopDtsJob');
    expect(stop).toMatchObject({
      level: 'info',
      event: 'cloud call',
      outcome: 'ok',
      request: requestOf('form'),
      cloudRequest: expect.stringMatching(/^[0-9A-F-]{36}$/),
    });
    expect(lines.find((line) => line.event === 'ending.confirmed')).toMatchObject({
      level: 'info',
      actor: alice,
      action: 'terminate',
    });
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
    expect(night.output()).not.toContain('INC-4711');
    const fields = new Set(lines.flatMap((line) => Object.keys(line)));
    expect([...fields].filter((field) => !FIELDS.has(field))).toEqual([]);
  });
});

describe('a process that ends', () => {
  it.each([
    ['exits', 'process.exit(3);'],
    ['is killed from outside', "process.kill(process.pid, 'SIGKILL');"],
    [
      'is asked to stop, and does not listen',
      "process.kill(process.pid, 'SIGTERM'); setInterval(() => 0, 1e3);",
    ],
    ['throws', "throw new Error('x');"],
  ])('has written every line when it %s', async (_, end) => {
    const child = program(`for (let at = 0; at < 5000; at += 1) log.info('line', { at });\n${end}`);
    const lines = (await heard(child, 'stderr')).split('\n').filter((line) => line.startsWith('{'));
    expect(lines).toHaveLength(5000);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ event: 'line', at: 4999 });
  });

  it('is asked once to stop, as from outside, where the reader of its log has gone away', async () => {
    const child = program(`
      process.on('SIGTERM', () => console.log('asked to stop'));
      const timer = setInterval(() => log.info('line', { text: 'x'.repeat(1000) }), 1);
      setTimeout(() => clearInterval(timer), 1_000);`);
    child.stderr?.once('data', () => child.stderr?.destroy());
    expect(await heard(child, 'stdout')).toBe('asked to stop\n');
    expect(child.exitCode).toBe(0);
  });

  it.skipIf(!existsSync('/dev/full'))('goes on where the disk of its log is full', async () => {
    const full = openSync('/dev/full', 'w');
    onTestFinished(() => closeSync(full));
    const child = program(
      `for (let at = 0; at < 3000; at += 1) log.info('line', { text: 'x'.repeat(1000) });
      console.log('still here');`,
      full,
    );
    expect(await heard(child, 'stdout')).toBe('still here\n');
    expect(child.exitCode).toBe(0);
  });

  it('by an error that nobody caught says so in one line without secrets, and exits 1', async () => {
    const night = await startNight({ env: { NODE_OPTIONS: `--import=${THROW_AT_SIGNAL}` } });
    night.kill('SIGUSR2');
    expect(await night.gone()).toBe(1);
    const last = linesOf(night).at(-1);
    expect(last).toMatchObject({
      level: 'error',
      event: 'an unexpected failure; the supervisor should start me again',
      error: 'Error: first [secret]; because Error: then [secret]',
    });
    expect(last?.['stack']).toMatch(/throw-at-signal\.mjs/);
  });
});
