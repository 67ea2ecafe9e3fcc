import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../src/demo/slack/element-state.ts';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import { boltApp, call, client, workspace } from './bench.ts';

const { cutover, dbOps } = CHANNELS;
const { alice, bob } = PEOPLE;
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const option = (value: string) => ({ text: plain(value.toUpperCase()), value });
const options = ['a', 'b', 'c'].map(option);
const [a, b] = options;

/** A workspace whose app keeps every payload of a press. */
async function pressed() {
  const slack = await workspace();
  const payloads: Record<string, unknown>[] = [];
  await boltApp(slack, (app) => {
    app.action(/.*/, async ({ ack, body }) => {
      payloads.push({ ...body });
      await ack();
    });
  });
  const say = async (...elements: object[]) => {
    const blocks = [{ type: 'actions', block_id: 'row', elements }];
    const { body } = await call(slack, 'chat.postMessage', { channel: cutover, text: 'x', blocks });
    return String(body['ts']);
  };
  return { slack, payloads, say };
}

/** What a person puts in, and what Slack's payload then holds (Slack: "Block elements", interaction payloads). */
const KINDS: [object, Entry, object][] = [
  [{ type: 'static_select', options }, 'b', { selected_option: b }],
  [{ type: 'static_select', option_groups: [{ label: plain('g'), options }] }, 'a', { selected_option: a }],
  [{ type: 'overflow', options }, 'a', { selected_option: a }],
  [{ type: 'radio_buttons', options }, 'b', { selected_option: b }],
  [{ type: 'checkboxes', options }, ['a', 'b'], { selected_options: [a, b] }],
  [{ type: 'checkboxes', options, initial_options: [a] }, [], { selected_options: [] }],
  [{ type: 'multi_static_select', options }, ['b'], { selected_options: [b] }],
  [{ type: 'users_select' }, bob, { selected_user: bob }],
  [{ type: 'multi_users_select' }, [alice, bob], { selected_users: [alice, bob] }],
  [{ type: 'conversations_select' }, dbOps, { selected_conversation: dbOps }],
  [{ type: 'multi_conversations_select' }, [dbOps], { selected_conversations: [dbOps] }],
  [{ type: 'channels_select' }, cutover, { selected_channel: cutover }],
  [{ type: 'multi_channels_select' }, [cutover], { selected_channels: [cutover] }],
  [{ type: 'datepicker' }, '2026-11-21', { selected_date: '2026-11-21' }],
  [{ type: 'datepicker', initial_date: '2026-11-21' }, null, { selected_date: null }],
  [{ type: 'timepicker' }, '23:59', { selected_time: '23:59' }],
  [{ type: 'datetimepicker' }, '1795219200', { selected_date_time: 1_795_219_200 }],
];

describe('an element in a message', () => {
  it.each(KINDS)('%j answers with what was chosen', async (element, value, expected) => {
    const { slack, payloads, say } = await pressed();
    const messageTs = await say({ ...element, action_id: 'it' });
    expect(await slack.press(bob, { messageTs, actionId: 'it', value })).toMatchObject({
      kind: 'acknowledged',
    });
    const { type } = element as { type: string };
    expect(payloads[0]?.['actions']).toEqual([
      { type, action_id: 'it', block_id: 'row', action_ts: expect.any(String), ...expected },
    ]);
    const kept = type === 'overflow' ? {} : { row: { it: { type, ...expected } } };
    expect(payloads[0]?.['state']).toEqual({ values: kept });
  });

  it.each([
    ['an option that is none', { type: 'static_select', options }, 'd', 'has no option "d"'],
    ['a date that is none', { type: 'datepicker' }, 'tomorrow', 'cannot be put into a datepicker'],
    ['a time that is none', { type: 'timepicker' }, '24:00', 'cannot be put into a timepicker'],
    [
      'more than may be chosen',
      { type: 'multi_static_select', options, max_selected_items: 1 },
      ['a', 'b'],
      'At most 1',
    ],
  ])('refuses %s, as the client of Slack does', async (_name, element, value, complaint) => {
    const { slack, payloads, say } = await pressed();
    const messageTs = await say({ ...element, action_id: 'it' });
    await expect(slack.press(bob, { messageTs, actionId: 'it', value })).rejects.toThrow(complaint);
    expect(payloads).toEqual([]);
  });
});

