import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { alice, buttonsOn, cutover, startNight, textOf, valuesOn } from './night.ts';

describe('change tracking on DTS', () => {
  it('is not terminated; release is offered as a plan of its own and sent once', async () => {
    const night = await startNight();
    const { workspace } = night;

    const refused = await night.ask(alice, '/dts terminate orders-changes because no reader is left');
    expect(refused.text).toContain('CANNOT END: orders-changes');
    expect(refused.text).toContain('change-tracking task, and DTS cannot end one');
    expect(refused.text).toContain('Nothing was changed.');
    expect(buttonsOn(refused)).toEqual(['plan.request']);

    const plan = await night.pressFor(alice, refused, 'plan.request');
    expect(plan.text).toContain('RELEASE FOR GOOD: orders-changes');
    expect(plan.text).toContain('has not ended; release ends it at once');
    expect(plan.text).toContain('removed for good');
    expect(plan.text).toContain('Reason  no reader is left');
    await night.press(alice, plan, 'ending.confirm');
    const modal = await night.modal(alice);
    expect(modal['callback_id']).toBe('ending.request');
    expect((await night.submit(alice, { name: 'orders-prod', reason: '' })).kind).toBe('errors');
    expect(night.deeds()).toEqual([]);
    expect((await night.submit(alice, { name: 'orders-changes', reason: 'no reader is left' })).kind).toBe(
      'closed',
    );

    const released = await night.ending('ended');
    const checklist = await night.checklist();
    expect(released.text).toContain('RELEASED: orders-changes');
    expect(released.metadata?.event_payload).toMatchObject({ task: DTS.tracking, action: 'release' });
    expect(checklist.metadata?.event_payload).toMatchObject({ task: DTS.tracking });
    expect(checklist.text).toContain('rm-bp1162kryivb8q2k3');
    expect(night.deeds()).toMatchObject([{ action: 'DeleteDtsJob', parameters: { DtsJobId: DTS.tracking } }]);
    expect(workspace.messages(cutover)).toHaveLength(2);
    expect(workspace.problems).toEqual([]);

    const over = await night.ask(alice, '/dts release orders-changes');
    expect(over.text).toContain('I found no task "orders-changes"');
    expect((await night.ask(alice, '/dts cleanup orders-changes')).text).toContain('CLEAN-UP orders-changes');
    expect(night.deeds()).toHaveLength(1);
  });

  it('that is paid by subscription ends in the order centre or on its date, and none can be paused', async () => {
    const night = await startNight();

    for (const verb of ['terminate', 'release']) {
      const refused = await night.ask(alice, `/dts ${verb} audit-changes`);
      expect(refused.text).toContain('order centre');
      expect(refused.text).toContain('2026-12-31');
      expect(buttonsOn(refused)).toEqual([]);
    }
    const pause = await night.ask(alice, '/dts pause orders-changes');
    expect(pause.text).toContain('CANNOT PAUSE: orders-changes');
    expect(pause.text).toContain('DTS cannot pause one');
    expect(buttonsOn(pause)).toEqual(['plan.request']);
    expect(valuesOn(pause, 'plan.request')[0]).toMatch(/^release:/);
    expect(textOf(pause)).not.toContain('ending.confirm');
    expect(night.deeds()).toEqual([]);
  });
});
