import { expect } from 'vitest';
import { CHANNELS, PEOPLE } from '../../src/demo/slack/seed.ts';
import type { Workspace } from '../../src/demo/slack/workspace.ts';
import { call, workspace } from '../demo/slack/bench.ts';
import { inChromium } from './in-chromium.ts';
import { type Person, see, seeNoMore } from './person.ts';

async function post(slack: Workspace, text: string, more: object = {}): Promise<string> {
  const { body } = await call(slack, 'chat.postMessage', { channel: CHANNELS.cutover, text, ...more });
  return String(body['ts']);
}

function channelButton({ page }: Person, name: string | RegExp) {
  return page.getByRole('navigation', { name: 'People and channels' }).getByRole('button', { name });
}

inChromium('a channel with something new says so until it is read', async ({ open }) => {
  const slack = await workspace();
  const bob = await open(slack.url, 'Bob Lindqvist');
  await bob.goTo('# db-ops');
  await post(slack, 'one');
  await post(slack, `two, <@${PEOPLE.bob}>`);
  await see(channelButton(bob, /^# cutover.*2 unread, 1 mention/));
  await expect.poll(() => bob.page.title()).toMatch(/\d/);
  await bob.goTo('# cutover');
  await see(bob.post('two, @Bob Lindqvist'));
  await seeNoMore(channelButton(bob, /^# cutover.*2 unread, 1 mention/));
  await bob.goTo('# db-ops');
  await seeNoMore(channelButton(bob, 'unread'));
});

inChromium(
  'a thread opens beside the channel, and a reply in it is seen in both windows',
  async ({ open }) => {
    const slack = await workspace();
    await post(slack, 'the parent');
    const [alice, bob] = [await open(slack.url, 'Alice Ngata'), await open(slack.url, 'Bob Lindqvist')];
    await alice.post('the parent').hover();
    await alice.press(alice.post('the parent'), /repl/i);
    await alice
      .thread()
      .getByRole('combobox', { name: /^Reply/ })
      .or(alice.thread().getByRole('textbox', { name: /^Reply/ }))
      .click();
    await alice.page.keyboard.type('the answer');
    await alice.page.keyboard.press('Enter');
    await see(alice.thread().getByRole('article').filter({ hasText: 'the answer' }));
    await bob.press(bob.post('the parent'), '1 reply');
    await see(bob.thread().getByRole('article').filter({ hasText: 'the answer' }));
    expect(await bob.post('the answer').count()).toBe(0);
    await bob.thread().getByRole('button', { name: 'Close the thread' }).click();
    await seeNoMore(bob.thread());
  },
);

inChromium('one can type at once, without a click into the box', async ({ open }) => {
  const slack = await workspace();
  const alice = await open(slack.url, 'Alice Ngata');
  await alice.page.reload();
  await see(alice.composer());
  await alice.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'combobox');
  await alice.page.keyboard.type('hello');
  await alice.page.keyboard.press('Enter');
  await see(alice.post('hello'));
});

inChromium('five hundred messages in a moment are all shown, in their order', async ({ open }) => {
  const slack = await workspace();
  const alice = await open(slack.url, 'Alice Ngata');
  await Promise.all(Array.from({ length: 500 }, (_, index) => post(slack, `line ${index} of many`)));
  const said = slack.messages(CHANNELS.cutover).map(({ text }) => text);
  expect(said).toHaveLength(500);
  await see(alice.post(said.at(-1) ?? ''));
  const shown = await alice.page
    .getByRole('log', { name: 'Messages', exact: true })
    .locator('article .content')
    .allTextContents();
  expect(shown).toEqual(said);
});

inChromium('commands are completed with their usage, words and all', async ({ open }) => {
  const slack = await workspace();
  const alice = await open(slack.url, 'Alice Ngata');
  await alice.composer().click();
  await alice.page.keyboard.type('/d');
  const offers = alice.page.getByRole('listbox').getByRole('option');
  await see(offers.filter({ hasText: '/dts' }));
  await see(offers.filter({ hasText: 'list | show TASK' }));
  await see(offers.filter({ hasText: 'Tasks of Alibaba Cloud DTS' }));
  await alice.page.keyboard.press('Tab');
  expect(await alice.composer().inputValue()).toMatch(/^\/d\w+ $/);
  await alice.page.keyboard.type('sh');
  await see(offers.filter({ hasText: 'show' }));
  await alice.page.keyboard.press('Escape');
  await seeNoMore(offers);
});

inChromium('what was begun in one channel waits there while one looks into another', async ({ open }) => {
  const slack = await workspace();
  const alice = await open(slack.url, 'Alice Ngata');
  await alice.composer().click();
  await alice.page.keyboard.type('half a line');
  await alice.goTo('# db-ops');
  expect(await alice.composer().inputValue()).toBe('');
  await alice.goTo('# cutover');
  await expect.poll(() => alice.composer().inputValue()).toBe('half a line');
});

inChromium('an update and a removal by the app are seen at once, and the focus stays', async ({ open }) => {
  const slack = await workspace();
  const button = { type: 'button', action_id: 'stay', text: { type: 'plain_text', text: 'Stay' } };
  await post(slack, 'kept', { blocks: [{ type: 'actions', elements: [button] }] });
  const ts = await post(slack, 'before');
  const alice = await open(slack.url, 'Alice Ngata');
  const stay = alice.page.getByRole('button', { name: 'Stay' });
  await see(alice.post('before'));
  await stay.focus();
  await call(slack, 'chat.update', { channel: CHANNELS.cutover, ts, text: 'after' });
  await see(alice.post('after'));
  expect(await alice.post('before').count()).toBe(0);
  expect(await stay.evaluate((node) => node === document.activeElement)).toBe(true);
  await call(slack, 'chat.delete', { channel: CHANNELS.cutover, ts });
  await seeNoMore(alice.post('after'));
});

inChromium('whatever people or the app write stays text', async ({ open }) => {
  const slack = await workspace();
  const evil =
    '<img src=x onerror="document.title=1"><script>document.title=1</script> &lt;b&gt;bold&lt;/b&gt;';
  await post(slack, evil, { unfurl_links: false });
  await post(slack, '<javascript:alert(1)|press me> and <https://example.com/a?b=1|a link>');
  const alice = await open(slack.url, 'Alice Ngata');
  await see(alice.post('<b>bold</b>'));
  const log = alice.page.getByRole('log', { name: 'Messages', exact: true });
  expect(await log.locator('img, script, b').count()).toBe(0);
  expect(
    await log.locator('.content a').evaluateAll((links) => links.map((link) => link.getAttribute('href'))),
  ).toEqual(['https://example.com/a?b=1']);
});

inChromium(
  'the direct conversation with the app is under "Apps", and has nothing of others',
  async ({ open }) => {
    const slack = await workspace();
    const alice = await open(slack.url, 'Alice Ngata');
    await alice.goTo('Cutover');
    await call(slack, 'chat.postMessage', { channel: PEOPLE.alice, text: 'for you alone' });
    await alice.page.getByRole('tab', { name: 'Messages' }).click();
    await see(alice.post('for you alone'));
    await alice.become('Bob Lindqvist');
    await alice.goTo('Cutover');
    await alice.page.getByRole('tab', { name: 'Messages' }).click();
    expect(await alice.post('for you alone').count()).toBe(0);
  },
);
