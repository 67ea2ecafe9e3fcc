import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { alice, buttonsOn, startNight, valuesOn } from './night.ts';

describe('looking for tasks', () => {
  it('lists what fails first, by pages, and each task has a button that asks for its plan', async () => {
    const night = await startNight();

    const first = await night.ask(alice, '/dts');
    expect(first.text).toContain('18 tasks, failing first; 1 to 10, page 1 of 2.');
    expect(first.text.indexOf('billing-archive')).toBeLessThan(first.text.indexOf('events-feed'));
    expect(first.text.indexOf('events-feed')).toBeLessThan(first.text.indexOf('audit-changes'));
    expect(valuesOn(first, 'plan.request')).toHaveLength(10);
    const second = await night.pressFor(alice, first, 'list.page');
    expect(second.text).toContain('11 to 18, page 2 of 2.');
    expect(valuesOn(second, 'plan.request')).toHaveLength(8);
    expect(buttonsOn(second)).not.toContain('list.page');
    expect(night.workspace.ephemerals(alice)).toHaveLength(1);

    const some = await night.ask(alice, '/dts list rm-bp1162 orders');
    expect(some.text).toContain('2 tasks with "rm-bp1162 orders"');
    const words = await night.ask(alice, '/cutover list failed');
    expect(words.text).toContain('billing-archive');
    expect(words.text).toContain('DRS-crm');
    expect(words.text).not.toContain('orders-prod');

    const plan = await night.pressFor(
      alice,
      words,
      'plan.request',
      valuesOn(words, 'plan.request').find((value) => value.includes(DTS.failed)),
    );
    expect(plan.text).toContain('END FOR GOOD: billing-archive');
    expect(plan.text).toContain('retries a failed task by itself for seven days');

    const shown = await night.ask(alice, '/cutover show ledger-prod');
    expect(shown.text).toContain('ledger-prod');
    expect(shown.text).toContain('by subscription until 2027-03-16');
    expect(night.workspace.problems).toEqual([]);
    expect(night.deeds()).toEqual([]);
  });

  it('offers a choice where a name fits several, and then wants the id of the one', async () => {
    const night = await startNight();

    const choice = await night.ask(alice, '/dts terminate reports because INC-4713');
    expect(choice.text).toContain('2 tasks fit.');
    expect(choice.text).toContain(DTS.sameNameOne);
    expect(buttonsOn(choice)).toEqual(['plan.request', 'plan.request']);
    const plan = await night.pressFor(
      alice,
      choice,
      'plan.request',
      valuesOn(choice, 'plan.request').find((value) => value.includes(DTS.sameNameOther)),
    );
    expect(plan.text).toContain(DTS.sameNameOther);
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    expect((await night.submit(alice, { name: 'reports' })).kind).toBe('errors');
    expect((await night.submit(alice, { name: DTS.sameNameOne.slice(-6) })).kind).toBe('errors');
    expect((await night.submit(alice, { name: DTS.sameNameOther.slice(-6) })).kind).toBe('closed');
    const ended = await night.ending('ended');
    expect(ended.text).toContain('INC-4713');
    expect(night.deeds()).toMatchObject([{ parameters: { DtsJobId: DTS.sameNameOther } }]);
  });

  it('says where it looked and what it could not reach when nothing is found', {
    timeout: 60_000,
  }, async () => {
    const night = await startNight();
    night.clouds.world.setCutOff('drs', true);

    const nothing = await night.ask(alice, '/cutover terminate nowhere-to-be-found');
    expect(nothing.text).toContain('I found no task "nowhere-to-be-found"');
    expect(nothing.text).toContain('Looked in prod-cn cn-hangzhou, prod-cn ap-southeast-1.');
    expect(nothing.text).toContain('Could not look  otc, eu-de');
    expect(nothing.text).toContain('Nothing was changed.');

    const list = await night.ask(alice, '/cutover list');
    expect(list.text).toContain('billing-archive');
    expect(list.text).toContain('Could not look  otc, eu-de');
    expect(list.text).not.toContain('DRS-crm');
  });

  it('answers unknown words with the nearest command and the help', async () => {
    const night = await startNight();

    const typo = await night.ask(alice, '/dts terminat orders-prod');
    expect(typo.text).toContain('Did you mean terminate?');
    expect(typo.text).toContain('/dts terminate TASK');
    const none = await night.ask(alice, '/drs terminate');
    expect(none.text).toContain('Which task?');
    expect(none.text).toContain('DRS-crm');
    expect((await night.ask(alice, '/cutover help')).text).toContain('/cutover cleanup TASK');
    expect(night.deeds()).toEqual([]);
  });

  it('knows a task without a name by its id', async () => {
    const night = await startNight();

    await night.end(alice, `/dts terminate ${DTS.noName}`, DTS.noName.slice(-6));
    expect((await night.ending('ended')).text).toContain(`ENDED: ${DTS.noName}`);
    expect((await night.checklist()).text).toContain(`CLEAN-UP ${DTS.noName}`);
  });
});
