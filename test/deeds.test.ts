import { describe, expect, it } from 'vitest';
import { createDeeds } from '../src/deeds.ts';

function holding() {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { held, release };
}

describe('deeds', () => {
  it('that are under way are waited for, the failed ones too', async () => {
    const deeds = createDeeds();
    const { held, release } = holding();
    const done: string[] = [];
    const first = deeds.run(async () => {
      await held;
      done.push('first');
      return 'answer';
    });
    const second = deeds.run(async () => {
      await held;
      throw new Error('lost');
    });
    second.catch(() => done.push('second'));
    deeds.close();
    const idle = deeds.idle().then(() => done.push('idle'));
    release();
    await idle;
    expect(done).toContain('first');
    expect(done.at(-1)).toBe('idle');
    expect(await first).toBe('answer');
    await expect(second).rejects.toThrow('lost');
  });

  it('do not begin any more after the close, and say so', async () => {
    const deeds = createDeeds();
    deeds.close();
    let begun = false;
    const outcome = await deeds.run(async () => {
      begun = true;
    });
    expect(outcome).toBeNull();
    expect(begun).toBe(false);
    await deeds.idle();
  });
});
