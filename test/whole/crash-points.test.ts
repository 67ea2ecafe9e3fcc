import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { alice, buttonsOn, type Night, startNight } from './night.ts';
import { allTold, checklistsIn, endingsIn, rowsOnDisk, settled, stateIn } from './told.ts';

/** "Still running" may be believed six seconds after a call whose outcome nobody knows. */
const QUICK = { ending: 'pollSeconds: 0.1, timeoutMinutes: 0.1, confirmMinutes: 5, approvalHours: 1' };

async function endAndDie(night: Night): Promise<void> {
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod').catch(() => undefined);
  expect(await night.gone()).toBe('SIGKILL');
}

function isFinished(night: Night): boolean {
  return night.clouds.tasks().find((task) => task.id === DTS.orders)?.status === 'Finished';
}

/** What holds whatever happened: one call at most, one message, and it says what is so in the cloud. */
async function expectTruth(night: Night): Promise<string> {
  const post = await settled(night, ['refused', 'needs-human', 'ended']);
  const state = String(stateIn(post));
  const stops = night.deeds().length;
  expect(endingsIn(night)).toHaveLength(1);
  expect(stops).toBeLessThanOrEqual(1);
  if (state === 'refused') expect(stops).toBe(0);
  expect(state === 'ended').toBe(isFinished(night));
  expect(checklistsIn(night)).toHaveLength(state === 'ended' ? 1 : 0);
  for (const row of rowsOnDisk(night, 'ending')) expect(row.dueAt).not.toBeNull();
  expect(night.workspace.problems).toEqual([]);
  return state;
}

describe('a process that is killed between confirmation and answer', () => {
  it.each(['taken', 'checked', 'before-intent'])(
    'sends nothing afterwards when it dies at "%s", says so, and frees the task',
    async (point) => {
      const night = await startNight({ ...QUICK, crashAt: point });
      await endAndDie(night);
      await night.restart();

      expect(await expectTruth(night)).toBe('refused');
      expect(night.deeds()).toEqual([]);
      expect(endingsIn(night)[0]?.text).toContain('interrupted before anything was sent');
      const plan = await night.ask(alice, '/dts terminate orders-prod');
      expect(buttonsOn(plan)).toContain('ending.confirm');
    },
  );

  it('does not call when it died after the intent: it reads, says it does not know, and asks a person', async () => {
    const night = await startNight({ ...QUICK, crashAt: 'intent' });
    await endAndDie(night);
    await night.restart();

    expect((await night.ending('outcome-unknown')).text).toContain('will not ask it twice');
    expect(await expectTruth(night)).toBe('needs-human');
    expect(night.deeds()).toEqual([]);
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(plan.text).toContain('an earlier attempt');
    expect(plan.text).toContain('unknown outcome');
  });

  it.each(['called', 'answered', 'ended'])(
    'has asked once and proves the end when it dies at "%s"',
    async (point) => {
      const night = await startNight({ ...QUICK, crashAt: point });
      await endAndDie(night);
      await night.restart();

      expect(await expectTruth(night)).toBe('ended');
      expect(night.deeds().map((deed) => deed.action)).toEqual(['StopDtsJob']);
    },
  );

  it.each(['posting', 'posted'])('tells it once in the channel when it dies at "%s"', async (point) => {
    const night = await startNight({ ...QUICK, crashAt: point });
    await endAndDie(night);
    const before = endingsIn(night).map((post) => post.ts);
    expect(before).toHaveLength(point === 'posted' ? 1 : 0);
    await night.restart();

    await expectTruth(night);
    expect(endingsIn(night).map((post) => post.ts)).toEqual(expect.arrayContaining(before));
  });

  it.each(['posting', 'posted'])('posts the checklist once when it dies at "%s" of it', async (point) => {
    const night = await startNight({ ...QUICK, speed: 5 });
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await night.ending('ending');
    await allTold(night);
    night.kill('SIGKILL');
    await night.restart(point);
    expect(await night.gone(30_000)).toBe('SIGKILL');
    expect(checklistsIn(night)).toHaveLength(point === 'posted' ? 1 : 0);
    await night.restart();

    expect(await expectTruth(night)).toBe('ended');
  });
});
