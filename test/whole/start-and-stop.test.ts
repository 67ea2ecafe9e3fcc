import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { configOf, envOf, runCommand } from './command.ts';
import { alice, buttonsOn, type Night, startNight } from './night.ts';
import { endingsIn, settled } from './told.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'cutover-start-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function endOrders(night: Night): Promise<void> {
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
}

async function stopped(night: Night, timeoutMs = 8_000): Promise<void> {
  night.kill('SIGTERM');
  expect(await night.gone(timeoutMs)).toBe(0);
}

describe('a start that cannot be', () => {
  it('lists every mistake of the configuration with its path, no secret, and exits 2', async () => {
    const file = join(folder(), 'cutover.yml');
    writeFileSync(
      file,
      `slack: { channel: X123, port: -4 }
accounts:
  - name: prod-cn
    provider: alibaba-dts
    regions: []
    credentials: { accessKeyId: \${AK}, accessKeySecret: \${NOT_SET} }
polcy: []
ending: { pollSeconds: soon }
`,
    );
    const env = { AK: 'LTAI-canary-id', SLACK_BOT_TOKEN: 'xoxb-canary-token' };
    const { code, said } = await runCommand(['start', '--config', file], env);

    expect(code).toBe(2);
    for (const path of ['slack.channel', 'slack.port', 'accounts[0].regions', 'ending.pollSeconds', 'polcy'])
      expect(said).toContain(path);
    expect(said).toContain('NOT_SET');
    expect(said).toContain('SLACK_APP_TOKEN');
    expect(said).not.toContain('canary');
  });

  it('says that the file is missing, and exits 2', async () => {
    const file = join(folder(), 'nowhere.yml');
    const { code, said } = await runCommand(['start', '--config', file]);
    expect(code).toBe(2);
    expect(said).toContain(file);
    expect(said).toContain('CUTOVER_CONFIG');
  });

  it.each([
    { args: ['start', '--verbose'], words: '--verbose' },
    { args: ['start', 'now'], words: 'takes no "now"' },
    { args: ['start', '--port', '4080'], words: "Unknown option '--port'.\n" },
    { args: ['demo', '--config', 'cutover.yml'], words: "Unknown option '--config'.\n" },
    { args: ['begin'], words: 'no command "begin"' },
    { args: [], words: 'cutover start' },
    { args: ['audit'], words: 'cutover audit export' },
    { args: ['audit', 'verfy'], words: 'cutover audit knows verify and export, not "verfy".' },
    { args: ['audit', 'verify', '--loud'], words: '--loud' },
  ])('shows how it is used, reads no configuration, and exits 2, for: $args', async ({ args, words }) => {
    const { code, said } = await runCommand(args);
    expect(code).toBe(2);
    expect(said).not.toContain('cutover.yml:');
    expect(said).toContain(words);
    expect(said).toMatch(/cutover audit +verify/);
  });

  it.each([
    ['start', '--help'],
    ['demo', '-h'],
    ['doctor', '--help'],
    ['audit', 'verify', '--help'],
    ['--help'],
  ])('shows how it is used, and starts nothing, at: %s %s %s', async (...args) => {
    const { code, said } = await runCommand(args.filter((word) => word !== undefined));
    expect(code).toBe(0);
    expect(said).toMatch(/^cutover: end database/);
  });

  it('takes an empty CUTOVER_CONFIG for none', async () => {
    const { code, said } = await runCommand(['start'], { CUTOVER_CONFIG: '' });
    expect(code).toBe(2);
    expect(said).toContain(
      'cutover.yml: the configuration file cannot be read (ENOENT): there is no such file.',
    );
  });

  it('exits 1 and says what to do when the path of the store is a file', async () => {
    const night = await startNight();
    const file = join(folder(), 'data');
    writeFileSync(file, '');
    const config = readFileSync(configOf(night), 'utf8').replace(/^store: .*$/m, `store: { path: ${file} }`);
    const path = join(folder(), 'cutover.yml');
    writeFileSync(path, config);
    const { code, said } = await runCommand(['start', '--config', path], envOf(night));
    expect(code).toBe(1);
    expect(said).toContain(`\n${file} is a file, or lies below one. Name a folder in store.path;`);
  });

  it('exits 1 and names the port when another program has it, and Slack is to come over HTTP', async () => {
    const night = await startNight({ transport: 'http' });
    const own = `store: { path: ${join(folder(), 'data')} }`;
    const config = readFileSync(configOf(night), 'utf8').replace(/^store: .*$/m, own);
    const path = join(folder(), 'cutover.yml');
    writeFileSync(path, config);
    const env = { ...envOf(night), SLACK_SIGNING_SECRET: night.workspace.signingSecret };
    const { code, said } = await runCommand(['start', '--config', path], env);
    expect(code).toBe(1);
    expect(said).toMatch(/\nAnother program has port \d+: stop it, or set slack\.port to another one\./);
  });

  it('exits 1 and names the holder when another bot has the folder', async () => {
    const night = await startNight();
    const { code, said } = await runCommand(['start', '--config', configOf(night)], envOf(night));
    expect(code).toBe(1);
    expect(said).toContain(join(night.folder, 'data'));
    expect(said).toMatch(/process \d+/);
    expect(buttonsOn(await night.ask(alice, '/dts terminate orders-prod'))).toContain('ending.confirm');
  });

  it('exits 1 when the folder has lost its document, and overwrites nothing', async () => {
    const night = await startNight();
    await endOrders(night);
    await settled(night, ['ended']);
    await stopped(night);
    const data = join(night.folder, 'data');
    rmSync(join(data, 'cutover.json'));
    const before = readdirSync(data).sort();

    const { code, said } = await runCommand(['start', '--config', configOf(night)], envOf(night));
    expect(code).toBe(1);
    expect(said).toContain('cutover.json');
    expect(said).toContain('but no cutover.json');
    expect(readdirSync(data).sort()).toEqual(before);
  });

  it.each([
    ['SLACK_BOT_TOKEN', 'xoxb-canary-wrong'],
    ['SLACK_APP_TOKEN', 'xapp-canary-wrong'],
  ])('exits 1 with a sentence when Slack refuses %s', async (name, value) => {
    const night = await startNight();
    await stopped(night);
    const env = { ...envOf(night), [name]: value };
    const { code, said } = await runCommand(['start', '--config', configOf(night)], env);
    expect(code).toBe(1);
    expect(said).toContain('invalid_auth');
    expect(said).toContain(name);
    expect(said).not.toContain('canary');
  });
});

