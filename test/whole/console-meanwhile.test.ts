import { describe, expect, it } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { DRS } from '../../src/demo/clouds/drs/drs-seed.ts';
import { alice, buttonsOn, cutover, type Night, startNight, valuesOn } from './night.ts';

/** Shows a plan, lets somebody work in the console, and then confirms. */
async function confirmAfter(night: Night, line: string, meanwhile: () => void, name: string): Promise<void> {
  const plan = await night.ask(alice, line);
  meanwhile();
  await night.press(alice, plan, 'ending.confirm');
  await night.modal(alice);
  expect((await night.submit(alice, { name, reason: '' })).kind).toBe('closed');
}

describe('a task that changes between plan and confirmation', () => {
  it('and was ended in the console is ended, not by us, without a call, and has its checklist', async () => {
    const night = await startNight();
    const { world } = night.clouds;

    await confirmAfter(
      night,
      '/dts terminate orders-prod',
      () => world.endInConsole(DTS.orders),
      'orders-prod',
    );
    const ended = await night.ending('ended');
    const checklist = await night.checklist();
    expect(ended.text).toContain('ENDED ALREADY, NOT BY US: orders-prod');
    expect(ended.text).not.toContain('asked once');
    expect(checklist.metadata?.event_payload).toMatchObject({ task: DTS.orders, open: 3 });
    expect(night.deeds()).toEqual([]);
    expect(night.workspace.messages(cutover)).toHaveLength(2);
    expect(night.workspace.problems).toEqual([]);
  });

  it('and is a DRS task keeps the addresses of the plan in its checklist, which DRS no longer shows', async () => {
    const night = await startNight();
    const { world } = night.clouds;

    await confirmAfter(night, '/drs stop DRS-shop-prod', () => world.endInConsole(DRS.shop), 'DRS-shop-prod');
    expect((await night.ending('ended')).text).toContain('NOT BY US: DRS-shop-prod');
    const checklist = await night.checklist();
    expect(checklist.text).toContain('automatic public address 80.158.10.20');
    const rules = valuesOn(checklist, 'cleanup.show')[2];
    const shown = await night.pressFor(alice, checklist, 'cleanup.show', rules);
    expect(shown.text).toContain('192.168.0.229/32');
    expect(night.deeds()).toEqual([]);
  });

  it('and was renamed voids the ending and names both names', async () => {
    const night = await startNight();
    const { world } = night.clouds;

    await confirmAfter(
      night,
      '/dts terminate orders-prod',
      () => world.rename(DTS.orders, 'orders-new'),
      'orders-prod',
    );
    const voided = await night.ending('void');
    expect(voided.text).toContain('VOID, THE TASK HAS CHANGED');
    expect(voided.text).toContain('Name: shown "orders-prod", now "orders-new"');
    expect(voided.text).toContain('Nothing was changed.');
    expect(buttonsOn(voided)).toEqual(['plan.request', 'evidence.show']);
    const answers = night.workspace.ephemerals(alice).map(({ text }) => text);
    expect(answers.at(-1)).toMatch(/^orders-new: void\. .*\nThe channel has it as well\.$/);
    expect(night.deeds()).toEqual([]);

    const fresh = await night.pressFor(alice, voided, 'plan.request');
    expect(fresh.text).toContain('END FOR GOOD: orders-new');
  });

  it('and now copies to another place voids the ending and names the place', async () => {
    const night = await startNight();
    const { world } = night.clouds;
    const task = world.alibaba.tasks.find(({ id }) => id === DTS.orders);
    if (task === undefined) throw new Error('the seed has no orders-prod');
    const turned = { ...task, source: task.destination, destination: task.source };

    await confirmAfter(night, '/dts terminate orders-prod', () => world.putDtsTask(turned), 'orders-prod');
    const voided = await night.ending('void');
    expect(voided.text).toMatch(
      /Source: shown "[^"]*rm-bp1162kryivb8q2k3[^"]*", now "[^"]*pc-bp1imrtn6fq7h5w9d/,
    );
    expect(night.deeds()).toEqual([]);
  });

  it('and has failed meanwhile voids the ending and names both states', async () => {
    const night = await startNight();
    const { world } = night.clouds;

    await confirmAfter(
      night,
      '/drs stop DRS-shop-prod',
      () => world.setStatus(DRS.shop, 'INCRE_TRANSFER_FAILED'),
      'DRS-shop-prod',
    );
    expect((await night.ending('void')).text).toContain('State: shown "running", now "failed"');
    expect(night.deeds()).toEqual([]);
  });

  it('and was released in the console is gone, without a call', async () => {
    const night = await startNight();
    const { world } = night.clouds;

    await confirmAfter(
      night,
      '/dts terminate orders-prod',
      () => world.deleteInConsole(DTS.orders),
      'orders-prod',
    );
    const ended = await night.ending('ended');
    const checklist = await night.checklist();
    expect(ended.text).toContain('ENDED ALREADY, NOT BY US: orders-prod');
    expect(ended.text).toContain('released by somebody else');
    expect(ended.text).not.toContain('billed');
    expect(buttonsOn(ended)).toEqual(['evidence.show']);
    expect(checklist.text).toContain('rm-bp1162kryivb8q2k3');
    expect(night.deeds()).toEqual([]);
  });

  it('and only lags more than the plan showed is not void: the same plan is confirmed by who knows it', async () => {
    const night = await startNight();
    const { world } = night.clouds;

    const plan = await night.ask(alice, '/dts terminate orders-prod');
    world.setDelay(DTS.orders, 40);
    await new Promise((resolve) => setTimeout(resolve, 300)); // older than what counts as read at this moment
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod', reason: '' });
    await night.workspace.waitFor(
      () => night.workspace.ephemerals(alice).find((post) => post.text.includes('lag is 40 s')),
      10_000,
    );
    expect(night.deeds()).toEqual([]);
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod', reason: '', know: 'forward.lag=40000' });
    expect((await night.ending('ended')).text).toContain('ENDED: orders-prod');
    expect(night.deeds()).toHaveLength(1);
  });
});
