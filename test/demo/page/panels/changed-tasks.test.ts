import { expect, test } from 'vitest';
import { ChangedTasks } from '../../../../src/demo/page/panels/clouds/changed-tasks.ts';
import { aTask } from './a-task.ts';

const OTHERS = ['2', '3', '4'].map((id) => aTask({ id }));

test('a world seen for the first time has changed in nothing', () => {
  const changes = new ChangedTasks();
  changes.learn([aTask(), ...OTHERS], 0);
  expect(changes.has(aTask().id, 0)).toBe(false);
});

test('a task is marked for some seconds after its status has changed', () => {
  const changes = new ChangedTasks();
  changes.learn([aTask(), ...OTHERS], 0);
  changes.learn([aTask({ status: 'Failed' }), ...OTHERS], 2_000);
  changes.learn([aTask({ status: 'Failed' }), ...OTHERS], 4_000);
  expect(changes.has(aTask().id, 9_000)).toBe(true);
  expect(changes.has(aTask().id, 11_000)).toBe(false);
  expect(changes.has('2', 4_000)).toBe(false);
});

test('a lag that moves is no change, one that begins to grow is', () => {
  const changes = new ChangedTasks();
  changes.learn([aTask(), ...OTHERS], 0);
  changes.learn([aTask({ lagSeconds: 5 }), ...OTHERS], 100);
  expect(changes.has(aTask().id, 100)).toBe(false);
  changes.learn([aTask({ lagSeconds: 90, lagGrowth: 1 }), ...OTHERS], 200);
  expect(changes.has(aTask().id, 200)).toBe(true);
});

test('a task that comes to a known world is marked, those of a fresh world are not', () => {
  const changes = new ChangedTasks();
  changes.learn(OTHERS, 0);
  changes.learn([...OTHERS, aTask()], 100);
  expect(changes.has(aTask().id, 100)).toBe(true);
  changes.learn([aTask({ id: 'a' }), aTask({ id: 'b' }), aTask({ id: '2' })], 200);
  expect(changes.has('a', 200)).toBe(false);
});
