import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { type Page, wholeList } from '../../../src/providers/alibaba-dts/whole-list.ts';

const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ DtsJobId: `job${from + at}` }));

/** A cloud with these jobs, whose answers come when the test lets them; `change` happens before an answer is made. */
function cloud(jobs: readonly object[]) {
  const asked: number[] = [];
  const open: (() => void)[] = [];
  const state = { jobs: [...jobs], mostAtOnce: 0 };
  const pageOf = (number: number): Page => ({
    rows: state.jobs.slice((number - 1) * 30, number * 30),
    total: state.jobs.length,
  });
  async function settle() {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
  return {
    asked,
    state,
    settle,
    read: (number: number) => {
      asked.push(number);
      return new Promise<Page>((resolve) => {
        open.push(() => resolve(pageOf(number)));
        state.mostAtOnce = Math.max(state.mostAtOnce, open.length);
      });
    },
    /** Answers the one that was asked first, or last. */
    async answer(which: 'first' | 'last' = 'first') {
      (which === 'first' ? open.shift() : open.pop())?.();
      await settle();
    },
    async answerAll(which: 'first' | 'last' = 'first') {
      await settle();
      while (open.length > 0) await this.answer(which);
    },
  };
}

describe('a long list', () => {
  it.each(['first', 'last'] as const)(
    'is read with as many pages as it has and no more, some of them side by side, the %s asked answered first',
    async (which) => {
      const dts = cloud(rows(334));
      const list = wholeList(dts.read, 'list');
      await dts.answerAll(which);
      expect((await list).map((row) => Object(row).DtsJobId)).toEqual(rows(334).map((row) => row.DtsJobId));
      expect(dts.asked.toSorted((one, other) => one - other)).toEqual(
        Array.from({ length: 12 }, (_, at) => at + 1),
      );
      expect(dts.state.mostAtOnce).toBeGreaterThan(2);
      expect(dts.state.mostAtOnce).toBeLessThanOrEqual(5);
    },
  );

  it('asks for nothing more before it knows how long it is', async () => {
    const dts = cloud(rows(100));
    const list = wholeList(dts.read, 'list');
    await dts.settle();
    expect(dts.asked).toEqual([1]);
    await dts.answerAll();
    expect(await list).toHaveLength(100);
  });

  it('is read again, page after page, where a task went while its pages were read side by side', async () => {
    const dts = cloud(rows(100));
    const list = wholeList(dts.read, 'list');
    await dts.answer();
    await dts.answer('last');
    dts.state.jobs.shift();
    await dts.answerAll('last');
    expect((await list).map((row) => Object(row).DtsJobId)).toEqual(rows(99, 1).map((row) => row.DtsJobId));
    expect(dts.asked.slice(-4)).toEqual([1, 2, 3, 4]);
  });

  it('is read again where one went and another came, so that the pages do not agree on how many there are', async () => {
    const dts = cloud(rows(100));
    const list = wholeList(dts.read, 'list');
    await dts.answer();
    dts.state.jobs.push({ DtsJobId: 'new' });
    await dts.answer('last'); // 101
    dts.state.jobs.shift();
    await dts.answerAll(); // 100 again, and job30 has moved to the first page
    const ids = (await list).map((row) => Object(row).DtsJobId as string);
    expect(ids.toSorted()).toEqual([...rows(99, 1).map((row) => row.DtsJobId), 'new'].toSorted());
  });

  it('takes tasks that come while it is read page after page', async () => {
    const dts = cloud(rows(61));
    const list = wholeList(dts.read, 'list');
    await dts.answer();
    dts.state.jobs.push({ DtsJobId: 'one more' });
    await dts.answerAll(); // pages that do not agree: once more
    expect(await list).toHaveLength(62);

    const growing = cloud(rows(40));
    const again = wholeList(async (number) => {
      const page = growing.read(number);
      await growing.settle();
      growing.state.jobs.push({ DtsJobId: `new${growing.asked.length}` });
      await growing.answer();
      return page;
    }, 'list');
    expect(new Set(await again).size).toBeGreaterThan(40);
  });

  it('asks for little more once a page was refused, and says why', async () => {
    const asked: number[] = [];
    const refusal = new ProviderError('unauthorized', 'no');
    const list = wholeList(async (number) => {
      asked.push(number);
      if (number === 2) throw refusal;
      return { rows: rows(30, number * 30), total: 10_000 };
    }, 'list');
    await expect(list).rejects.toBe(refusal);
    expect(asked.length).toBeLessThanOrEqual(6);
  });

  it('is given up where it shows the same page again and again, whatever it promises', async () => {
    const asked: number[] = [];
    const list = wholeList(async (number) => {
      asked.push(number);
      return { rows: rows(30), total: 1_000_000 };
    }, 'list it');
    await expect(list).rejects.toThrow(/page 2 repeats an earlier one/);
    expect(asked.length).toBeLessThanOrEqual(6);
  });
});
