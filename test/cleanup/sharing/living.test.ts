import { describe, expect, it } from 'vitest';
import { createLiving } from '../../../src/cleanup/sharing/living.ts';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { HOUR } from '../../lifecycle/world.ts';
import { FakeNetwork } from '../desk.ts';

function asking() {
  let time = 100 * HOUR;
  const dts = new FakeNetwork('alibaba-dts', 'prod-cn');
  const ask = createLiving([dts], () => time);
  return {
    dts,
    pass: (milliseconds: number) => {
      time += milliseconds;
    },
    names: async () => (await ask('alibaba-dts', time)).tasks.map(({ taskId }) => taskId),
  };
}

describe('who lives', () => {
  it('is asked once for all who want to know it at the same moment', async () => {
    const { dts, names } = asking();
    await Promise.all([names(), names()]);
    expect(dts.asked.every).toBe(1);
  });

  it('is asked afresh after the clock was put back', async () => {
    const { dts, pass, names } = asking();
    expect(await names()).toEqual([]);
    pass(-HOUR);
    dts.living = [dtsTask({ taskId: 'new' })];
    expect(await names()).toEqual(['new']);
  });
});
