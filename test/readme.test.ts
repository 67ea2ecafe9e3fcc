import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../src/config/read-config.ts';
import { parseCommand } from '../src/slack/commands/parse.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const text = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
const README = text('README.md');
const PUBLIC_PAGES = ['README.md', '.github/CONTRIBUTING.md', '.github/workflows/ci.yml', '.env.example'];

/** The code blocks of the README in one language, without the indentation of a list around them. */
function blocks(language: string): string[] {
  return [...README.matchAll(/^( *)```(\w+)\n([\s\S]*?)^ *```$/gm)]
    .filter(([, , found]) => found === language)
    .map(([, indent = '', , body = '']) => body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''));
}

/** The chapter under a heading, up to the next one of the same depth. */
function chapter(heading: string): string {
  const [, after] = README.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`README.md has no chapter "${heading}"`);
  return after.split('\n## ')[0] ?? '';
}

/** What stands in the first column of the tables of a chapter, between backticks. */
function firstColumn(part: string): string[] {
  return [...part.matchAll(/^\| `([^`]+)`/gm)].map(([, name = '']) => name);
}

/** An environment in which every `${NAME}` of a configuration, and every token, is set. */
function placeholders(config: string): Record<string, string> {
  const names = [...config.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
  const values = Object.fromEntries(names.map((name) => [name, `a-value-of-${name}`]));
  return { ...values, SLACK_BOT_TOKEN: 'xoxb-placeholder', SLACK_APP_TOKEN: 'xapp-placeholder' };
}

/** Every key of a configuration as the README writes it: `slack.port`, `accounts[].name`. */
function keysOf(config: Record<string, unknown>): string[] {
  return Object.entries(config).flatMap(([part, value]) => {
    const groups = Array.isArray(value) ? value : [value];
    const prefix = Array.isArray(value) ? `${part}[]` : part;
    return groups.flatMap((group) => Object.keys(group as object).map((key) => `${prefix}.${key}`));
  });
}

describe('the commands of the README', () => {
  const manifest = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
  const shell = blocks('sh');

  it.each(['npm ci && npm run demo', 'npm ci && npm test'])('has `%s` in a block of its own', (command) => {
    expect(shell.map((block) => block.trim())).toContain(command);
  });

  it('names no npm script that does not exist', () => {
    const named = [...README.matchAll(/npm (?:run ([\w:-]+)|(test|start)\b)/g)].map(
      (match) => match[1] ?? match[2],
    );
    expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(named));
    expect(named).toEqual(expect.arrayContaining(['demo', 'test', 'start', 'verify']));
  });

  it.each(firstColumn(chapter('Commands')))('knows the command %s', (command) => {
    expect(parseCommand(command.replace('[words]', 'orders'))).not.toMatchObject({ kind: 'unknown' });
  });

  it.each([
    'stop',
    'end',
    'terminate',
    'force-stop',
    'force-terminate',
    'release',
    'pause',
    'resume',
    'show',
  ])('lists %s among the commands', (word) => {
    expect(parseCommand(`${word} TASK`)).not.toMatchObject({ kind: 'unknown' });
    expect(chapter('Commands')).toContain(`\`${word}`);
  });

  it('lets people try only what the bot understands', () => {
    const tries = firstColumn(chapter('Try it in two minutes'));
    expect(tries.length).toBeGreaterThan(3);
    for (const line of tries)
      expect(parseCommand(line.replace(/^\/\w+/, ''))).not.toMatchObject({ kind: 'unknown' });
  });
});

