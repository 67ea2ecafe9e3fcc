import { expect, test } from 'vitest';
import { firstUnread, type Row, rowsOf, threadRowsOf } from '../../../src/demo/page/conversation/rows.ts';
import { someMessage } from './some-message.ts';

const reader = { now: 0, timeZone: 'UTC' };
const DAY = 86_400;

function words(rows: readonly Row[]): string[] {
  return rows.map((row) => {
    if (row.kind !== 'message') return row.kind === 'replies' ? `${row.count} replies` : row.kind;
    return `${row.message.text}${row.follows ? ' (follows)' : ''}`;
  });
}

const at = (seconds: number): string => `${1_795_219_200 + seconds}.000000`;
const said = (seconds: number, text: string, different = {}) =>
  someMessage({ ts: at(seconds), text, ...different });

test('a line with its name stands where a new day begins', () => {
  const rows = rowsOf([said(0, 'a'), said(DAY - 1, 'b'), said(DAY, 'c')], { newFrom: null, reader });
  expect(words(rows)).toEqual(['day', 'a', 'b', 'day', 'c']);
});

test('days change at the midnight of the reader', () => {
  const berlin = { now: 0, timeZone: 'Europe/Berlin' };
  const rows = rowsOf([said(DAY - 3_601, 'a'), said(DAY - 3_600, 'b')], { newFrom: null, reader: berlin });
  expect(words(rows)).toEqual(['day', 'a', 'day', 'b']);
});

test('the name is said once where somebody goes on within five minutes', () => {
  const messages = [said(0, 'a'), said(60, 'b'), said(400, 'c'), said(401, 'd', { user: 'U0ALICE' })];
  expect(words(rowsOf(messages, { newFrom: null, reader }))).toEqual(['day', 'a', 'b (follows)', 'c', 'd']);
});

test.each([
  ['is only for one person', { onlyFor: 'U0ALICE' }],
  ['has blocks', { blocks: [{ type: 'divider' }] }],
  ['was also sent from a thread', { broadcast: true, threadTs: '1.000000' }],
  ['was deleted', { tombstone: true }],
])('the name is said again where the next message %s', (_what, different) => {
  expect(words(rowsOf([said(0, 'a'), said(1, 'b', different)], { newFrom: null, reader }))).toEqual([
    'day',
    'a',
    'b',
  ]);
});

test('the line above what is new stands above its message, which says its name', () => {
  const rows = rowsOf([said(0, 'a'), said(1, 'b')], { newFrom: at(1), reader });
  expect(words(rows)).toEqual(['day', 'a', 'new', 'b']);
});

test('a thread says how many replies there are', () => {
  const thread = [said(0, 'a'), said(1, 'b'), said(2, 'c')];
  expect(words(threadRowsOf(thread))).toEqual(['a', '2 replies', 'b', 'c (follows)']);
  expect(words(threadRowsOf(thread.slice(0, 1)))).toEqual(['a']);
  const own = said(3, 'only me', { onlyFor: 'U0ALICE', key: 'own' });
  expect(words(threadRowsOf([...thread, own]))).toEqual(['a', '2 replies', 'b', 'c (follows)', 'only me']);
});

test('the first unread message is counted from the end, over those that somebody else wrote for all', () => {
  const mine = said(3, 'mine', { user: 'U0ALICE' });
  const own = said(4, 'only me', { onlyFor: 'U0ALICE', key: 'own' });
  const reply = said(5, 'reply', { threadTs: at(0) });
  const messages = [said(0, 'a'), said(1, 'b'), said(2, 'c'), mine, own, reply];
  expect(firstUnread(messages, 2, 'U0ALICE')).toBe(at(1));
  expect(firstUnread(messages, 9, 'U0ALICE')).toBe(at(0));
  expect(firstUnread(messages, 0, 'U0ALICE')).toBeNull();
  expect(firstUnread([mine], 1, 'U0ALICE')).toBeNull();
});
