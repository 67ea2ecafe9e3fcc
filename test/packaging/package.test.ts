import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { configOf, envOf } from '../whole/command.ts';
import { startNight } from '../whole/night.ts';
import { type Packed, pack, ROOT, runIn } from './packed.ts';

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
let packed: Packed;

beforeAll(async () => {
  packed = await pack();
}, 120_000);
afterAll(() => packed?.remove());

/** The files under a folder of the repository, with their paths from its top. */
function filesUnder(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

const textOf = (path: string) => readFileSync(join(packed.main, '../..', path), 'utf8');

/** What a built file imports, at once or when it is needed, and what it requires: other files with their paths. */
function importedBy(path: string): string[] {
  const imports =
    /(?:^(?:import|export) (?:[^"=;()]+ from )?|\b(?:import|__require|require)\()["']([^"']+)["']/gm;
  return [...textOf(path).matchAll(imports)].map(([, name = '']) =>
    name.startsWith('.') ? join(dirname(path), name) : name,
  );
}

/** The program from its first file on, as it finds its parts. */
function partsOf(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path)) return found;
  found.add(path);
  for (const name of importedBy(path)) if (packed.files.includes(name)) partsOf(name, found);
  return found;
}

describe('the package', () => {
  it('holds the program, what its demo shows, and what a newcomer copies; nothing else', () => {
    const program = partsOf('dist/main.js');
    expect(program.size).toBeGreaterThan(30);
    const page = filesUnder('src/demo/page');
    const shown = page.filter((path) => /\.(html|css|svg)$/.test(path));
    const scripts = packed.files.filter((path) => path.startsWith('dist/demo/'));
    expect(scripts).toEqual(
      expect.arrayContaining(
        page.filter((path) => path.endsWith('.ts')).map((path) => path.replace(/^src(.*)\.ts$/, 'dist$1.js')),
      ),
    );
    const copied = ['.cutover.example.yml', '.env.example', 'manifest.yml', 'README.md', 'LICENSE'];
    const whole = [...program, ...scripts, ...shown, ...copied, 'dist/licences.txt', 'package.json'];
    expect(packed.files.toSorted()).toEqual(whole.toSorted());
  });

  it('is small', () => {
    expect(packed.size).toBeLessThan(1_200_000);
  });

  it('needs no other package: it imports its own parts and what Node brings', () => {
    expect(manifest).not.toHaveProperty('dependencies');
    const imported = [...partsOf('dist/main.js')].flatMap(importedBy);
    const foreign = imported.filter((name) => !packed.files.includes(name) && !isBuiltin(name));
    // Tried by ws, debug and undici (a newer Node has it), which do without.
    const tried = ['bufferutil', 'utf-8-validate', 'supports-color', 'node:sqlite'];
    expect(tried).toEqual(expect.arrayContaining(foreign));
  });

  it('names what is built into it, each with its licence, and holds no web framework', () => {
    const named = textOf('dist/licences.txt').split('\n\n----\n\n');
    const names = named.map((text) => /^(\S+) \d+\.\d+\.\d+ \([\w.\- ]+\)/.exec(text)?.[1]);
    const here = [
      '@alicloud/openapi-core',
      '@slack/bolt',
      'lowdb',
      'pino',
      'temporal-polyfill',
      'yaml',
      'zod',
    ];
    expect(names).toEqual(expect.arrayContaining(here));
    for (const absent of [undefined, 'express', 'jsonwebtoken', 'xml2js'])
      expect(names).not.toContain(absent);
    expect(named.find((text) => text.startsWith('zod '))).toContain('Permission is hereby granted');
  });

  it('has a program that can be run by its name', async () => {
    expect(statSync(packed.main).mode & 0o111).toBe(0o111);
    expect(readFileSync(packed.main, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    const without = await runIn(packed.empty, [packed.main]);
    expect(without).toMatchObject({
      code: 2,
      said: expect.stringMatching(/^cutover: [^\n]+\n\n {2}cutover start /),
    });
    const asked = await runIn(packed.empty, [packed.main, 'help']);
    expect(asked).toEqual({ code: 0, said: without.said });
  });

  it.each(['--version', '-v', 'version'])('says its version at %s', async (word) => {
    const ran = await runIn(packed.empty, [packed.main, word]);
    expect(ran).toEqual({ code: 0, said: `${manifest.version}\n` });
  });

  it.each(['start', 'doctor', 'audit verify', 'policy check --user U0 --action pause --task x'])(
    'says at "%s" in an empty folder what is missing, and leaves it empty',
    async (words) => {
      const ran = await runIn(packed.empty, [packed.main, ...words.split(' ')]);
      expect(ran.code).toBe(2);
      expect(ran.said).toContain('cutover.yml: the configuration file cannot be read (ENOENT)');
      expect(readdirSync(packed.empty)).toEqual([]);
    },
  );

  it('takes the example that it brings as a configuration', async () => {
    const example = join(packed.main, '../../.cutover.example.yml');
    const names = ['AK', 'SK', 'DRS_AK', 'DRS_SK', 'SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN'];
    const env = Object.fromEntries(names.map((name) => [name, `${name}-for-nothing`]));
    const ran = await runIn(packed.empty, [packed.main, 'audit', 'verify', '--config', example], env);
    expect(ran.said).not.toContain('is not usable');
    expect(ran.code).toBe(1);
    expect(ran.said).toContain('data');
  });

  it('runs the demo in an empty folder: the page with all its files, and the bot', async () => {
    const child = spawn(packed.main, ['demo', '--port', '0'], {
      cwd: packed.empty,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '' },
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += String(chunk);
      });
    await vi.waitFor(() => expect(said).toContain('Ctrl-C ends everything.'), { timeout: 20_000 });
    const url = said.split('\n')[0] ?? '';
    const page = await (await fetch(url)).text();
    const files = [...page.matchAll(/(?:href|src)="\/(files\/[^"]+)"/g)].map(([, path = '']) => path);
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) expect((await fetch(`${url}${file}`)).status, file).toBe(200);
    child.kill('SIGINT');
    expect(await once(child, 'close')).toEqual([0, null]);
    expect(readdirSync(packed.empty)).toEqual([]);
  });

  it('checks, audits and explains beside a running bot', async () => {
    const night = await startNight();
    const config = ['--config', configOf(night)];
    const run = (...words: string[]) => runIn(packed.empty, [packed.main, ...words, ...config], envOf(night));
    expect((await run('doctor')).said).toContain('prod-cn');
    expect(await run('audit', 'verify')).toMatchObject({ code: 0 });
    const asked = ['--user', 'U0ALICE', '--action', 'terminate', '--task', 'orders-prod'];
    expect((await run('policy', 'check', ...asked)).said).toContain('orders-prod');
  });
});
