import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { alice, bob, cutover, type Night, startNight } from './night.ts';

const BUTTON_POLICY = `
  - { allow: [terminate], who: [S0DBA], confirm: button }
`;

function endings(night: Night) {
  return night.workspace.messages(cutover).filter((post) => post.metadata?.event_type === 'cutover_ending');
}

/** How often somebody was answered with these words; a later answer may have replaced an earlier one. */
function told(night: Night, words: string): number {
  const answers = night.workspace.calls.filter(({ method }) => method === 'response_url');
  return answers.filter((call) => JSON.stringify(call).includes(words)).length;
}

describe('one confirmation, however often it is delivered', () => {
  it('a button pressed five times at once makes one call, and the other presses are told', async () => {
    const night = await startNight({ policy: BUTTON_POLICY });
    const { workspace } = night;
    const plan = await night.ask(alice, '/dts terminate orders-prod');

    await Promise.all(Array.from({ length: 5 }, () => night.press(alice, plan, 'ending.confirm')));

    expect((await night.ending('ended')).text).toContain('asked once');
    await night.checklist();
    expect(night.deeds().map(({ action }) => action)).toEqual(['StopDtsJob']);
    expect(endings(night)).toHaveLength(1);
    expect(workspace.messages(cutover)).toHaveLength(2);
    expect(told(night, 'Confirmed already')).toBe(4);
    expect(workspace.problems).toEqual([]);
  });

  it('an envelope that Slack delivers five times makes one call', async () => {
    const night = await startNight({ policy: BUTTON_POLICY });
    const { workspace } = night;
    const plan = await night.ask(alice, '/dts terminate orders-prod');

    workspace.faults.duplicateNext(4);
    await night.press(alice, plan, 'ending.confirm');
    await night.ending('ended');
    await night.checklist();
    expect(night.deeds().map(({ action }) => action)).toEqual(['StopDtsJob']);
    expect(workspace.messages(cutover)).toHaveLength(2);
    expect(told(night, 'Confirmed already')).toBe(4);
  });

  it('a modal whose submission is delivered five times makes one call', async () => {
    const night = await startNight();
    const { workspace } = night;
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);

    workspace.faults.duplicateNext(4);
    await night.submit(alice, { name: 'orders-prod', reason: 'INC-4711' });
    await night.ending('ended');
    await night.checklist();
    expect(night.deeds().map(({ action }) => action)).toEqual(['StopDtsJob']);
    expect(workspace.messages(cutover)).toHaveLength(2);
    const answers = workspace.ephemerals(alice).map(({ text }) => text);
    expect(answers.filter((text) => text.includes('It was not sent again.'))).toHaveLength(4);
    expect(workspace.problems).toEqual([]);
  });

  it('two plans of two people confirmed at once make one call, and the slower one is told who was faster', async () => {
    const night = await startNight({ policy: BUTTON_POLICY });
    const { workspace } = night;
    const plans = [
      { person: alice, plan: await night.ask(alice, '/dts terminate orders-prod') },
      { person: bob, plan: await night.ask(bob, '/dts terminate orders-prod') },
    ];

    await Promise.all(plans.map(({ person, plan }) => night.press(person, plan, 'ending.confirm')));
    const ended = await night.ending('ended');
    expect(ended.metadata?.event_payload).toMatchObject({ task: DTS.orders });
    expect(night.deeds()).toHaveLength(1);
    expect(endings(night)).toHaveLength(1);
    const answers = [alice, bob].flatMap((person) => workspace.ephemerals(person).map(({ text }) => text));
    expect(answers.filter((text) => text.includes('Somebody was faster'))).toHaveLength(1);
    expect(answers.filter((text) => text.includes('orders-prod: ending'))).toHaveLength(1);
  });
});
