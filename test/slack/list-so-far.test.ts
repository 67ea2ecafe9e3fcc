import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import { listMessage } from '../../src/slack/messages/list.ts';
import { listSoFarMessage } from '../../src/slack/messages/list-so-far.ts';
import { dtsTask as task } from '../lifecycle/tasks.ts';
import { NO_BRAKES } from './fakes.ts';
import { buttonsOf, expectSafe, HOSTILE, LONG, readableIn } from './safe.ts';

const place = (at: number) => ({ account: 'prod-cn', region: `region-${at}` });
const done = (at: number) => ({ ...place(at), problem: null });

describe('the first results of a list', () => {
  it('say how far it is, what it still waits for, and show the first tasks in the order of the list', () => {
    const tasks = [
      task({ taskId: 'i1', name: 'a-fine' }),
      task({ taskId: 'i2', name: 'z-broken', stage: 'failed', status: 'Failed' }),
    ];
    const message = listSoFarMessage({ tasks, looked: [done(1)], pending: [place(2)] }, '');
    expectSafe(message);
    const lines = message.text.split('\n');
    expect(lines[0]).toBe('Still looking: 1 of 2 places done, 2 tasks, failing first.');
    expect(lines[1]).toBe('Not done yet: prod-cn region-2.');
    expect(lines[2]).toMatch(/^z-broken {2}.*DTS retries it for 7 days.*, prod-cn, cn-hangzhou$/);
    expect(lines[3]).toMatch(/^a-fine {2}/);
    expect(lines[4]).toBe('This is not all yet, so it has no buttons. The whole list follows.');
    expect(readableIn(message.blocks)).toContain('z-broken');
  });

  it('have the same tasks at the top as the list that follows', () => {
    const tasks = Array.from({ length: 300 }, (_, at) =>
      task({
        taskId: `i${at}`,
        name: `task-${(at * 7919) % 300}`,
        ...(at % 50 === 0 ? { stage: 'failed', status: 'Failed' } : {}),
      }),
    );
    const names = (text: string) => text.match(/^task-\d+/gm);
    const soFar = listSoFarMessage({ tasks, looked: [done(1)], pending: [] }, '');
    const whole = listMessage({ tasks, looked: [done(1)] }, '', 0, 'l1', NO_BRAKES);
    expect(names(soFar.text)).toHaveLength(10);
    expect(names(soFar.text)).toEqual(names(whole.text));
  });

  it('carry no button, because what stands where still changes', () => {
    const tasks = Array.from({ length: 20 }, (_, at) => task({ taskId: `i${at}` }));
    const { blocks } = listSoFarMessage({ tasks, looked: [], pending: [place(1)] }, '');
    expect(buttonsOf({ blocks })).toEqual([]);
  });

  it('name a place that did not answer, and why', () => {
    const looked = [{ ...place(1), problem: new ProviderError('unreachable', 'no') }, done(2)];
    const { text } = listSoFarMessage({ tasks: [task()], looked, pending: [place(3)] }, '');
    expect(text).toContain('2 of 3 places done, 1 task, failing first.');
    expect(text).toContain('Could not look  prod-cn, region-1: the cloud did not answer.');
  });

  it('say what is awaited where nothing has answered, and by which words the tasks are picked', () => {
    const pending = Array.from({ length: 9 }, (_, at) => place(at));
    const { text } = listSoFarMessage({ tasks: [], looked: [], pending }, 'failed orders');
    expect(text).toContain('Still looking: 0 of 9 places done, no tasks with "failed orders" yet.');
    expect(text).toContain(
      'prod-cn region-0, prod-cn region-1, prod-cn region-2, prod-cn region-3 and 5 more.',
    );
  });

  it('are fit for Slack with 10,000 tasks in a hundred places, and however they are called', () => {
    const tasks = Array.from({ length: 10_000 }, (_, at) =>
      task({ taskId: `i${at}`, name: at % 3 === 0 ? HOSTILE : LONG, status: LONG, stage: 'unknown' }),
    );
    const places = Array.from({ length: 50 }, (_, at) => place(at));
    const looked = places.map((one) => ({ ...one, problem: new ProviderError('unexpected-answer', LONG) }));
    const message = listSoFarMessage({ tasks, looked, pending: places }, HOSTILE);
    expectSafe(message);
    expect(message.text).toContain('10,000 tasks');
  });
});

describe('a list that nobody will page through', () => {
  const many = (count: number, provider: 'alibaba-dts' | 'drs' = 'alibaba-dts') =>
    Array.from({ length: count }, (_, at) => task({ taskId: `i${at}`, name: `task ${at}`, provider }));
  const text = (tasks: ReturnType<typeof many>, words = '', page = 0) =>
    listMessage({ tasks, looked: [] }, words, page, 'l1', NO_BRAKES).text;

  it('says how to make it shorter, and a short one or one that was picked by words does not', () => {
    expect(text(many(10_000))).toContain('10,000 tasks, failing first; 1 to 10, page 1 of 1,000.');
    expect(text(many(10_000))).toContain('Words make it shorter');
    expect(text(many(10_000))).toContain('/dts list failed');
    expect(text(many(100, 'drs'))).toContain('/drs list failed');
    expect(text([...many(60), ...many(60, 'drs')])).toContain('/cutover list failed');
    expect(text(many(50))).not.toContain('Words make it shorter');
    expect(text(many(10_000), 'orders')).not.toContain('Words make it shorter');
  });

  it('can be paged to its end', () => {
    const last = listMessage({ tasks: many(9_995), looked: [] }, '', 999, 'l1', NO_BRAKES);
    expectSafe(last);
    expect(last.text).toContain('9,995 tasks, failing first; 9,991 to 9,995, page 1,000 of 1,000.');
    expect(JSON.stringify(last.blocks)).not.toContain('list.page');
  });
});
