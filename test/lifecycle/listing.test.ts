import { describe, expect, it } from 'vitest';
import { createListing } from '../../src/lifecycle/listing.ts';
import { type Cloud, type Found, type Hear, ProviderError } from '../../src/lifecycle/ports.ts';
import { listTasks } from '../../src/lifecycle/search.ts';
import { drsTask, dtsTask } from './tasks.ts';

const CN = { account: 'prod-cn', region: 'cn-hangzhou' };
const SG = { account: 'prod-cn', region: 'ap-southeast-1' };
const one = dtsTask({ taskId: 'i1' });
const two = dtsTask({ taskId: 'i2' });

describe('a list that is being read', () => {
  it('knows at first only where it will look', () => {
    const listing = createListing();
    listing.begin([{ account: 'prod-cn', regions: ['cn-hangzhou', 'ap-southeast-1'] }]);
    expect(listing.heard()).toBe(0);
    expect(listing.soFar()).toEqual({ tasks: [], looked: [], pending: [CN, SG] });
  });

  it('shows what pages have shown, each task and direction once, however often its page comes', () => {
    const listing = createListing();
    listing.begin([{ account: 'prod-cn', regions: ['cn-hangzhou'] }]);
    const reverse = dtsTask({ taskId: 'i1', direction: 'reverse' });
    listing.hear({ ...CN, tasks: [one, reverse], looked: null });
    listing.hear({ ...CN, tasks: [one, two], looked: null });
    expect(listing.soFar()).toEqual({ tasks: [one, reverse, two], looked: [], pending: [CN] });
    expect(listing.heard()).toBe(4);
  });

  it('takes the whole answer of a region in place of its pages, also where it is a refusal', () => {
    const listing = createListing();
    listing.begin([{ account: 'prod-cn', regions: ['cn-hangzhou', 'ap-southeast-1'] }]);
    listing.hear({ ...CN, tasks: [one], looked: null });
    const done = { ...CN, problem: null };
    listing.hear({ ...CN, tasks: [two], looked: done });
    const failed = { ...SG, problem: new ProviderError('unreachable', 'no') };
    listing.hear({ ...SG, tasks: [], looked: failed });
    expect(listing.soFar()).toEqual({ tasks: [two], looked: [done, failed], pending: [] });
    expect(listing.heard()).toBe(4);
  });

  it('is told by every account in scope while the whole is still awaited', async () => {
    const answers: ((found: Found) => void)[] = [];
    const cloud = (account: string, provider: 'alibaba-dts' | 'drs', list: Cloud['list']) =>
      ({ account, provider, regions: ['r1'], list }) as unknown as Cloud;
    const slow = cloud('slow', 'alibaba-dts', () => new Promise((resolve) => void answers.push(resolve)));
    const fast = cloud('fast', 'alibaba-dts', async (_, hear?: Hear) => {
      const looked = { account: 'fast', region: 'r1', problem: null };
      hear?.({ account: 'fast', region: 'r1', tasks: [one], looked });
      return { tasks: [one], looked: [looked] };
    });
    const other = cloud('other', 'drs', async () => ({ tasks: [drsTask()], looked: [] }));
    const listing = createListing();
    const whole = listTasks([slow, fast, other], 'alibaba-dts', 'interactive', listing);
    await Promise.resolve();
    expect(listing.soFar()).toMatchObject({
      tasks: [{ taskId: 'i1' }],
      pending: [{ account: 'slow', region: 'r1' }],
    });
    answers[0]?.({ tasks: [two], looked: [] });
    expect((await whole).tasks).toEqual([two, one]);
  });
});
