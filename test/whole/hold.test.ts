import { describe, expect, it, vi } from 'vitest';
import type { Post } from '../../src/demo/slack/model.ts';
import { CHANNELS, GROUPS } from '../../src/demo/slack/seed.ts';
import { configOf, envOf, runCommand } from './command.ts';
import {
  changes,
  endStock,
  itemIn,
  mustList,
  openModal,
  remove,
  STOCK,
  STOCK_SOURCE,
  STOCK_TARGET,
  sendIn,
  signOff,
  whisperAfter,
} from './looks.ts';
import {
  alice,
  bob,
  buttonsOn,
  carol,
  cutover,
  gina,
  message,
  type Night,
  oscar,
  startNight,
} from './night.ts';
import { allTold, rowsOnDisk, settled } from './told.ts';

const MAY = `
  - allow: [terminate, release, pause, resume, cleanup, hold]
    who: [${GROUPS.dba}]
`;

function newsOf(night: Night, channel: string = cutover): string[] {
  return night.workspace
    .messages(channel)
    .filter((post) => post.metadata?.event_type === 'cutover_brake')
    .map(({ text }) => text);
}

describe('a task on hold', () => {
  it('has no plan until it is taken off, and everybody sees who holds it and why', async () => {
    const night = await startNight({ policy: MAY });
    const held = await night.ask(
      bob,
      '/dts hold orders-prod until 2099-12-24 18:00 Europe/Berlin because month end INC-7',
    );
    expect(held.text).toContain('orders-prod is on hold until 2099-12-24 17:00 UTC');
    const told = await message(night, 'ON HOLD: orders-prod');
    expect(told.text).toContain(`Held by <@${bob}>, until 2099-12-24 17:00 UTC: "month end INC-7"`);

    const refused = await night.ask(alice, '/dts terminate orders-prod');
    expect(refused.text).toContain('CANNOT END: orders-prod');
    expect(refused.text).toContain(
      'orders-prod is on hold until 2099-12-24 18:00 Europe/Berlin: "month end INC-7". Lift it with: unhold orders-prod.',
    );
    expect(refused.text).toContain(`Held by <@${bob}>.`);
    expect(refused.text).toContain('can never be restarted');
    expect(refused.text).toContain('Nothing was changed.');
    expect(buttonsOn(refused)).not.toContain('ending.confirm');
    for (const action of ['pause', 'force-terminate', 'release'])
      expect(buttonsOn(await night.ask(alice, `/cutover ${action} orders-prod`))).not.toContain(
        'ending.confirm',
      );

    expect((await night.ask(alice, '/dts show orders-prod')).text).toMatch(
      /On hold \(!\) {2}until 2099-12-24 17:00 UTC, by <@U0BOB>/,
    );
    expect((await night.ask(alice, '/dts list orders-prod')).text).toContain(
      'ON HOLD until 2099-12-24 17:00 UTC',
    );
    expect((await night.ask(alice, '/cutover holds')).text).toContain('/dts unhold i03e3zty16i8q2k');
    expect((await night.ask(alice, '/drs holds')).text).toContain('No task is on hold.');

    const lifted = await night.ask(carol, '/cutover unhold orders-prod');
    expect(lifted.text).toContain('orders-prod is no longer on hold');
    expect((await message(night, 'NO LONGER ON HOLD: orders-prod')).text).toContain(`Lifted by <@${carol}>`);
    expect(night.deeds()).toEqual([]);
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
    expect(night.workspace.problems).toEqual([]);
  });

  it('is not ended by a plan that was shown before, neither by its button nor by an open form', async () => {
    const night = await startNight({ policy: MAY });
    const first = await night.ask(alice, '/dts terminate orders-prod');
    const second = await night.ask(alice, '/dts terminate orders-prod');
    await night.press(alice, first, 'ending.confirm');
    await night.modal(alice);
    await night.ask(bob, '/dts hold orders-prod because wait for me');

    await night.submit(alice, { name: 'orders-prod', reason: 'cut-over' });
    const refused = await night.workspace.waitFor(() =>
      night.workspace.ephemerals(alice).find(({ text }) => text.includes('"wait for me"')),
    );
    expect(refused.text).toContain(`Held by <@${bob}>.`);
    expect((await night.pressFor(alice, second, 'ending.confirm')).text).toContain('"wait for me"');
    expect(night.workspace.view(alice)).toBeNull();
    expect(night.deeds()).toEqual([]);
    expect(rowsOnDisk(night, 'ending')).toEqual([]);

    await night.ask(alice, '/dts unhold orders-prod');
    await night.press(alice, second, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod' });
    await settled(night, ['ended']);
    expect(night.deeds()).toHaveLength(1);
  });

  it('stays on hold over a restart, and is seen to be over when somebody ends it in the console', async () => {
    const night = await startNight({ policy: MAY });
    await night.ask(bob, '/dts hold orders-prod until in 2h because month end');
    await allTold(night);
    night.kill('SIGTERM');
    await night.gone();
    await night.restart();
    const refused = await night.ask(alice, '/dts terminate orders-prod');
    expect(refused.text).toContain('orders-prod is on hold until');
    expect(night.deeds()).toEqual([]);
    expect(newsOf(night)).toHaveLength(1);

    night.clouds.world.endInConsole('i03e3zty16i8q2k');
    const over = async () => (await night.ask(alice, '/dts terminate orders-prod')).text;
    await vi.waitFor(async () => expect(await over()).toContain('NOTHING TO DO: orders-prod'), 10_000);
    expect((await night.ask(alice, '/dts cleanup orders-prod')).text).toContain('is being posted');
    await night.checklist();
  });

  it('that was held for a moment is free again by itself, and the channel is told', async () => {
    const night = await startNight({ policy: MAY });
    await night.ask(bob, '/dts hold orders-prod until in 0.05m because a breath');
    const over = await message(night, 'The time of the hold is over.');
    expect(over.text).toContain('NO LONGER ON HOLD: orders-prod');
    expect(buttonsOn(await night.ask(alice, '/dts terminate orders-prod'))).toContain('ending.confirm');
    expect(rowsOnDisk(night, 'hold')).toEqual([]);
  });

  it('is both directions of a two-way synchronisation', async () => {
    const night = await startNight({ policy: MAY });
    expect(
      (await night.ask(bob, '/dts hold customers-two-way because the other side is down')).text,
    ).toContain('customers-two-way is on hold until somebody lifts it');
    const choice = await night.ask(alice, '/dts terminate customers-two-way');
    for (const value of valuesToPlan(choice)) {
      const refused = await night.pressFor(alice, choice, 'plan.request', value);
      expect(refused.text).toContain('customers-two-way is on hold until somebody lifts it');
      expect(buttonsOn(refused)).not.toContain('ending.confirm');
    }
    expect(rowsOnDisk(night, 'hold')).toHaveLength(1);
  });

  it('keeps what it has left: nothing is removed and nothing put back, but people sign off', async () => {
    const night = await startNight({ policy: MAY });
    await endStock(night);
    await remove(night, STOCK, STOCK_TARGET);
    const gone = await itemIn(night, STOCK, STOCK_TARGET, 'GONE');
    const item = await itemIn(night, STOCK, STOCK_SOURCE, 'OPEN');
    const before = changes(night).length;

    await openModal(night, alice, STOCK, item, 'cleanup.remove');
    await night.ask(bob, '/dts hold stock-prod because audit');
    const answer = await whisperAfter(night, alice, () => sendIn(night, alice));
    expect(answer.text).toContain('stock-prod is on hold until somebody lifts it: "audit"');
    expect(answer.text).toContain(`Held by <@${bob}>.`);
    for (const [action, value] of [
      ['cleanup.remove', item.id],
      ['cleanup.undo', gone.id],
      ['cleanup.remove-all', undefined],
    ] as const) {
      const refused = await night.pressFor(alice, mustList(night, STOCK), action, value);
      expect(refused.text, action).toContain('stock-prod is on hold until somebody lifts it');
      expect(refused.text).toContain('Nothing was changed.');
      expect(night.workspace.view(alice)).toBeNull();
    }
    expect(changes(night)).toHaveLength(before);

    const byHand = await itemIn(night, STOCK, 'database users', 'BY HAND');
    await signOff(night, STOCK, byHand, { reason: 'locked by hand' });
    await itemIn(night, STOCK, 'database users', 'SIGNED OFF');
    await night.ask(bob, '/dts unhold stock-prod');
    await remove(night, STOCK, STOCK_SOURCE);
    expect(changes(night).length).toBeGreaterThan(before);
  });
});

/** What the buttons of a choice between directions carry. */
function valuesToPlan(post: Post): string[] {
  return [...JSON.stringify(post.blocks).matchAll(/"value":"(terminate:[^"]+)"/g)].map(
    ([, value = '']) => value,
  );
}

