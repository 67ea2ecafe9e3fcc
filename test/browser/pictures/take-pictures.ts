import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { DTS } from '../../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { askFor, buttonBelow, lookedAt, openThread, schedule, typeName } from '../deeds.ts';
import { closePanel, openPanel, playStory } from '../panel.ts';
import { type Person, see, seeNoMore, wordsOf } from '../person.ts';
import { story } from '../story.ts';
import { PHONE } from '../window.ts';
import { frame, picture, pictureOfTwo, toTop } from './picture.ts';

const LINE = '/dts terminate orders-prod because cut-over INC-4711';

/** A bot that has just started has not looked in every region yet: looks again until the plan says who else is there. */
async function lookAround(person: Person, plan: Locator): Promise<void> {
  await expect
    .poll(
      async () => {
        await person.press(plan, 'Look again');
        return await wordsOf(plan);
      },
      { timeout: 30_000, interval: 1_000 },
    )
    .toMatch(/Also here.*Looked in/);
}

story('plan, typed-name, checklist', async ({ open }) => {
  const alice = await open('Alice Ngata', frame(1080, 860, { deviceScaleFactor: 1.25 }));
  await playStory(alice, 'A whitelist that others need');
  await closePanel(alice, 'Stories');
  const plan = await askFor(alice, LINE, 'END FOR GOOD: orders-prod');
  await lookAround(alice, plan);
  await picture('plan', alice, 'main');
  await alice.press(plan, 'End orders-prod');
  await see(alice.modal('End for good'));
  await alice.page.keyboard.type('orders-prod');
  await picture('typed-name', alice, 'dialog#modal');
  await alice.page.getByRole('textbox', { name: /^Which task/ }).fill('');
  await typeName(alice, 'End for good', 'orders-prod');
  await alice.page.setViewportSize({ width: 1080, height: 1020 });
  const list = await lookedAt(alice, 'orders-prod');
  await alice.press(list, /^Remove all safe/);
  await alice.press(await see(alice.modal('Remove it')), 'Remove it');
  await see(list.getByText('CLEAN-UP orders-prod: 1 of 3'));
  await see(alice.whisper('REMOVED'));
  await alice.page.getByRole('button', { name: 'Dismiss message' }).last().click();
  await alice.composer().blur();
  await toTop(alice, 'ENDED: orders-prod');
  await picture('checklist', alice, 'main');
});

story('two-windows', async ({ open, browser, demo }) => {
  const alice = await open('Alice Ngata', frame(880, 630, { deviceScaleFactor: 1 }));
  await playStory(alice, 'Two people');
  await closePanel(alice, 'Stories');
  const bob = await open('Bob Lindqvist', frame(880, 580, { deviceScaleFactor: 1 }));
  await closePanel(bob, 'Stories');
  const plan = await askFor(alice, '/dts release wiki-moved because it is billed for nothing', 'RELEASE');
  await alice.press(plan, 'Release wiki-moved');
  await typeName(alice, 'Release for good', 'wiki-moved');
  await see(alice.post('WAITING FOR AGREEMENT'));
  demo.clouds.world.rename(DTS.finished, 'wiki-archive');
  await bob.press(await see(bob.post('WAITING FOR AGREEMENT')), 'Look now');
  await see(bob.whisper('AS IT IS NOW'));
  await pictureOfTwo('two-windows', browser, [alice, bob]);
});

story('scheduled', async ({ open }) => {
  const bob = await open('Bob Lindqvist', frame(1180, 780, { deviceScaleFactor: 1 }));
  await playStory(bob, "At two o'clock");
  await closePanel(bob, 'Stories');
  await bob.become('Alice Ngata');
  const first = await askFor(bob, LINE, 'END FOR GOOD: orders-prod');
  await lookAround(bob, first);
  await bob.press(first, 'Cancel');
  const post = await schedule(
    bob,
    '/dts terminate orders-prod in 10m because cut-over INC-4711',
    'orders-prod',
  );
  await bob.become('Bob Lindqvist');
  const thread = await openThread(bob, post);
  await buttonBelow(thread, 'Everything is judged again at its time', 'I am here').click();
  await see(thread.getByText(/is here\.$/));
  await seeNoMore(post.getByRole('button', { name: 'I am here' }));
  await bob.page.getByRole('button', { name: 'Dismiss message' }).last().click();
  await picture('scheduled', bob);
});

story('clouds', async ({ open }) => {
  const alice = await open('Alice Ngata', frame(1400, 700, { deviceScaleFactor: 1 }));
  const panel = await playStory(alice, 'The bot dies in the middle');
  await panel.getByRole('button', { name: 'Kill it at its next change' }).click();
  const plan = await askFor(alice, LINE, 'END FOR GOOD: orders-prod');
  await alice.press(plan, 'End orders-prod');
  await typeName(alice, 'End for good', 'orders-prod');
  await see(alice.page.getByText('no app connected'));
  const clouds = await openPanel(alice, 'The clouds');
  await clouds.getByRole('tab', { name: 'Calls' }).click();
  await see(clouds.getByText('StopDtsJob'));
  await seeNoMore(alice.page.getByText('The bot will be killed'));
  await picture('clouds', alice);
});

story('phone', async ({ open }) => {
  const alice = await open(
    'Alice Ngata',
    frame(390, 844, { ...PHONE, colorScheme: 'dark', deviceScaleFactor: 1.5 }),
  );
  const plan = await askFor(alice, LINE, 'END FOR GOOD: orders-prod');
  await alice.press(plan, 'End orders-prod');
  await typeName(alice, 'End for good', 'orders-prod');
  await lookedAt(alice, 'orders-prod');
  await toTop(alice, 'CLEAN-UP orders-prod');
  await picture('phone', alice);
});