describe('SIGTERM', () => {
  it('drains and exits 0 within seconds, and gives the folder back', async () => {
    const night = await startNight();
    await stopped(night);
    expect(readdirSync(join(night.folder, 'data'))).not.toContain('cutover.lock');
    await night.restart();
    expect(buttonsOn(await night.ask(alice, '/dts terminate orders-prod'))).toContain('ending.confirm');
  });

  it('while an ending is observed: the next process takes it to its end', async () => {
    const night = await startNight({ speed: 3 });
    await endOrders(night);
    await night.ending('ending');
    await stopped(night);
    await night.restart();

    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
  });

  it('while the call is on its way: waits for the answer and records it', async () => {
    const night = await startNight({ speed: 3 });
    night.clouds.world.fault({ action: 'StopDtsJob', kind: 'delay', milliseconds: 2_000 });
    await endOrders(night);
    await vi.waitFor(() => expect(night.deeds()).toHaveLength(1), { timeout: 10_000, interval: 20 });
    await stopped(night);
    await night.restart();

    const ended = await settled(night, ['ended']);
    expect(ended.text).toContain('asked once');
    expect(ended.text).not.toContain('interrupted');
    expect(night.deeds()).toHaveLength(1);
  });

  it('exits 0 although Slack cannot be reached', async () => {
    const night = await startNight();
    night.workspace.faults.goOffline();
    await night.workspace.waitFor(() => night.workspace.connections() === 0);
    await stopped(night);
  });
});

describe('what others look at', () => {
  it('/healthz answers 200 while the bot is connected', async () => {
    const night = await startNight();
    const port = await vi.waitFor(() => {
      const told = /"event":"health","port":(\d+)/.exec(night.output())?.[1];
      if (told === undefined) throw new Error('the port is not told yet');
      return told;
    });
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(health.status).toBe(200);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(404);
  });

  it('the audit trail is whole after an ending, and one changed word is found', async () => {
    const night = await startNight();
    await endOrders(night);
    await settled(night, ['ended']);
    await stopped(night);
    const args = ['audit', 'verify', '--config', configOf(night)];
    const whole = await runCommand(args, envOf(night));
    expect(whole).toMatchObject({ code: 0 });

    const data = join(night.folder, 'data');
    const log = readdirSync(data).find((name) => name.endsWith('.jsonl'));
    if (log === undefined) throw new Error(`no audit log in ${readdirSync(data).join(', ')}`);
    const text = readFileSync(join(data, log), 'utf8');
    expect(text).toContain('cut-over INC-4711');
    writeFileSync(join(data, log), text.replace('cut-over INC-4711', 'cut-over INC-4712'));
    expect((await runCommand(args, envOf(night))).code).toBe(1);
  });
});
