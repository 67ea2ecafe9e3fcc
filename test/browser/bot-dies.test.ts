import { expect } from 'vitest';
import { askFor, typeName } from './deeds.ts';
import { openPanel } from './panel.ts';
import { see } from './person.ts';
import { story } from './story.ts';

story(
  'a bot that is killed between its call and the answer is started again, reads, and calls once',
  async (stage) => {
    const alice = await stage.open();
    const panel = await openPanel(alice, 'Bot and Slack');
    await see(panel.getByText('The bot runs'));
    await panel.getByLabel('Kill it at its next change to a cloud').click();
    await expect.poll(() => stage.demo.backstage.show()).toMatchObject({ bot: { diesAtNextChange: true } });

    const plan = await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
    await alice.press(plan, 'End orders-prod');
    await typeName(alice, 'End for good', 'orders-prod');
    await see(panel.getByText('The bot was killed'));
    await see(alice.page.getByText('no app connected'));
    expect(stage.changes()).toEqual(['StopDtsJob']);
    expect(await alice.post('ENDED: orders-prod').count()).toBe(0);

    await panel.getByRole('button', { name: 'Start', exact: true }).click();
    await see(panel.getByText('The bot runs'));
    await see(panel.getByText('started 2 times'));
    await see(alice.post('ENDED: orders-prod'));
    await see(alice.post('CLEAN-UP orders-prod'));
    expect(stage.changes()).toEqual(['StopDtsJob']);
  },
);

story(
  'a person who types while the bot is away is told so, and is answered when it is back',
  async (stage) => {
    const alice = await stage.open();
    const panel = await openPanel(alice, 'Bot and Slack');
    await panel.getByRole('button', { name: 'Stop', exact: true }).click();
    await see(panel.getByText('The bot is stopped'));
    await alice.say('/dts terminate orders-prod');
    await see(alice.page.getByText(/dispatch_failed|did not respond|not answer/).first());
    await panel.getByRole('button', { name: 'Start', exact: true }).click();
    await see(panel.getByText('The bot runs'));
    await askFor(alice, '/dts terminate orders-prod', 'END FOR GOOD: orders-prod');
    expect(stage.changes()).toEqual([]);
  },
);
