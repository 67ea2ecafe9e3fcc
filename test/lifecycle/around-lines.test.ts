import { describe, expect, it } from 'vitest';
import type { Around, Neighbour } from '../../src/lifecycle/around.ts';
import { planLinesOf } from '../../src/lifecycle/plan.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { drsTask, dtsTask, twoWayTask } from './tasks.ts';
import { NOBODY } from './world.ts';

const CRM: Neighbour = {
  taskId: 'crm',
  name: 'crm-feed (cn-shanghai, running)',
  reads: ['rm-bp1162'],
  writes: [],
  atWork: true,
};
const AUDIT: Neighbour = {
  taskId: 'audit',
  name: 'audit (cn-hangzhou, paused)',
  reads: [],
  writes: ['pc-bp1imr'],
  atWork: false,
};

/** "!text" of a line, where it is loud. */
function told(label: string, around: Partial<Around>, tasks: readonly Task[] = [dtsTask()]): string[] {
  const known = { kind: 'known', around: { ...NOBODY, ...around } } as const;
  return planLinesOf('terminate', tasks, [], { around: known })
    .filter((line) => line.label === label)
    .map(({ text, loud }) => `${loud ? '!' : ''}${text}`);
}

const LOOKED = 'Looked in 2 regions, 2 accounts, 2 tasks; all answered';

describe('the line of who else is here', () => {
  it.each<[string, Partial<Around>, string]>([
    ['nobody', {}, `no other living task found. ${LOOKED}`],
    ['one that runs', { neighbours: [CRM] }, `${CRM.name} reads rm-bp1162 and goes on. ${LOOKED}`],
    [
      'one that does not',
      { neighbours: [AUDIT] },
      `${AUDIT.name} writes to pc-bp1imr and is not touched. ${LOOKED}`,
    ],
    [
      'several, of which one does not run',
      { neighbours: [CRM, AUDIT] },
      `${CRM.name} reads rm-bp1162 and ${AUDIT.name} writes to pc-bp1imr; none of them is touched. ${LOOKED}`,
    ],
    [
      'more than fit into a line',
      { neighbours: [CRM, CRM, CRM, CRM], more: 5 },
      `${CRM.name}, ${CRM.name} and ${CRM.name} read rm-bp1162 and 6 more; they go on. ${LOOKED}`,
    ],
    [
      'those that hide',
      { hidden: 1 },
      `!no other living task found; 1 living task does not show which databases it uses. ${LOOKED}`,
    ],
    [
      'a silence',
      { silent: 1, searched: '2 regions, 1 account, 3 tasks; no answer from eu-de (otc)' },
      '!no other living task found. Looked in 2 regions, 1 account, 3 tasks; no answer from eu-de (otc)',
    ],
  ])('says %s', (_, around, expected) => {
    expect(told('Also here', around)).toEqual([expected]);
  });

  it('is said once of both directions', () => {
    const both = [twoWayTask('forward'), twoWayTask('reverse')];
    expect(told('Also here', { neighbours: [CRM] }, both)).toHaveLength(1);
  });

  it('is there for DRS, too, which has no way back', () => {
    expect(told('Also here', {}, [drsTask()])).toHaveLength(1);
    expect(told('Way back', {}, [drsTask()])).toEqual([]);
  });
});

const back = (names: string[], silent = 0, hidden = 0) => ({ wayBack: { names, silent, hidden } });

describe('the line of the way back', () => {
  it.each<[string, Partial<Around>, Partial<Task>, string]>([
    ['none', {}, {}, 'none found, and one can only be made while this task runs'],
    [
      'none, of a task that does not run',
      {},
      { stage: 'failed' },
      'none found, and one can only be made from a running task',
    ],
    [
      'one',
      back(['orders-back (cn-hangzhou, running)']),
      {},
      'orders-back (cn-hangzhou, running) is the way back: it lives on',
    ],
    ['two', back(['a', 'b']), {}, 'a and b are ways back: they live on'],
    ['one, for all the silence', back(['a'], 2), {}, 'a is the way back: it lives on'],
    ['a silence', back([], 2), {}, '!not known: 2 regions did not answer'],
    ['one that hides', back([], 0, 1), {}, '!not known: 1 living task does not show which databases it uses'],
  ])('says %s', (_, around, task, expected) => {
    expect(told('Way back', around, [dtsTask(task)])).toEqual([expected]);
  });
});