describe('what was chosen in a message', () => {
  const stateOf = (payload: Record<string, unknown> = {}) =>
    (payload['state'] as { values: Record<string, Record<string, unknown>> }).values['row'];

  it('rides along with the next press of the same person, and of nobody else', async () => {
    const { slack, payloads, say } = await pressed();
    const button = { type: 'button', action_id: 'go', text: plain('Go') };
    const messageTs = await say({ type: 'checkboxes', action_id: 'which', options }, button);
    await slack.press(bob, { messageTs, actionId: 'which', value: ['a'] });
    await slack.press(bob, { messageTs, actionId: 'go' });
    await slack.press(alice, { messageTs, actionId: 'go' });
    expect(payloads.slice(1).map(stateOf)).toEqual([
      { which: { type: 'checkboxes', selected_options: [a] } },
      { which: { type: 'checkboxes', selected_options: [] } },
    ]);
  });

  it('stays when the app updates the message around it, and goes with the element', async () => {
    const { slack, payloads, say } = await pressed();
    const button = { type: 'button', action_id: 'go', text: plain('Go') };
    const which = { type: 'checkboxes', action_id: 'which', options };
    const messageTs = await say(which, button);
    const update = (...elements: object[]) =>
      call(slack, 'chat.update', {
        channel: cutover,
        ts: messageTs,
        text: 'y',
        blocks: [{ type: 'actions', block_id: 'row', elements }],
      });
    await slack.press(bob, { messageTs, actionId: 'which', value: ['a'] });
    await update(which, button);
    await slack.press(bob, { messageTs, actionId: 'go' });
    expect(stateOf(payloads.at(-1))).toEqual({ which: { type: 'checkboxes', selected_options: [a] } });
    await update(button);
    await slack.press(bob, { messageTs, actionId: 'go' });
    expect(stateOf(payloads.at(-1))).toBeUndefined();
  });

  it('includes inputs, which send nothing by themselves unless they ask to', async () => {
    const { slack, payloads } = await pressed();
    const element = { type: 'plain_text_input', action_id: 'why' };
    const input = { type: 'input', label: plain('Why'), element };
    const button = { type: 'button', action_id: 'go', text: plain('Go') };
    const blocks = [
      { ...input, block_id: 'quiet' },
      { ...input, block_id: 'loud', dispatch_action: true },
      { type: 'actions', block_id: 'row', elements: [button] },
    ];
    const { body } = await call(slack, 'chat.postMessage', { channel: cutover, text: 'x', blocks });
    const messageTs = String(body['ts']);
    await expect(
      slack.press(bob, { messageTs, actionId: 'why', blockId: 'quiet', value: 'x' }),
    ).rejects.toThrow('is sent with the next press');
    await slack.press(bob, { messageTs, actionId: 'why', blockId: 'loud', value: 'now' });
    await slack.press(bob, { messageTs, actionId: 'go', entries: { quiet: 'because' } });
    expect(payloads.map((one) => (one['actions'] as { value?: string }[])[0]?.value)).toEqual([
      'now',
      undefined,
    ]);
    expect(payloads[1]?.['state']).toEqual({
      values: {
        quiet: { why: { type: 'plain_text_input', value: 'because' } },
        loud: { why: { type: 'plain_text_input', value: 'now' } },
      },
    });
  });
});

describe('the inputs of a modal', () => {
  const field = (block_id: string, element: object, more: object = {}) => ({
    type: 'input',
    block_id,
    label: plain(block_id),
    element: { action_id: 'it', ...element },
    ...more,
  });

  async function modal(...blocks: object[]) {
    const slack = await workspace();
    let submitted: Record<string, unknown> = {};
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack, command }) => {
        await ack();
        const view = { type: 'modal', callback_id: 'm', title: plain('M'), submit: plain('S'), blocks };
        await call(slack, 'views.open', { trigger_id: command.trigger_id, view });
      });
      app.view('m', async ({ ack, body }) => {
        submitted = { ...body };
        await ack();
      });
    });
    await slack.type(alice, cutover, '/dts');
    await slack.waitFor(() => slack.view(alice));
    return { slack, submitted: () => submitted };
  }

  it('are checked by kind before they are sent', async () => {
    const { slack } = await modal(
      field('whole', { type: 'number_input', is_decimal_allowed: false, min_value: '1', max_value: '9' }),
      field('decimal', { type: 'number_input', is_decimal_allowed: true }),
      field('mail', { type: 'email_text_input' }),
      field('link', { type: 'url_text_input' }),
      field('words', { type: 'plain_text_input', min_length: 2, max_length: 3 }, { optional: true }),
      field('story', { type: 'plain_text_input', multiline: true }, { optional: true }),
    );
    const story = 'x'.repeat(3001);
    const wrong = { whole: '1.5', decimal: 'x', mail: 'bob', link: 'here', words: 'long', story };
    expect(await slack.submit(alice, undefined, wrong)).toEqual({
      kind: 'errors',
      errors: {
        whole: 'Must be a whole number.',
        decimal: 'Must be a number.',
        mail: 'Must be an email address.',
        link: 'Must be a web address.',
        words: 'Must be at most 3 characters.',
        story: 'Must be at most 3000 characters.',
      },
    });
    const good = {
      whole: '5',
      decimal: '-1.5',
      mail: 'bob@example.org',
      link: 'https://example.org',
      words: '',
      story: '',
    };
    expect(await slack.submit(alice, undefined, { ...good, whole: '0' })).toMatchObject({
      errors: { whole: 'Must be at least 1.' },
    });
    expect(await slack.submit(alice, undefined, { ...good, whole: '10' })).toMatchObject({
      errors: { whole: 'Must be at most 9.' },
    });
    expect(await slack.submit(alice, undefined, good)).toEqual({ kind: 'closed' });
  });

  it('that ask for it bring a response_url for the chosen channel', async () => {
    const { slack, submitted } = await modal(
      field('where', { type: 'conversations_select', response_url_enabled: true }),
    );
    await slack.submit(alice, undefined, { where: dbOps });
    const [url] = submitted()['response_urls'] as { response_url: string }[];
    expect(url).toMatchObject({ block_id: 'where', action_id: 'it', channel_id: dbOps });
    await fetch(String(url?.response_url), {
      method: 'POST',
      body: JSON.stringify({ text: 'started', response_type: 'in_channel' }),
    });
    expect(slack.messages(dbOps).map(({ text }) => text)).toEqual(['started']);
  });
});

