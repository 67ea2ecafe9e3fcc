import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { DRS } from '../../src/demo/clouds/drs/drs-seed.ts';
import type { FaultInput } from '../../src/demo/clouds/faults.ts';
import { alice, buttonsOn, type Night, startNight } from './night.ts';
import { checklistsIn, endingsIn, settled } from './told.ts';

const QUICK = { ending: 'pollSeconds: 0.1, timeoutMinutes: 0.1, confirmMinutes: 5, approvalHours: 1' };

function statusOf(night: Night, id: string): string | undefined {
  return night.clouds.tasks().find((task) => task.id === id)?.status;
}

async function endOrders(night: Night): Promise<void> {
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
}

describe('an answer that never arrives', () => {
  it('leaves the outcome unknown, is not asked for twice, and is settled by reading: DTS', async () => {
    const night = await startNight({ ...QUICK, speed: 5 });
    night.clouds.world.loseAnswer('StopDtsJob');
    await endOrders(night);

    expect((await night.ending('outcome-unknown')).text).toContain('will not ask it twice');
    const ended = await settled(night, ['ended']);
    expect(ended.text).toContain('Proof');
    expect(night.deeds()).toHaveLength(1);
    expect(endingsIn(night)).toHaveLength(1);
    expect(checklistsIn(night)).toHaveLength(1);
  });

  it('leaves the outcome unknown, is not asked for twice, and is settled by reading: DRS', async () => {
    const night = await startNight({ ...QUICK, speed: 5 });
    night.clouds.world.loseAnswer('batch-jobs');
    await night.end(alice, '/drs stop DRS-shop-prod', 'DRS-shop-prod');

    await night.ending('outcome-unknown');
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(statusOf(night, DRS.shop)).toBe('RELEASE_RESOURCE_COMPLETE');
  });
});

describe('a call that nobody knows the outcome of and that was not taken', () => {
  it('ends with a person, frees the task, and a new plan names it; nothing is sent again', async () => {
    const night = await startNight(QUICK);
    night.clouds.world.fault({ action: 'StopDtsJob', kind: 'cut' });
    await endOrders(night);

    await night.ending('outcome-unknown');
    const asked = await settled(night, ['needs-human']);
    expect(asked.text).toContain('I cannot tell whether the call was taken');
    expect(night.deeds()).toHaveLength(1);
    expect(checklistsIn(night)).toEqual([]);
    const broadcasts = night.workspace.thread(asked.channel, asked.ts).filter((post) => post.broadcast);
    expect(broadcasts).toHaveLength(1);
    const first = String(asked.metadata?.event_payload['ending']);

    const plan = await night.ask(alice, '/dts terminate orders-prod');
    expect(buttonsOn(plan)).toContain('ending.confirm');
    expect(plan.text).toContain(`an earlier attempt (${first}) has an unknown outcome`);
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod', reason: '' });
    await night.ending('ended');
    expect(night.deeds()).toHaveLength(2);
  });

  const broken: [string, FaultInput][] = [
    ['a 500', { action: 'StopDtsJob', kind: 'error-500' }],
    ['an HTML page with status 200', { action: 'StopDtsJob', kind: 'html' }],
    ['an HTML page with status 502', { action: 'StopDtsJob', kind: 'html', status: 502 }],
    ['a JSON text that is cut off', { action: 'StopDtsJob', kind: 'truncated' }],
    ['a JSON of another shape', { action: 'StopDtsJob', kind: 'answer', body: { Success: 'perhaps' } }],
  ];
  it.each(broken)('is what %s is, whether the cloud did it or not', async (_, fault) => {
    const night = await startNight({ ...QUICK, speed: 5 });
    night.clouds.world.fault({ ...fault, takesEffect: fault.kind !== 'answer' });
    await endOrders(night);

    await night.ending('outcome-unknown');
    const last = await settled(night, ['ended', 'needs-human']);
    const finished = statusOf(night, DTS.orders) === 'Finished';
    expect(last.metadata?.event_payload['state']).toBe(finished ? 'ended' : 'needs-human');
    expect(finished).toBe(fault.kind !== 'answer');
    expect(night.deeds()).toHaveLength(1);
  });

  it('is what silence is: no answer within the time for one call', { timeout: 90_000 }, async () => {
    const night = await startNight(QUICK);
    night.clouds.world.fault({ action: 'StopDtsJob', kind: 'hang', takesEffect: true });
    await endOrders(night);

    await night.ending('outcome-unknown', 45_000);
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
  });
});

describe('a cloud that says no before it takes the call', () => {
  it('is asked again when it was too busy, each try on record, and takes effect once', async () => {
    const night = await startNight(QUICK);
    night.clouds.world.fault({ action: 'StopDtsJob', kind: 'throttle', times: 2, retryAfterSeconds: 0.2 });
    await endOrders(night);

    const ended = await settled(night, ['ended']);
    expect(ended.text).toContain('taken once, after 2 tries that were not taken');
    expect(night.deeds()).toHaveLength(3);
    const taken = night.clouds.calls.filter(
      (call) => call.action === 'StopDtsJob' && call.answer.fault === '' && call.answer.status === 200,
    );
    expect(taken).toHaveLength(1);
  });

  it('is believed when it refuses: failed, the reason in words, the task free', async () => {
    const night = await startNight(QUICK);
    night.clouds.world.fault({ action: 'StopDtsJob', kind: 'denied' });
    await endOrders(night);

    const failed = await settled(night, ['failed']);
    expect(failed.text).toContain('Forbidden.RAM');
    expect(failed.text).toContain('Nothing was changed.');
    expect(night.deeds()).toHaveLength(1);
    expect(statusOf(night, DTS.orders)).toBe('Synchronizing');
    expect(buttonsOn(await night.ask(alice, '/dts terminate orders-prod'))).toContain('ending.confirm');
  });
});
