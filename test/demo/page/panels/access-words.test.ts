import { expect, test } from 'vitest';
import type { AccessView } from '../../../../src/demo/clouds/shown.ts';
import { placesOf } from '../../../../src/demo/page/panels/clouds/access-places.ts';
import {
  placeLine,
  rowWords,
  tracesWord,
  usersLine,
  valueWords,
} from '../../../../src/demo/page/panels/clouds/access-words.ts';
import { anAccess } from './an-access.ts';

function placeOf(...rows: AccessView[]) {
  const [place] = placesOf(rows);
  if (place === undefined) throw new Error('no place');
  return place;
}

test('a place says what it is, whose, and where', () => {
  expect(placeLine(placeOf(anAccess()))).toBe('whitelist · DTS · cn-hangzhou');
  const both = placeOf(anAccess(), anAccess({ kind: 'slot', name: 'dts_sync_1' }));
  expect(placeLine(both)).toBe('whitelist and replication slots · DTS · cn-hangzhou');
});

test('what was left over is counted before what is in use', () => {
  expect(tracesWord(placeOf(anAccess()))).toEqual({ text: '1 left over by DTS', tone: 'bad' });
  expect(tracesWord(placeOf(anAccess({ tasks: ['a'] })))).toEqual({ text: '1 of DTS, in use', tone: 'odd' });
});

test('a place is clean where the trace is gone, or lets nobody in any more', () => {
  const clean = { text: 'nothing of DTS', tone: 'good' };
  expect(tracesWord(placeOf(anAccess({ name: 'default', note: '' })))).toEqual(clean);
  expect(tracesWord(placeOf(anAccess({ value: '127.0.0.1' })))).toEqual(clean);
});

test('users are named, and their absence is said', () => {
  expect(usersLine(placeOf(anAccess({ tasks: ['a', 'b'] })))).toBe('Used by a, b.');
  expect(usersLine(placeOf(anAccess()))).toBe('No living task uses it.');
});

test('a row says whether it is in use, left over, emptied, or open to everybody', () => {
  const words = (row: AccessView) => rowWords(row).map(({ text }) => text);
  expect(words(anAccess())).toEqual(['left over']);
  expect(words(anAccess({ tasks: ['a'] }))).toEqual(['in use']);
  expect(words(anAccess({ value: '' }))).toEqual(['emptied']);
  expect(words(anAccess({ kind: 'rule', name: 'tcp 3306', value: '0.0.0.0/0', note: '' }))).toEqual([
    'open to everybody',
  ]);
});

test('many addresses are one and how many more', () => {
  expect(valueWords(anAccess())).toBe('100.104.52.0/24 and 2 more');
  expect(valueWords(anAccess({ value: '10.0.0.1 10.0.0.2' }))).toBe('10.0.0.1, 10.0.0.2');
  expect(valueWords(anAccess({ value: '127.0.0.1' }))).toBe('lets nobody in');
});
