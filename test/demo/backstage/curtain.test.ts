import { expect, test } from 'vitest';
import { curtain } from '../../../src/demo/backstage/curtain.ts';
import type { Backstage } from '../../../src/demo/slack/page-api/backstage.ts';

/** A stage that says what it is asked, and can be made to change. */
function stage(): Backstage & { change(): void; listeners: Set<() => void> } {
  const listeners = new Set<() => void>();
  return {
    listeners,
    change: () => {
      for (const listener of listeners) listener();
    },
    show: () => ({ here: true }),
    act: async (body) => ({ body }),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

test('before it rises there is nothing to see, and nothing can be done', async () => {
  const port = curtain();
  expect(port.show()).toEqual({});
  await expect(port.act({})).rejects.toThrow('The demo is still starting. Try again in a moment.');
});

test('once it has risen, what stands behind it is shown and acts', async () => {
  const port = curtain();
  port.rise(stage());
  expect(port.show()).toEqual({ here: true });
  expect(await port.act('x')).toEqual({ body: 'x' });
});

test('who listened before it rose hears of changes after it, and until they stop', () => {
  const port = curtain();
  const behind = stage();
  let early = 0;
  let late = 0;
  const stop = port.onChange(() => {
    early += 1;
  });
  port.onChange(() => undefined)();
  port.rise(behind);
  port.onChange(() => {
    late += 1;
  });
  behind.change();
  stop();
  behind.change();
  expect([early, late]).toEqual([1, 2]);
  expect(behind.listeners.size).toBe(1);
});
