import { afterAll, beforeAll, expect, test } from 'vitest';
import { tasksShown } from '../../../../src/demo/backstage/tasks-shown.ts';
import { type Clouds, startClouds } from '../../../../src/demo/clouds/clouds.ts';
import { runControl } from '../../../../src/demo/clouds/control.ts';
import { taskDeeds } from '../../../../src/demo/page/panels/clouds/task-deeds.ts';
import { aTask } from './a-task.ts';

let clouds: Clouds;

beforeAll(async () => {
  clouds = await startClouds();
});
afterAll(() => clouds.close());

function labels(task: Parameters<typeof taskDeeds>[0]): string[] {
  return taskDeeds(task).map(({ label }) => label);
}

test('a running task can fail, lag, end in the console, end badly and recover', () => {
  expect(labels(aTask())).toEqual([
    'Fail it',
    'Let it lag (90 s, growing)',
    'End it in the console',
    'Delete it in the console',
    'Let its next end hang',
    'Let its next end fail',
    'Recover it',
  ]);
});

test('what was done is offered the other way round', () => {
  expect(labels(aTask({ lagGrowth: 1 }))).toContain('Let it catch up');
  const hanging = labels(aTask({ ending: 'hangs' }));
  expect(hanging).toContain('Let its next end go well');
  expect(hanging).not.toContain('Let its next end hang');
});

test('a task that is over can be deleted, and one that is gone cannot be touched', () => {
  expect(labels(aTask({ status: 'Finished', isOver: true }))).toEqual(['Delete it in the console']);
  expect(labels(aTask({ status: '(released)', isOver: true }))).toEqual([]);
  expect(labels(aTask({ cloud: 'drs', status: '(deleted)', isOver: true }))).toEqual([]);
});

test('every deed that is offered for a task of the seed is taken by the clouds', () => {
  for (const { id } of tasksShown(clouds.world)) {
    const task = tasksShown(clouds.world).find((each) => each.id === id);
    for (const deed of task === undefined ? [] : taskDeeds(task)) {
      clouds.world.reset();
      expect(() => runControl(clouds.world, deed.control, deed.with), `${deed.label}: ${id}`).not.toThrow();
    }
  }
});

test('a task that fails, lags or recovers is seen to do so', () => {
  clouds.world.reset();
  const shown = () => tasksShown(clouds.world).find(({ name }) => name === 'orders-prod') ?? aTask();
  const press = (label: string) => {
    const deed = taskDeeds(shown()).find((each) => each.label === label);
    runControl(clouds.world, deed?.control ?? '', deed?.with ?? {});
    return shown();
  };
  expect(press('Let it lag (90 s, growing)')).toMatchObject({ lagGrowth: 1 });
  expect(press('Let it catch up')).toMatchObject({ lagGrowth: 0, lagSeconds: 0 });
  expect(press('Let its next end fail').ending).toBe('fails');
  expect(press('Fail it').error).not.toBeNull();
  expect(press('Recover it')).toMatchObject({ error: null, status: 'Synchronizing' });
  expect(press('End it in the console').isOver).toBe(true);
});
