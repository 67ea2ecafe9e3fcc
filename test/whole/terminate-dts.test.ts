import { describe, expect, it } from 'vitest';
import { alice, buttonsOn, cutover, startNight, textOf, valuesOn } from './night.ts';

describe('ending a DTS synchronisation', () => {
  it('shows a plan, takes the typed name, ends the task once, proves the end and posts the checklist', async () => {
    const night = await startNight();

    const plan = await night.ask(alice, '/dts terminate orders-prod because cut-over INC-4711');
    expect(plan.text).toContain('END FOR GOOD: orders-prod');
    expect(plan.text).toContain('can never be restarted');
    expect(night.deeds()).toEqual([]);
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);

    const wrong = await night.submit(alice, { name: 'orders-test', reason: '' });
    expect(wrong).toEqual({
      kind: 'errors',
      errors: { name: 'That is not orders-prod. Nothing has happened.' },
    });
    expect(night.deeds()).toEqual([]);

    expect((await night.submit(alice, { name: ' ORDERS‑PROD ', reason: 'cut-over INC-4711' })).kind).toBe(
      'closed',
    );
    const ended = await night.ending('ended');
    const checklist = await night.checklist();
    expect(ended.text).toContain('ENDED: orders-prod');
    expect(ended.text).toContain('asked once');
    expect(ended.text).toContain('cut-over INC-4711');
    expect(checklist.text).toContain('CLEAN-UP orders-prod: 0 of 3');
    expect(checklist.metadata?.event_payload).toMatchObject({ task: 'i03e3zty16i8q2k', open: 3 });
    expect(night.deeds().map((deed) => deed.action)).toEqual(['StopDtsJob']);
    expect(night.workspace.messages(cutover)).toHaveLength(2);
    expect(night.workspace.problems).toEqual([]);

    await night.press(alice, checklist, 'cleanup.sign-off', valuesOn(checklist, 'cleanup.sign-off')[0]);
    await night.modal(alice);
    await night.submit(alice, { reason: 'removed rdsdts in the console' });
    const signed = await night.workspace.waitFor(() =>
      night.workspace.messages(cutover).find((post) => post.metadata?.event_payload['open'] === 2),
    );
    expect(textOf(signed)).toContain('removed rdsdts in the console');
    expect(buttonsOn(ended)).not.toContain('ending.confirm');
  });
});
