import { describe, expect, it } from 'vitest';
import { createReadingBook } from '../../../src/lifecycle/readiness/book.ts';
import { ALICE, BOB, HOUR, MINUTE, type World, world } from '../world.ts';
import { comparison } from './reads.ts';

async function readFor(night: World, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 15_000) {
    night.pass(15_000);
    await night.lifecycle.readAgain();
  }
}

/** An end whose readiness was proven, as it is required, and which waits for somebody to agree; then a new process. */
async function waitingAfterRestart() {
  const night = world();
  night.policy.readiness = 'required';
  night.policy.approvals = 1;
  night.dts.compared = { comparisons: [comparison()] };
  const { id: plan } = await night.plan();
  await night.lifecycle.declareWritesStopped({ id: plan, actor: ALICE });
  await readFor(night, 2 * MINUTE);
  const { id, state } = await night.press(plan);
  expect(state).toBe('awaiting-approval');
  Object.assign(night.ports, { readings: createReadingBook() });
  await night.restart();
  return { night, id };
}

describe('what is read of a task that waits for agreement', () => {
  it('goes on after a restart, so that it can still be agreed to', async () => {
    const { night, id } = await waitingAfterRestart();
    await readFor(night, 2 * MINUTE);
    await night.lifecycle.approve({ id, actor: BOB });
    expect((await night.read(id)).state).toBe('ending');
  });

  it('is not known to be steady right after it', async () => {
    const { night, id } = await waitingAfterRestart();
    await night.lifecycle.approve({ id, actor: BOB });
    expect(await night.read(id)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('lag was read once, not 5 in 60 s'),
    });
  });

  it('is read no longer than it may be agreed to', async () => {
    const { night } = await waitingAfterRestart();
    night.pass(HOUR);
    await night.lifecycle.readAgain();
    expect(night.ports.readings.all()).toEqual([]);
  });
});
