import { expect } from 'vitest';
import { CHANNELS } from '../../src/demo/slack/seed.ts';
import type { Workspace } from '../../src/demo/slack/workspace.ts';
import { boltApp, call, workspace } from '../demo/slack/bench.ts';
import { inChromium } from './in-chromium.ts';
import { see, seeNoMore } from './person.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const option = (text: string) => ({ text: plain(text), value: text.toLowerCase() });
const options = ['Berlin', 'Shanghai', 'Singapore'].map(option);

type Action = Readonly<Record<string, unknown>>;

/** A workspace with one message of these elements, and the presses that its app, made with Bolt, has heard. */
async function saying(...elements: object[]): Promise<{ slack: Workspace; heard: Action[] }> {
  const slack = await workspace();
  const heard: Action[] = [];
  await boltApp(slack, (app) => {
    app.action(/.*/, async ({ ack, action }) => {
      heard.push({ ...action });
      await ack();
    });
    app.options(/.*/, async ({ ack, payload }) => {
      const found = options.filter(({ value }) => value.startsWith(payload.value.toLowerCase()));
      await ack({ options: found as never });
    });
  });
  const blocks = elements.map((element, index) => ({
    type: 'actions',
    block_id: `row-${index}`,
    elements: [element],
  }));
  await call(slack, 'chat.postMessage', { channel: CHANNELS.cutover, text: 'Choose', blocks });
  return { slack, heard };
}

const CONFIRM = {
  title: plain('Really?'),
  text: plain('It cannot be undone.'),
  confirm: plain('Yes, drop it'),
  deny: plain('No'),
};

inChromium('a button asks its own question first; a no, and Escape, send nothing', async ({ open }) => {
  const button = {
    type: 'button',
    action_id: 'drop',
    text: plain('Drop it'),
    style: 'danger',
    confirm: CONFIRM,
  };
  const { slack, heard } = await saying(button);
  const alice = await open(slack.url, 'Alice Ngata');
  const message = alice.post('Drop it');
  const question = alice.page.getByRole('dialog', { name: 'Really?' });
  await alice.press(message, 'Drop it');
  await see(question.getByText('It cannot be undone.'));
  await alice.answer('No');
  await seeNoMore(question);
  await alice.press(message, 'Drop it');
  await see(question);
  await alice.page.keyboard.press('Escape');
  await seeNoMore(question);
  expect(heard).toEqual([]);
  await alice.press(message, 'Drop it');
  await alice.answer('Yes, drop it');
  await expect.poll(() => heard).toMatchObject([{ type: 'button', action_id: 'drop' }]);
});

inChromium('an overflow menu works with the mouse and with the arrows', async ({ open }) => {
  const { slack, heard } = await saying({ type: 'overflow', action_id: 'more', options });
  const alice = await open(slack.url, 'Alice Ngata');
  const more = alice.page.getByRole('button', { name: 'More actions' });
  await more.click();
  await alice.page.getByRole('menuitem', { name: 'Shanghai' }).click();
  await expect.poll(() => heard).toMatchObject([{ selected_option: { value: 'shanghai' } }]);
  await more.focus();
  for (const key of ['Enter', 'ArrowDown', 'ArrowDown', 'Enter']) await alice.page.keyboard.press(key);
  await expect.poll(() => heard).toMatchObject([{}, { selected_option: { value: 'singapore' } }]);
  await more.click();
  await see(alice.page.getByRole('menu'));
  await alice.page.keyboard.press('Escape');
  await seeNoMore(alice.page.getByRole('menu'));
  expect(heard).toHaveLength(2);
});

inChromium('selects, boxes, radio buttons and date pickers answer with what was chosen', async ({ open }) => {
  const { slack, heard } = await saying(
    { type: 'static_select', action_id: 'one', options, placeholder: plain('A region') },
    { type: 'checkboxes', action_id: 'boxes', options },
    { type: 'radio_buttons', action_id: 'radio', options },
    { type: 'datepicker', action_id: 'day' },
    { type: 'users_select', action_id: 'who', placeholder: plain('A person') },
  );
  const alice = await open(slack.url, 'Alice Ngata');
  const message = alice.page.getByRole('log', { name: 'Messages', exact: true }).getByRole('article').last();
  await message.getByRole('combobox').first().selectOption({ label: 'Shanghai' });
  await expect.poll(() => heard.at(-1)).toMatchObject({ selected_option: { value: 'shanghai' } });
  await message.getByRole('checkbox', { name: 'Berlin' }).check();
  await expect.poll(() => heard.at(-1)).toMatchObject({ selected_options: [{ value: 'berlin' }] });
  await message.getByRole('radio', { name: 'Singapore' }).check();
  await expect.poll(() => heard.at(-1)).toMatchObject({ selected_option: { value: 'singapore' } });
  await message.locator('input[type=date]').fill('2026-11-21');
  await message.locator('input[type=date]').blur();
  await expect.poll(() => heard.at(-1)).toMatchObject({ selected_date: '2026-11-21' });
  await message.getByRole('combobox').last().selectOption({ label: 'Bob Lindqvist' });
  await expect.poll(() => heard.at(-1)).toMatchObject({ selected_user: 'U0BOB' });
});

inChromium('an external select asks the app for its options while one types', async ({ open }) => {
  const select = {
    type: 'external_select',
    action_id: 'far',
    min_query_length: 2,
    placeholder: plain('Region'),
  };
  const { slack, heard } = await saying(select);
  const alice = await open(slack.url, 'Alice Ngata');
  await alice.page.getByRole('combobox', { name: /Region/ }).click();
  await alice.page.keyboard.type('sh');
  await alice.page.getByRole('option', { name: 'Shanghai' }).click();
  await expect.poll(() => heard).toMatchObject([{ selected_option: { value: 'shanghai' } }]);
});

inChromium('a press that the app answers too late is marked as Slack marks it', async ({ open }) => {
  const { slack } = await saying({ type: 'button', action_id: 'slow', text: plain('Press me') });
  const alice = await open(slack.url, 'Alice Ngata');
  slack.faults.delayAcks(5_000);
  await alice.press(alice.post('Press me'), 'Press me');
  await see(alice.page.getByText(/did not answer in time|not respond/));
});
