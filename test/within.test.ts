import { expect, it } from 'vitest';
import { within } from '../src/within.ts';

const never = new Promise<string>(() => undefined);

it('gives the result of a work that is quick, and its failure', async () => {
  expect(await within(10_000, Promise.resolve('done'))).toBe('done');
  await expect(within(10_000, Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

it('gives up a work that takes longer', async () => {
  expect(await within(1, never)).toBeNull();
});
