import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readConfig } from '../src/config/read-config.ts';
import { cleanupSettings, endingSettings } from '../src/settings.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const text = (path: string) => readFileSync(`${ROOT}${path}`, 'utf8');
const PAGE = text('.github/SECURITY.md');
const README = text('README.md');

/** The chapter under a heading. */
function chapter(heading: string): string {
  const [, after] = PAGE.split(`\n## ${heading}\n`);
  if (after === undefined) throw new Error(`SECURITY.md has no chapter "${heading}"`);
  return after.split('\n## ')[0] ?? '';
}

/** The rows of the table of a chapter, cell by cell, without its head. */
function rowsOf(heading: string): string[][] {
  const [, , ...rows] = chapter(heading)
    .split('\n')
    .filter((line) => line.startsWith('|'));
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

/** What stands between backticks in a text. */
function quoted(part: string): string[] {
  return [...part.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);
}

describe('the security page', () => {
  it('is one page, and the README leads to it', () => {
    expect(PAGE.split('\n').length).toBeLessThanOrEqual(160);
    expect(README).toContain('(.github/SECURITY.md)');
  });

  it('keeps to the product', () => {
    expect(PAGE).not.toMatch(/\b(?:sessions?|prompts?)\b|\/(?:work|tmp|home)\//i);
  });

  it('links only to what is there', () => {
    const links = [...PAGE.matchAll(/\]\(([^)]+)\)/g)].map(([, to = '']) => to);
    expect(links.length).toBeGreaterThan(1);
    for (const link of links) {
      const [path = '', anchor] = link.split('#');
      expect(existsSync(`${ROOT}.github/${path}`), link).toBe(true);
      const headings = [...README.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
        title.toLowerCase().replaceAll(' ', '-'),
      );
      if (anchor !== undefined) expect(headings).toContain(anchor);
    }
  });

  it('has a line with a reason for every scope of the manifest, and for no other', () => {
    const manifest = parse(text('manifest.yml')) as { oauth_config: { scopes: Record<string, string[]> } };
    const rows = rowsOf('Slack scopes');
    expect(rows.map(([scope = '']) => quoted(scope)[0]).toSorted()).toEqual(
      manifest.oauth_config.scopes['bot']?.toSorted(),
    );
    expect(Object.keys(manifest.oauth_config.scopes)).toEqual(['bot']);
    for (const [, why = ''] of rows) expect(why).toMatch(/\w{3}/);
  });

  it('names for each tier only rights that the policies of the README grant', () => {
    const rights = rowsOf('Rights at the clouds, by tier').flatMap((row) =>
      quoted(row.slice(1, 3).join(' ')).filter((word) => !word.startsWith('…')),
    );
    expect(rights.length).toBeGreaterThan(8);
    for (const right of rights) expect(README).toContain(`"${right}"`);
  });

  it('names a test that is there for everything that the bot never does', () => {
    const rows = rowsOf('What it never does');
    expect(rows.length).toBeGreaterThan(10);
    for (const [never = '', tests = ''] of rows) {
      expect(never).not.toBe('');
      expect(quoted(tests).length, never).toBeGreaterThan(0);
      for (const path of quoted(tests)) expect(path).toMatch(/^test\/[\w/-]+\.test\.ts$/);
    }
  });

  it.each([...new Set(quoted(PAGE).filter((word) => /^(?:test|src|\.github)\//.test(word)))])(
    'names %s, which is there',
    (path) => {
      expect(existsSync(`${ROOT}${path}`)).toBe(true);
    },
  );

  it('says for how long things are kept as they are kept where nothing is configured', () => {
    const example = /```yaml\n([\s\S]*?)```/.exec(README)?.[1]?.replaceAll(/^ {3}/gm, '') ?? '';
    const names = [...example.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => name);
    const env = Object.fromEntries(names.map((name) => [name, 'a-value']));
    const tokens = { SLACK_BOT_TOKEN: 'xoxb-placeholder', SLACK_APP_TOKEN: 'xapp-placeholder' };
    const read = readConfig({ text: example, path: 'cutover.yml', env: { ...env, ...tokens } });
    if (!read.ok) throw new Error('the example of the README is not usable');
    const hours = 24 * 60 * 60_000;
    expect([endingSettings(read.config).keepMs, cleanupSettings(read.config).keepMs]).toEqual([hours, hours]);
    const [endings, snapshots] = rowsOf('Data');
    expect(endings?.at(-1)).toContain('then a day');
    const [, days, tasks] = /ageMs: (\d+) \* DAY, count: ([\d_]+)/.exec(text('src/store/snapshots.ts')) ?? [];
    expect(snapshots?.at(-1)).toBe(
      `${days} days after that, at most ${Number(tasks?.replace('_', '')).toLocaleString('en')}`,
    );
  });

  it('describes each of the cases that a review asks about', () => {
    const cases = [...chapter('If this happens').matchAll(/^\*\*([^*]+)\*\*/gm)].map(([, name = '']) => name);
    expect(cases).toEqual([
      'A hijacked Slack account',
      'A leaked bot token',
      'A leaked app-level token',
      'A leaked signing secret',
      'A leaked cloud key',
      'A lying or broken cloud',
      'A wrong clock',
      "A person with the cloud's console",
      "A person on the bot's machine",
      'An old copy of the store',
      'Two bots on one folder',
    ]);
  });
});
