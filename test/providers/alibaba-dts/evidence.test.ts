import { beforeEach, describe, expect, it } from 'vitest';
import {
  account,
  forgetRequests,
  jobPage,
  listQuery,
  NOW,
  prepare,
  row,
  seen,
  task,
  twoWayRow,
} from './prepared-dts.ts';

beforeEach(forgetRequests);

const QUERY = listQuery('SYNC', { DtsJobId: 'i03e3zty16i' });
const NONE = { different: [], tables: [], finishedAt: null };

function answer(...rows: unknown[]): void {
  prepare('DescribeDtsJobs', QUERY, jobPage(rows));
}

async function compared(change: Readonly<Record<string, unknown>>) {
  answer(row(change));
  return (await account().evidence(task(), 'interactive')).comparisons;
}

describe('evidence', () => {
  it('is the state of each verification, which the list shows', async () => {
    answer(
      row({
        FullDataCheckStatus: { Status: 'Finished', Percent: '100', CanSwitch: false },
        IncDataCheckStatus: { Status: 'Checking', Percent: '30' },
        StructureDataCheckStatus: { Status: 'Inconsistency' },
      }),
    );
    await expect(account().evidence(task(), 'interactive')).resolves.toEqual({
      comparisons: [
        { of: 'all rows', comparesRows: true, result: 'same', status: 'Finished', ...NONE },
        { of: 'changed rows', comparesRows: true, result: 'unfinished', status: 'Checking', ...NONE },
        { of: 'structure', comparesRows: false, result: 'different', status: 'Inconsistency', ...NONE },
      ],
      position: null,
      source: 'DescribeDtsJobs',
      readAt: NOW,
    });
    expect(seen).toHaveLength(1);
  });

  it('is empty where no verification was configured', async () => {
    expect(await compared({})).toEqual([]);
    expect(await compared({ FullDataCheckStatus: {}, IncDataCheckStatus: null })).toEqual([]);
  });

  it.each([
    ['finished', 'same'],
    ['Catched', 'same'],
    ['NotStarted', 'unfinished'],
    ['Failed', 'failed'],
    ['Unheard', 'not-known'],
  ])('reads %s as %s', async (Status, result) => {
    expect(await compared({ FullDataCheckStatus: { Status } })).toMatchObject([{ result, status: Status }]);
  });

  it.each([
    [7, 7],
    ['7', 7],
    [true, null],
    ['true', null],
  ])('believes an inconsistency of %j more than the word', async (Inconsistency, count) => {
    const [full] = await compared({ FullDataCheckStatus: { Status: 'Finished', Inconsistency } });
    expect(full).toMatchObject({ result: 'different', different: [{ what: 'differences', count }] });
  });

  it.each([[0], ['0'], [false], [null], ['']])(
    'takes an inconsistency of %j for none',
    async (Inconsistency) => {
      const [full] = await compared({ FullDataCheckStatus: { Status: 'Finished', Inconsistency } });
      expect(full).toMatchObject({ result: 'same' });
    },
  );

  it('is that of the asked direction of a two-way synchronisation', async () => {
    const both = { DtsJobId: 'k7reverse22,i03e3zty16i' };
    const reverse = { FullDataCheckStatus: { Status: 'Failed' } };
    prepare('DescribeDtsJobs', listQuery('SYNC', both), jobPage([twoWayRow(reverse)]));
    const other = { taskId: 'i03e3zty16i', stage: 'running', status: 'Synchronizing' } as const;
    const asked = task({ taskId: 'k7reverse22', direction: 'reverse', twoWay: true, other });
    const { comparisons } = await account().evidence(asked, 'interactive');
    expect(comparisons).toMatchObject([{ of: 'all rows', result: 'failed' }]);
  });

  it('cannot be had of a task that is not listed', async () => {
    answer();
    await expect(account().evidence(task(), 'interactive')).rejects.toMatchObject({
      kind: 'unexpected-answer',
    });
  });
});
