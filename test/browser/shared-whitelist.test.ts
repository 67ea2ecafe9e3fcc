import { expect } from 'vitest';
import { buttonBelow, endForGood, lookedAt } from './deeds.ts';
import { see, wordsOf } from './person.ts';
import { story } from './story.ts';

story(
  'a whitelist that living tasks need stays blocked, with their names and without a way to remove it',
  async (stage) => {
    const alice = await stage.open();
    await endForGood(alice, '/dts terminate orders-prod', 'orders-prod');
    const list = await lookedAt(alice, 'orders-prod');
    await see(list.getByText('BLOCKED'));
    await see(list.getByText(/orders-changes .* audit-changes .* crm-feed .* need it/));
    expect(await list.getByRole('button', { name: 'Remove', exact: true }).count()).toBe(1);

    await alice.press(list, /^Remove all safe: 1/);
    const removal = await see(alice.modal('Remove it'));
    expect(await wordsOf(removal)).not.toContain('rdsdts_orders');
    await alice.press(removal, 'Remove it');
    await see(list.getByText('CLEAN-UP orders-prod: 1 of 3'));

    for (const name of ['orders-changes', 'audit-changes', 'crm-feed']) {
      const task = stage.demo.clouds.tasks().find((each) => each.name === name);
      stage.demo.clouds.world.endInConsole(task?.id ?? '');
    }
    await alice.press(list, 'Look again');
    await see(list.getByText('OPEN'));
    await buttonBelow(list, 'rdsdts_orders', 'Remove').click();
    await alice.press(await see(alice.modal('Remove it')), 'Remove it');
    await see(list.getByText('CLEAN-UP orders-prod: 2 of 3'));
    expect(stage.changes()).toEqual(['StopDtsJob', 'ModifyDBClusterAccessWhitelist', 'ModifySecurityIps']);
  },
);