describe('a select that asks the app', () => {
  const element = { type: 'external_select' as const, action_id: 'task', min_query_length: 2 };

  async function asking(answer: (typed: string) => object) {
    const slack = await workspace({ ackTimeoutMs: 1_500 });
    const heard: Record<string, unknown>[] = [];
    const payloads: Record<string, unknown>[] = [];
    await boltApp(slack, (app) => {
      app.options('task', async ({ ack, body }) => {
        heard.push({ ...body });
        await ack(answer(body.value) as { options: [] });
      });
      app.action('task', async ({ ack, body }) => {
        payloads.push({ ...body });
        await ack();
      });
      app.command('/dts', async ({ ack, command }) => {
        await ack();
        const blocks = [{ type: 'input', block_id: 'row', label: plain('Task'), element }];
        const view = { type: 'modal', callback_id: 'm', title: plain('M'), submit: plain('S'), blocks };
        await call(slack, 'views.open', { trigger_id: command.trigger_id, view });
      });
      app.view('m', async ({ ack, view }) => {
        payloads.push({ ...view.state.values });
        await ack();
      });
    });
    const blocks = [{ type: 'actions' as const, block_id: 'row', elements: [element] }];
    const { ts = '' } = await client(slack).chat.postMessage({ channel: cutover, text: 'x', blocks });
    return { slack, heard, payloads, target: { messageTs: ts, actionId: 'task' } };
  }

  it('gets its options for what was typed, of which one can then be chosen', async () => {
    const { slack, heard, payloads, target } = await asking((typed) => ({ options: [option(`${typed}-1`)] }));
    expect(await slack.suggest(alice, target, 'or')).toEqual({ kind: 'options', options: [option('or-1')] });
    expect(heard[0]).toMatchObject({
      type: 'block_suggestion',
      action_id: 'task',
      block_id: 'row',
      value: 'or',
      user: { id: alice },
      team: { id: 'T0REHEARSE' },
      channel: { id: cutover },
      container: { type: 'message', message_ts: target.messageTs },
      message: { ts: target.messageTs },
    });
    expect(heard[0]).not.toHaveProperty('name');
    await slack.press(alice, { ...target, value: 'or-1' });
    expect(payloads[0]?.['actions']).toMatchObject([{ selected_option: option('or-1') }]);
    await expect(slack.press(bob, { ...target, value: 'or-1' })).rejects.toThrow('has no option');
  });

  it('works in the input of a modal, with groups', async () => {
    const group = { label: plain('DTS'), options: [option('orders')] };
    const { slack, heard, payloads } = await asking(() => ({ option_groups: [group] }));
    await slack.type(alice, cutover, '/dts');
    const viewId = String((await slack.waitFor(() => slack.view(alice)))['id']);
    expect(await slack.suggest(alice, { viewId, actionId: 'task' }, 'ord')).toEqual({
      kind: 'options',
      option_groups: [group],
    });
    expect(heard[0]).toMatchObject({ container: { type: 'view', view_id: viewId }, view: { id: viewId } });
    expect(heard[0]).not.toHaveProperty('channel');
    expect(await slack.submit(alice, viewId, { row: 'orders' })).toEqual({ kind: 'closed' });
    expect(payloads[0]).toEqual({
      row: { task: { type: 'external_select', selected_option: option('orders') } },
    });
  });

  it('does not ask before enough was typed, and shows no answer that Slack would not take', async () => {
    const { slack, heard, target } = await asking((typed) => ({
      options:
        typed === 'many' ? Array.from({ length: 101 }, (_, index) => option(`${index}`)) : [{ text: 'x' }],
    }));
    expect(await slack.suggest(alice, target, 'o')).toMatchObject({ kind: 'too-short' });
    expect(heard).toEqual([]);
    expect(await slack.suggest(alice, target, 'many')).toMatchObject({ kind: 'failed' });
    expect(await slack.suggest(alice, target, 'wrong')).toMatchObject({ kind: 'failed' });
    expect(slack.problems.join()).toContain('no more than 100 items allowed');
  });

  it('tells the person when the app does not answer', async () => {
    const { slack, target } = await asking(() => new Promise(() => undefined));
    slack.faults.delayAcks(5_000);
    expect(await slack.suggest(alice, target, 'orders')).toEqual({
      kind: 'timeout',
      error: 'The app did not answer in time. Try again.',
    });
  });
});
