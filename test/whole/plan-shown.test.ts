import { describe, expect, it } from 'vitest';
import { alice, bob, buttonsOn, message, oscar, startNight, valuesOn } from './night.ts';

describe('a plan', () => {
  it('that is too old is shown again with its reason', async () => {
    const night = await startNight({
      ending: 'pollSeconds: 0.2, timeoutMinutes: 0.5, confirmMinutes: 0.02, approvalHours: 1',
    });
    const plan = await night.ask(alice, '/dts terminate orders-prod because INC-4711');
    const shownAt = Date.now();
    await expect.poll(() => Date.now(), { timeout: 10_000 }).toBeGreaterThan(shownAt + 1_300);
    const old = await night.pressFor(alice, plan, 'ending.confirm');
    expect(old.text).toContain('This plan is too old');
    expect(buttonsOn(old)).toEqual(['plan.request']);
    const again = await night.pressFor(alice, old, 'plan.request');
    expect(again.text).toContain('END FOR GOOD: orders-prod');
    expect(again.text).toContain('Reason  INC-4711');
    expect(valuesOn(again, 'ending.confirm')).not.toEqual(valuesOn(plan, 'ending.confirm'));
    expect(night.deeds()).toEqual([]);
  });

  it('brings the typed reason into the modal, where it can be changed', async () => {
    const night = await startNight();
    const plan = await night.ask(alice, '/dts terminate "orders-prod" because cut-over INC-4711');
    await night.press(alice, plan, 'ending.confirm');
    expect(JSON.stringify(await night.modal(alice))).toContain('"initial_value":"cut-over INC-4711"');
    await night.submit(alice, { name: 'orders-prod', reason: 'cut-over INC-4712' });
    expect((await night.ending('ended')).text).toContain('"cut-over INC-4712"');
  });

  it('has no reason when it was emptied in the modal', async () => {
    const night = await startNight();
    const plan = await night.ask(alice, '/dts terminate orders-prod because INC-4711');
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod', reason: '' });
    expect((await night.ending('ended')).text).not.toContain('INC-4711');
  });

  it('that is shown in the channel gives others a plan of their own, and only that one is theirs', async () => {
    const night = await startNight();
    const { workspace } = night;
    const plan = await night.ask(alice, '/dts terminate orders-prod because INC-4711');
    await night.press(alice, plan, 'plan.show');
    const shared = await message(night, 'PLAN, END FOR GOOD: orders-prod');
    expect(shared.text).toContain('Shown by <@U0ALICE>');
    expect(buttonsOn(shared)).toEqual(['plan.request']);
    expect(shared.metadata).toBeNull();

    const own = await night.pressFor(bob, shared, 'plan.request');
    expect(own.text).toContain('END FOR GOOD: orders-prod');
    expect(own.text).not.toContain('INC-4711');
    expect(valuesOn(own, 'ending.confirm')).not.toEqual(valuesOn(plan, 'ending.confirm'));
    const none = await night.pressFor(oscar, shared, 'plan.request');
    expect(none.text).toContain('Nothing was changed.');
    expect(buttonsOn(none)).not.toContain('ending.confirm');

    const put = await night.pressFor(bob, own, 'ending.cancel');
    expect(put.ts).toBe(own.ts);
    expect(put.text).toBe('Put away. Nothing was changed.');
    expect(buttonsOn(put)).toEqual([]);
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod' });
    await night.ending('ended');
    expect(night.deeds()).toHaveLength(1);
    expect(workspace.problems).toEqual([]);
  });
});
