import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { dtsTask } from '../tasks.ts';
import { ALICE, CAROL, world } from '../world.ts';
import { lineOf, waiting } from './waiting.ts';

const task = dtsTask();

describe('a task that was ended elsewhere while its ending waited', () => {
  it.each([
    ['ended', () => ({ stage: 'ended', status: 'Finished' }) as const],
    ['released', () => null],
  ])('and is %s makes that ending over, not by us, with its checklist and who asked', async (_, made) => {
    const { night, id } = await waiting(1);
    const change = made();
    if (change === null) night.dts.tasks.clear();
    else night.dts.change(task, change);
    expect(await night.lifecycle.overElsewhere({ task, actor: CAROL })).toMatchObject({
      id,
      state: 'ended',
      byUs: false,
    });
    expect(lineOf(night, 'ending.ended')).toMatchObject({ actor: 'UCAROL', byUs: false, ending: id });
    expect(await night.checklistsDue()).toEqual([id]);
    expect(night.dts.sends).toEqual([]);
  });

  it('is left alone where a fresh look shows that it lives, or shows nothing', async () => {
    const { night, id } = await waiting(1);
    expect(await night.lifecycle.overElsewhere({ task, actor: CAROL })).toBeNull();
    night.dts.change(task, { name: 'renamed' });
    expect(await night.lifecycle.overElsewhere({ task, actor: CAROL })).toBeNull();
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    expect(await night.lifecycle.overElsewhere({ task, actor: CAROL })).toBeNull();
    expect((await night.read(id)).state).toBe('awaiting-approval');
  });

  it('is no matter of an ending under way, nor of a task without one', async () => {
    const night = world();
    expect(await night.lifecycle.overElsewhere({ task, actor: ALICE })).toBeNull();
    const { id } = await night.end();
    night.dts.change(task, { stage: 'ended', status: 'Finished' });
    expect(await night.lifecycle.overElsewhere({ task, actor: ALICE })).toBeNull();
    expect((await night.read(id)).state).toBe('ending');
  });
});
