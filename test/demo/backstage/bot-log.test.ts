import { expect, test } from 'vitest';
import { BotLog } from '../../../src/demo/backstage/bot-log.ts';

function logOf(terminalLevel: string): { log: BotLog; terminal: string[] } {
  const terminal: string[] = [];
  const log = new BotLog({
    secrets: ['demo-secret-of-the-cloud', ''],
    terminalLevel,
    terminal: (line) => terminal.push(line),
  });
  return { log, terminal };
}

function line(level: string): string {
  return JSON.stringify({ time: '2026-03-20T12:00:00.000Z', level, event: 'something' });
}

test('the last 200 lines are kept, notes among them', () => {
  const { log } = logOf('error');
  for (let at = 0; at < 250; at += 1) log.add(`${at}`);
  log.note('killed');
  expect(log.lines).toHaveLength(200);
  expect(log.lines[0]).toBe('51');
  expect(log.lines.at(-1)).toBe('-- killed');
});

test.each([
  ['xoxb-rehearsal-0123abcd', '{"token":"[secret]"}'],
  ['xapp-1-A0-99-abc_def', '{"token":"[secret]"}'],
  ['LTAI5tDemoAccessKey000001', '{"token":"[secret]"}'],
  ['demo-secret-of-the-cloud', '{"token":"[secret]"}'],
  ['nothing special', '{"token":"nothing special"}'],
])('%s is shown as it may be', (token, shown) => {
  const { log, terminal } = logOf('debug');
  log.add(JSON.stringify({ token }));
  log.note(token);
  expect(log.lines[0]).toBe(shown);
  expect(terminal).toEqual([shown]);
  expect(log.lines[1]).toBe(`-- ${shown.slice(10, -2)}`);
});

test.each([
  ['error', ['error', 'trace']],
  ['warn', ['warn', 'error', 'trace']],
  ['info', ['info', 'warn', 'error', 'trace']],
  ['debug', ['debug', 'info', 'warn', 'error', 'trace']],
  ['nonsense', ['debug', 'info', 'warn', 'error', 'trace']],
])('at %s the terminal sees %o, and the page sees all', (level, seen) => {
  const { log, terminal } = logOf(level);
  for (const each of ['debug', 'info', 'warn', 'error']) log.add(line(each));
  log.add('Error: a trace');
  log.note('killed');
  expect(terminal).toEqual(seen.map((each) => (each === 'trace' ? 'Error: a trace' : line(each))));
  expect(log.lines).toHaveLength(6);
});
