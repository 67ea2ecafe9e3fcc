import { expect, it } from 'vitest';
import { once } from '../src/once.ts';

it('loads a part once, also for two who ask at the same time', async () => {
  let loads = 0;
  const part = once(async () => {
    loads += 1;
    return { loads };
  });
  const [one, two] = await Promise.all([part(), part()]);
  expect(await part()).toBe(one);
  expect(two).toBe(one);
  expect(loads).toBe(1);
});

it('tries again what could not be loaded', async () => {
  let loads = 0;
  const part = once(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not there');
    return loads;
  });
  await expect(part()).rejects.toThrow('not there');
  expect(await part()).toBe(2);
});

it('loads once more, not twice, for two who waited for what could not be loaded', async () => {
  let loads = 0;
  const part = once(async () => {
    loads += 1;
    if (loads === 1) throw new Error('not there');
    return loads;
  });
  const again = () => part().catch(() => part());
  expect(await Promise.all([again(), again()])).toEqual([2, 2]);
});