describe('the places that the README names', () => {
  const tree = blocks('text').find((block) => block.startsWith('src/')) ?? '';
  const named = [...tree.matchAll(/^ {2}(\S+) {2,}\S/gm)].map(([, place = '']) => place);

  it.each(named)('has src/%s', (place) => {
    expect(existsSync(`${ROOT}src/${place}`)).toBe(true);
  });

  it('says what every room of src is for', () => {
    const rooms = readdirSync(`${ROOT}src`, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of rooms)
      expect(
        named.some((place) => place.startsWith(`${name}/`)),
        `src/${name}`,
      ).toBe(true);
  });

  it('says where every provider is', () => {
    const providers = readdirSync(`${ROOT}src/providers`, { withFileTypes: true });
    for (const { name } of providers.filter((entry) => entry.isDirectory()))
      expect(named).toContain(`providers/${name}/`);
  });

  it.each([...new Set(README.match(/`(?:test|src)\/[\w./-]+`/g))])('has %s', (quoted) => {
    expect(existsSync(`${ROOT}${quoted.slice(1, -1)}`)).toBe(true);
  });

  it.each([...README.matchAll(/\]\((?!https?:|#)([^)]+)\)/g)].map(([, path]) => path ?? ''))(
    'links to %s, which is there',
    (path) => {
      expect(existsSync(`${ROOT}${path}`)).toBe(true);
    },
  );

  it('shows a test for each of the seven promises', () => {
    const promises = chapter('Seven promises')
      .split(/^\d\. /m)
      .slice(1);
    expect(promises).toHaveLength(7);
    for (const promise of promises) expect(promise).toMatch(/`test\/[\w./-]+`/);
  });
});

describe('the policies of the README', () => {
  interface Policy {
    readonly Version: string;
    readonly Statement: readonly { readonly Effect: string; readonly Action: readonly string[] }[];
  }
  const policies = blocks('json').map((block) => JSON.parse(block) as Policy);
  const actionsOf = (policy: Policy) => policy.Statement.flatMap(({ Action }) => Action);
  const ALIBABA = [
    'dts',
    'rds',
    'polardb',
    'dds',
    'kvstore',
    'r-kvstore',
    'adb',
    'gpdb',
    'polardbx',
    'clickhouse',
    'ecs',
  ];
  const DRS = ['drs', 'vpc'];

  it('has four tiers each for Alibaba Cloud and Open Telekom Cloud, and the end for Huawei Cloud', () => {
    expect(policies.map((policy) => policy.Version)).toEqual([
      '1',
      '1',
      '1',
      '1',
      '1.1',
      '1.1',
      '1.1',
      '1.1',
      '1.1',
    ]);
  });

  it.each(policies.map((policy) => [actionsOf(policy)[0], policy] as const))(
    'grants single actions of known products in the policy that begins with %s',
    (_, policy) => {
      const products = policy.Version === '1' ? ALIBABA : DRS;
      expect(policy.Statement.every(({ Effect }) => Effect === 'Allow')).toBe(true);
      for (const action of actionsOf(policy)) {
        expect(products).toContain(action.split(':')[0]);
        expect(action).toMatch(/^[a-z-]+(:[A-Za-z]+){1,2}$/);
      }
    },
  );

  it('grants the reading tiers nothing that changes anything', () => {
    const reading = [policies[0], policies[2], policies[4], policies[6]].flatMap((policy) =>
      policy === undefined ? [] : actionsOf(policy),
    );
    for (const action of reading) expect(action).toMatch(/:(Describe\w+|WhiteIpList|list|get|getProgress)$/);
  });

  it('names every right that the providers ask for', () => {
    const granted = new Set(policies.flatMap(actionsOf));
    const asked = text('src/providers/drs/permissions.ts').match(/\b(drs|vpc):\w+:\w+/g) ?? [];
    expect(asked.length).toBeGreaterThan(8);
    expect([...granted]).toEqual(expect.arrayContaining(asked));
  });

  it('names every operation that is called at Alibaba Cloud', () => {
    const granted = new Set(policies.flatMap(actionsOf).map((action) => action.split(':').at(-1)));
    const folder = `${ROOT}src/providers/alibaba-dts/`;
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const called = sources
      .flatMap(
        (name) =>
          readFileSync(`${folder}${name}`, 'utf8').match(/'(Describe|Modify|Delete|Leave|Join)\w+'/g) ?? [],
      )
      .map((word) => word.slice(1, -1))
      .filter((word) => word !== 'ModifyMode');
    expect(called.length).toBeGreaterThan(30);
    expect([...granted]).toEqual(expect.arrayContaining(called));
  });
});

describe('the configuration of the README', () => {
  const examples = [...blocks('yaml'), text('.cutover.example.yml')];
  const reference = new Set(firstColumn(chapter('Configuration reference')));

  it.each(examples.map((example, at) => [at + 1, example] as const))('example %i is usable', (_, example) => {
    const read = readConfig({ text: example, path: 'cutover.yml', env: placeholders(example) });
    expect(read).toMatchObject({ ok: true });
  });

  it('explains and shows the sets of credentials by use', () => {
    const uses = ['read', 'end', 'cleanup'];
    expect([...reference]).toEqual(
      expect.arrayContaining(uses.map((use) => `accounts[].credentials.${use}`)),
    );
    const shown = text('.cutover.example.yml')
      .replace(/^ {4}credentials: .*accessKeyId.*$/m, '')
      .replaceAll(/^ {4}# ((?:credentials:| {2}(?:read|end|cleanup):).*)$/gm, '    $1');
    const read = readConfig({ text: shown, path: 'cutover.yml', env: placeholders(shown) });
    expect(read).toMatchObject({
      ok: true,
      config: {
        accounts: [{ ownCredentials: { end: { accessKeyId: '…' }, cleanup: { accessKeyId: '…' } } }, {}],
      },
    });
  });

  it('explains every key of the examples', () => {
    const keys = examples.flatMap((example) =>
      keysOf(parse(example.replaceAll(/\$\{\w+\}/g, 'x')) as Record<string, unknown>),
    );
    expect(examples).toHaveLength(2);
    expect([...reference]).toEqual(expect.arrayContaining(keys));
  });

  it('states the defaults that a file without these keys really gets', () => {
    const example = blocks('yaml')[0] ?? '';
    const read = readConfig({ text: example, path: 'cutover.yml', env: placeholders(example) });
    if (!read.ok) throw new Error('the example is not usable');
    const { slack, store, ending, watch } = read.config;
    const stated = (key: string) => new RegExp(`^\\| \`${key}\` \\| \`([^\`]+)\``, 'm').exec(README)?.[1];
    const parts = {
      slack: { transport: slack.transport, apiUrl: slack.apiUrl, port: slack.port },
      store,
      ending,
      watch,
    };
    for (const [part, values] of Object.entries(parts))
      for (const [key, value] of Object.entries(values))
        expect(stated(`${part}.${key}`), `${part}.${key}`).toBe(String(value));
  });

  it('lists every variable that the program reads, and .env.example has those of the example as well', () => {
    const variables = [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'SLACK_SIGNING_SECRET',
      'CUTOVER_CONFIG',
      'LOG_LEVEL',
    ];
    const used = [...text('.cutover.example.yml').matchAll(/^[^#\n]*/gm)]
      .flatMap(([line]) => [...line.matchAll(/\$\{(\w+)\}/g)])
      .map(([, name = '']) => name)
      .filter((name) => name !== 'NAME');
    const offered = [...text('.env.example').matchAll(/^(?:# )?([A-Z_]+)=/gm)].map(([, name = '']) => name);
    expect([...reference]).toEqual(expect.arrayContaining(variables));
    expect(offered).toEqual(expect.arrayContaining([...variables, ...used]));
  });
});

describe('the repository as a newcomer sees it', () => {
  it('has a short top level', () => {
    const kept = [
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'manifest.yml',
      'README.md',
      'LICENSE',
    ];
    const ignored = text('.gitignore')
      .split('\n')
      .map((line) => line.replace(/\/$/, ''));
    const own = ['cutover.yml', ...ignored];
    const top = readdirSync(ROOT).filter((name) => !name.startsWith('.') && !own.includes(name));
    expect(top.filter((name) => !name.endsWith('.tgz')).sort()).toEqual([...kept, 'src', 'test'].sort());
  });

  it.each(PUBLIC_PAGES)('keeps %s to the product', (page) => {
    expect(text(page)).not.toMatch(/\b(?:sessions?|prompts?)\b|\/(?:work|tmp|home|root)\//i);
  });

  it('runs the same script in public as everywhere, on both versions of Node', () => {
    const ci = parse(text('.github/workflows/ci.yml')) as {
      jobs: Record<string, { strategy: { matrix: { node: number[] } }; steps: { run?: string }[] }>;
    };
    const jobs = Object.values(ci.jobs);
    expect(jobs.map((job) => job.strategy.matrix.node)).toEqual([[20, 22]]);
    expect(jobs.flatMap((job) => job.steps).flatMap((step) => step.run ?? [])).toEqual(['.ci/run']);
    expect(text('.ci/run')).toMatch(/^npm ci\b[\s\S]*^npm test$/m);
  });
});
