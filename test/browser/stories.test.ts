import { expect, it } from 'vitest';
import { STORIES } from '../../src/demo/backstage/stories/all-stories.ts';
import { openPanel, playStory, stepAt, stepsDone } from './panel.ts';
import { see } from './person.ts';
import { story } from './story.ts';
import {
  actsBackstage,
  actsPressesAndChooses,
  actsThenPresses,
  actsThenPressesUntilDone,
  choosesAndConfirms,
  confirms,
  presses,
  pressesAndConfirms,
  removes,
  type StepDeed,
  signsOff,
  types,
  typesAndConfirms,
  typesConfirmsAndPresses,
  typesFor,
  waits,
} from './story-deeds.ts';

const ORDERS = [types, confirms('orders-prod')];

/** What a person does, step by step. */
const PLAYED: Readonly<Record<string, readonly StepDeed[]>> = {
  'clean-cut-over': [...ORDERS, waits, pressesAndConfirms, signsOff('database users of the task')],
  'shared-whitelist': [
    ...ORDERS,
    waits,
    pressesAndConfirms,
    actsBackstage,
    presses,
    removes('rm-bp1162kryivb8q2k3'),
  ],
  'two-people': [
    types,
    confirms('wiki-moved'),
    presses,
    presses,
    actsThenPresses,
    presses,
    typesAndConfirms('wiki-archive'),
    presses,
  ],
  'drs-in-trouble': [types, presses, confirms('DRS-crm'), presses, signsOff('triggers'), signsOff('events')],
  'bot-dies': [actsBackstage, ...ORDERS, actsBackstage, waits],
  'no-answer': [actsBackstage, ...ORDERS, waits],
  'somebody-was-faster': [types, actsBackstage, confirms('orders-prod')],
  'postgres-slot': [
    types,
    confirms('geo-postgres'),
    waits,
    typesAndConfirms('geo-postgres'),
    presses,
    signsOff('replication slot on'),
    removes('whitelist rdsdts on pgm-bp1v4c7n2x8s5k1d'),
  ],
  'is-it-ready': [
    types,
    presses,
    actsThenPresses,
    actsThenPressesUntilDone,
    actsPressesAndChooses,
    choosesAndConfirms('orders-prod'),
  ],
  'at-two-o-clock': [
    typesFor(/in 2m/, 'in 0.5m'),
    confirms('orders-prod'),
    presses,
    waits,
    typesConfirmsAndPresses('ledger-prod'),
  ],
};

it('has a player for every story', () => {
  expect(STORIES.map(({ id }) => id).toSorted()).toEqual(Object.keys(PLAYED).toSorted());
});

for (const { id, title, steps } of STORIES) {
  story(`"${title}" can be played to its end by following the panel`, async ({ open }) => {
    const person = await open();
    const panel = await playStory(person, title);
    const deeds = PLAYED[id] ?? [];
    expect(deeds).toHaveLength(steps.length);
    for (const [index, told] of steps.entries()) {
      const deed = deeds[index] ?? waits;
      const step = stepAt(panel, index);
      const be = step.getByRole('button', { name: /^Be / });
      if (deed !== waits) {
        await see(step.getByText('now', { exact: true }));
        if (await be.isVisible()) await be.click();
      }
      await deed(person, step, told);
      await stepsDone(panel, index + 1);
    }
    await see(panel.getByRole('heading', { name: 'That was it' }));
  });
}

story('the panel lists every story, and a fresh world takes away what was said', async ({ open, demo }) => {
  const alice = await open();
  const panel = await openPanel(alice, 'Stories');
  for (const { title, about } of STORIES) {
    await see(panel.getByRole('button', { name: `Play: ${title}`, exact: true }));
    await see(panel.getByText(about));
  }
  await alice.say('said before');
  await see(alice.post('said before'));
  await panel.getByRole('button', { name: 'Start over with a fresh world' }).click();
  await alice.answer('Keep it');
  await see(alice.post('said before'));
  const runsSince = demo.backstage.show().bot.since;
  await panel.getByRole('button', { name: 'Start over with a fresh world' }).click();
  await alice.answer('Start over');
  await alice.post('said before').waitFor({ state: 'hidden' });
  await expect
    .poll(() => demo.backstage.show().bot, { timeout: 20_000 })
    .toSatisfy(({ state, since }) => state === 'running' && since > runsSince);
  expect(demo.backstage.show().bot.starts).toBe(1);
  await alice.say('/cutover help');
  await see(alice.whisper('/cutover terminate TASK'));
});
