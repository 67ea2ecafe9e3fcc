import { expect, test } from 'vitest';
import {
  countWords,
  duration,
  endingWords,
  hasWords,
  inOrder,
  lagWords,
  placeWords,
  taskTitle,
  toneOf,
} from '../../../../src/demo/page/panels/clouds/task-words.ts';
import { aTask } from './a-task.ts';

test.each([
  [0, '0 s'],
  [94.6, '95 s'],
  [119, '119 s'],
  [120, '2 min'],
  [7199, '119 min'],
  [7200, '2 h'],
  [11_100, '3 h 5 min'],
])('a lag of %d seconds reads "%s"', (seconds, words) => {
  expect(duration(seconds)).toBe(words);
});

test('a small lag is quiet, a big or growing one is not', () => {
  expect(lagWords(aTask({ lagSeconds: 3 }))).toEqual({ text: 'lag 3 s', tone: 'quiet' });
  expect(lagWords(aTask({ lagSeconds: 90 }))?.tone).toBe('odd');
  expect(lagWords(aTask({ lagSeconds: 1, lagGrowth: 1 }))).toEqual({ text: 'lag 1 s, growing', tone: 'odd' });
});

test('a task without a value says so, and one that is over has no lag at all', () => {
  expect(lagWords(aTask({ lagSeconds: null }))?.text).toBe('shows no lag');
  expect(lagWords(aTask({ isOver: true }))).toBeNull();
});

test('a failed status is bad, an error beside a running one is odd, the end is quiet', () => {
  expect(toneOf(aTask({ status: 'Failed' }))).toBe('bad');
  expect(toneOf(aTask({ status: 'INCRE_TRANSFER_FAILED' }))).toBe('bad');
  expect(toneOf(aTask({ error: 'lost the source' }))).toBe('odd');
  expect(toneOf(aTask())).toBe('good');
  expect(toneOf(aTask({ status: 'RELEASE_RESOURCE_FAILED', isOver: true }))).toBe('quiet');
});

test('a prepared end is said as long as it can happen', () => {
  expect(endingWords(aTask({ ending: 'hangs' }))).toBe('its next end will hang');
  expect(endingWords(aTask({ ending: 'fails', isOver: true }))).toBeNull();
  expect(endingWords(aTask())).toBeNull();
});

test('a task without a name is called by its id', () => {
  expect(taskTitle(aTask({ name: '' }))).toBe('i03e3zty16i8q2k');
});

test('where a task is leaves out what its cloud does not say', () => {
  expect(placeWords(aTask())).toBe('DTS · SYNC · cn-hangzhou');
  expect(placeWords(aTask({ cloud: 'drs', kind: 'migration', region: '' }))).toBe('DRS · migration');
});

test('tasks in use come first and by name, those without a name after them', () => {
  const tasks = [
    aTask({ id: '1', name: 'wiki', isOver: true }),
    aTask({ id: '2', name: '' }),
    aTask({ id: '3', name: 'ledger-10' }),
    aTask({ id: '4', name: 'ledger-9' }),
    aTask({ id: '5', name: 'Archive' }),
  ];
  expect(inOrder(tasks).map(({ id }) => id)).toEqual(['5', '4', '3', '2', '1']);
});

test('every word of a search has to be somewhere in the task', () => {
  expect(hasWords(aTask(), 'orders hangzhou')).toBe(true);
  expect(hasWords(aTask(), 'orders eu-de')).toBe(false);
  expect(hasWords(aTask({ error: 'DTS-070211: Connect failed' }), 'dts-070211')).toBe(true);
  expect(hasWords(aTask(), '')).toBe(true);
});

test('the count says how many are in use, or how many a search has found', () => {
  const tasks = [aTask(), aTask({ id: '2', isOver: true })];
  expect(countWords(tasks, 2, false)).toBe('2 tasks, 1 in use');
  expect(countWords(tasks, 1, true)).toBe('1 found of 2 tasks');
  expect(countWords([aTask()], 1, false)).toBe('1 task, 1 in use');
});
