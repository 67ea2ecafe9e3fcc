import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { askFor } from './deeds.ts';
import { happens, openClouds } from './panel.ts';
import { type Person, see, seeNoMore, wordsOf } from './person.ts';
import { type Stage, story } from './story.ts';

const PLAN = 'END FOR GOOD: orders-prod';

async function lagsBehind({ open }: Stage): Promise<{ alice: Person; plan: Locator; clouds: Locator }> {
  const alice = await open();
  const clouds = await openClouds(alice);
  const plan = await askFor(alice, '/dts terminate orders-prod', PLAN);
  await seeNoMore(plan.getByText('Not ready (!)'));
  await happens(clouds, 'orders-prod', 'Let it lag (90 s, growing)');
  await alice.press(plan, 'Look again');
  await see(plan.getByText(/Not ready \(!\)\s+lag is (9|\d\d)\d/));
  return { alice, plan, clouds };
}

async function openForm(alice: Person, plan: Locator): Promise<Locator> {
  await alice.press(plan, 'End orders-prod');
  const modal = await see(alice.modal('End for good'));
  await modal.getByRole('textbox', { name: /^Which task/ }).fill('orders-prod');
  return modal;
}

story(
  'a lag that grows is named in the form: without its tick the error stays there, with it the end goes on',
  async (stage) => {
    const { alice, plan } = await lagsBehind(stage);
    const modal = await openForm(alice, plan);
    const box = modal.getByRole('checkbox', { name: /^I know: lag is/ });
    await alice.press(modal, 'End for good');
    await see(modal.getByText('Tick each of them, or cancel. Nothing has happened.'));
    expect(await box.isChecked()).toBe(false);
    expect(stage.changes()).toEqual([]);
    await box.check();
    await alice.press(modal, 'End for good');
    await seeNoMore(modal);
    await see(alice.post('ENDED: orders-prod'));
    expect(stage.changes()).toEqual(['StopDtsJob']);
  },
);

story('a task that is no longer needed is ended without a tick, and the lag still shows', async (stage) => {
  const { alice, plan } = await lagsBehind(stage);
  await plan.getByRole('combobox').selectOption({ label: 'No longer needed' });
  await see(plan.getByText(/no longer needed: .*it need not be ready/));
  await seeNoMore(plan.getByText('Not ready (!)'));
  await see(plan.getByText(/Lag \(!\)/));
  const modal = await openForm(alice, plan);
  expect(await modal.getByRole('checkbox').count()).toBe(0);
  await alice.press(modal, 'End for good');
  const ended = await see(alice.post('ENDED: orders-prod'));
  expect(await wordsOf(ended)).toMatch(/Purpose\s+no longer needed/);
  expect(stage.changes()).toEqual(['StopDtsJob']);
});

story(
  'who says that writes are stopped stands in the plan, and a lag that grows then is doubted',
  async (stage) => {
    const alice = await stage.open();
    const plan = await askFor(alice, '/dts terminate orders-prod', PLAN);
    await see(plan.getByText(/Writes\s+not said to be stopped/));
    await alice.press(plan, 'Writes are stopped');
    await see(plan.getByText(/Writes\s+said to be stopped, \d+ readings? since \(.*@Alice Ngata\)/));
    const clouds = await openClouds(alice);
    await happens(clouds, 'orders-prod', 'Let it lag (90 s, growing)');
    await alice.press(plan, 'Look again');
    await see(
      plan.getByText(
        /the figure can be wrong while the source is idle; write one row on the source and look again/,
      ),
    );
    await happens(clouds, 'orders-prod', 'Let it catch up');
    await expect
      .poll(
        async () => {
          await alice.press(plan, 'Look again');
          return await wordsOf(plan);
        },
        { timeout: 40_000, interval: 2_000 },
      )
      .not.toContain('Not ready (!)');
    expect(stage.changes()).toEqual([]);
  },
);
