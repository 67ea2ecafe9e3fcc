import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { offersFor, usageOf, usagesOf } from '../../../src/demo/page/conversation/completion.ts';

const manifest = parse(readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8'));
const known = {
  commands: manifest.features.slash_commands as {
    command: string;
    description: string;
    usage_hint: string;
  }[],
  people: [
    { name: 'alice', title: 'Alice Ngata', note: 'DBA' },
    { name: 'bob', title: 'Bob Lindqvist', note: 'DBA lead' },
    { name: 'dba', title: 'DBAs', note: 'a group' },
  ],
  channels: [
    { name: 'cutover', note: '' },
    { name: 'db-ops', note: '' },
  ],
};

function titles(line: string, caret = line.length): string[] {
  return offersFor(line, caret, known).map((one) => one.title);
}

function taken(line: string, at = 0, caret = line.length): string | undefined {
  const offer = offersFor(line, caret, known)[at];
  return offer === undefined
    ? undefined
    : `${offer.text.slice(0, offer.caret)}|${offer.text.slice(offer.caret)}`;
}

describe('commands of the manifest', () => {
  test.each([
    ['/', ['/dts', '/drs', '/cutover']],
    ['/d', ['/dts', '/drs']],
    ['/dts', ['/dts']],
    ['/x', []],
    [' /dts', []],
    ['hello /dts', []],
  ])('%s offers %j', (line, expected) => {
    expect(titles(line)).toEqual(expected);
  });

  test('an offer carries the usage hint and what the command is for', () => {
    const [offer] = offersFor('/dr', 3, known);
    expect(offer?.hint).toContain('force-terminate TASK');
    expect(offer?.note).toContain('DRS');
  });

  test('taking one leaves the caret where its words begin, and keeps the words that are there', () => {
    expect(taken('/dr')).toBe('/drs |');
    expect(taken('/dr terminate x', 0, 3)).toBe('/drs |terminate x');
  });

  test('Enter sends a command, and does not wait for the list', () => {
    expect(offersFor('/dts', 4, known).every((one) => !one.byEnter)).toBe(true);
  });
});

describe('words of the usage hint', () => {
  test.each([
    ['/dts ter', ['/dts terminate TASK', '/dts terminate TASK at WHEN']],
    ['/dts re', ['/dts release TASK', '/dts resume TASK']],
    ['/dts force', []],
    ['/drs force', ['/drs force-terminate TASK']],
    ['/dts terminate orders', []],
    ['/unknown ter', []],
  ])('%s offers %j', (line, expected) => {
    expect(titles(line)).toEqual(expected);
  });

  test('taking one writes the word, and a blank where a task has to follow', () => {
    expect(taken('/dts ter')).toBe('/dts terminate |');
    expect(taken('/dts lis')).toBe('/dts list|');
  });

  test('all ways of every command of the manifest are offered', () => {
    for (const one of known.commands) {
      expect(titles(`${one.command} `)).toEqual(usagesOf(one).map((usage) => `${one.command} ${usage}`));
      expect(usagesOf(one)).toContain('cleanup TASK|DATABASE');
    }
  });
});

describe('names', () => {
  test.each([
    ['@bo', ['Bob Lindqvist']],
    ['thanks @lind', ['Bob Lindqvist']],
    ['@', ['Alice Ngata', 'Bob Lindqvist', 'DBAs']],
    ['mail bob@exa', []],
    ['see #db', ['# db-ops']],
    ['#', ['# cutover', '# db-ops']],
    ['@bob', []],
  ])('%s offers %j', (line, expected) => {
    expect(titles(line)).toEqual(expected);
  });

  test('taking one writes its short name at the caret, and Enter takes it', () => {
    expect(taken('ask @bo please', 0, 7)).toBe('ask @bob |please');
    expect(offersFor('@bo', 3, known)[0]?.byEnter).toBe(true);
  });
});

describe('the line under the box', () => {
  test.each([
    ['/dts terminate orders-prod', '/dts terminate TASK or terminate TASK at WHEN'],
    ['/dts ter', /^\/dts list \| show TASK/],
    ['/dts', /^\/dts list \| show TASK/],
    ['/dt', null],
    ['hello', null],
  ])('%s shows %s', (line, expected) => {
    const usage = usageOf(line, known.commands);
    if (expected instanceof RegExp) expect(usage).toMatch(expected);
    else expect(usage).toBe(expected);
  });
});