describe('who may hold', () => {
  it('is in the policy: others are told who may, a guest learns nothing, and it is all on record', async () => {
    const night = await startNight({ policy: MAY });
    const refused = await night.ask(oscar, '/dts hold orders-prod because mine');
    expect(refused.text).toContain('You may not hold or unhold orders-prod');
    expect(refused.text).toContain(`<!subteam^${GROUPS.dba}>`);
    expect(refused.text).toContain('Nothing was changed.');
    await night.ask(bob, '/dts hold orders-prod because month end');
    expect((await night.ask(oscar, '/dts unhold orders-prod')).text).toContain('You may not hold or unhold');
    for (const line of ['/dts hold orders-prod because x', '/dts unhold orders-prod', '/cutover holds']) {
      const answer = await night.ask(gina, line);
      expect(answer.text).toContain('you are a guest');
      expect(answer.text).not.toContain('month end');
    }
    expect(rowsOnDisk(night, 'hold')).toHaveLength(1);
    const { said } = await runCommand(['audit', 'export', '--config', configOf(night)], envOf(night));
    const types = said.split('\n').flatMap((line) => /"type":"((?:hold|brake)[^"]+)"/.exec(line)?.[1] ?? []);
    expect(types).toEqual(['brake.refused', 'hold.set', 'brake.refused']);
  });

  it.each([
    ['no reason', '/dts hold orders-prod until 08:00', 'A hold needs a reason'],
    ['a time that is none', '/dts hold orders-prod until supper because x', 'is no time that I understand'],
    ['a time that is past', '/dts hold orders-prod until 2020-01-01 08:00 because x', 'is past'],
    ['several tasks of that name', '/dts hold reports because x', '2 tasks fit "reports": use the job id.'],
    ['no such task', '/dts hold no-such-task because x', 'I found no task'],
    ['no task at all', '/dts hold', 'Which task?'],
  ])('does nothing half: with %s there is an answer and no hold', async (_, line, says) => {
    const night = await startNight({ policy: MAY });
    const answer = await night.ask(alice, line);
    expect(answer.text).toContain(says);
    expect(answer.text).toContain('Nothing was changed.');
    expect(rowsOnDisk(night, 'hold')).toEqual([]);
    expect(night.workspace.messages(CHANNELS.cutover)).toEqual([]);
  });
});
