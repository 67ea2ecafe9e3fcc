import type { BlockButtonAction, ViewClosedAction } from '@slack/bolt';
import { describe, expect, it, vi } from 'vitest';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import { boltApp, workspace } from './bench.ts';

const { cutover } = CHANNELS;
const { alice, bob } = PEOPLE;

const ending = (label: string) => [
  { type: 'section', text: { type: 'mrkdwn', text: `*${label}*` } },
  { type: 'actions', elements: [button('ending.confirm', 'End it'), button('ending.cancel', 'Cancel')] },
];

function button(action_id: string, text: string) {
  return { type: 'button', action_id, text: { type: 'plain_text', text }, value: 'e1' };
}

const modal = (title: string) => ({
  type: 'modal' as const,
  callback_id: 'ending.request',
  title: { type: 'plain_text' as const, text: title },
  submit: { type: 'plain_text' as const, text: 'End' },
  blocks: [
    {
      type: 'input' as const,
      block_id: 'name',
      label: { type: 'plain_text' as const, text: 'Name' },
      element: { type: 'plain_text_input' as const, action_id: 'name' },
    },
  ],
});

describe('the local workspace with a real Bolt app in Socket Mode', () => {
  it('delivers a command with the fields of Slack and shows the answers to the typing person only', async () => {
    const slack = await workspace();
    let body: object = {};
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack, command, respond }) => {
        body = command;
        await ack('looking');
        await respond({ text: 'two tasks', response_type: 'ephemeral' });
      });
    });
    expect(await slack.type(alice, cutover, '/dts list "a & b"')).toMatchObject({ kind: 'acknowledged' });
    await slack.waitFor(() => slack.ephemerals(alice).length === 2);
    expect(slack.ephemerals(alice, cutover).map(({ text }) => text)).toEqual(['looking', 'two tasks']);
    expect(slack.ephemerals(bob)).toEqual([]);
    expect(slack.messages(cutover)).toEqual([]);
    expect(body).toMatchObject({
      command: '/dts',
      text: 'list "a & b"',
      channel_id: cutover,
      channel_name: 'cutover',
      user_id: alice,
      user_name: 'alice',
      is_enterprise_install: 'false',
    });
  });

  it('shows a typed command and its answer to all when the answer is for the channel', async () => {
    const slack = await workspace();
    await boltApp(slack, (app) => {
      app.command('/dts', ({ ack }) => ack({ text: 'for all', response_type: 'in_channel' }));
    });
    await slack.type(alice, cutover, '/dts list');
    expect(slack.messages(cutover).map(({ user, text }) => [user, text])).toEqual([
      [alice, '/dts list'],
      ['U0CUTOVER', 'for all'],
    ]);
  });

  it('tells the person about a command nobody acknowledges, and about one that does not exist', async () => {
    const slack = await workspace({ ackTimeoutMs: 50 });
    await boltApp(slack, () => undefined);
    expect(await slack.type(alice, cutover, '/dts list')).toEqual({ kind: 'timeout' });
    expect(await slack.type(alice, cutover, '/dms list')).toEqual({ kind: 'no-such-command' });
    const [late, unknown] = slack.ephemerals(alice).map(({ text }) => text);
    expect(late).toBe('/dts failed with the error "operation_timeout"');
    expect(unknown).toContain('/dms is not a valid command');
  });

  it('carries a press of a channel message, whose message the app then updates', async () => {
    const slack = await workspace();
    let payload: Record<string, unknown> = {};
    const app = await boltApp(slack, (app) => {
      app.action<BlockButtonAction>('ending.confirm', async ({ ack, body, client }) => {
        payload = { ...body };
        await ack();
        await client.chat.update({ channel: cutover, ts: body.container['message_ts'], text: 'done' });
      });
    });
    const metadata = { event_type: 'cutover_ending', event_payload: { state: 'ending' } };
    const { ts = '' } = await app.client.chat.postMessage({
      channel: cutover,
      text: 'End?',
      blocks: ending('End?'),
      metadata,
    });
    expect(await slack.press(bob, { messageTs: ts, actionId: 'ending.confirm' })).toMatchObject({
      kind: 'acknowledged',
    });
    await slack.waitFor(() => slack.messages(cutover)[0]?.text === 'done');
    expect(slack.messages(cutover)).toMatchObject([{ ts, blocks: [], metadata }]);
    expect(payload).toMatchObject({
      type: 'block_actions',
      user: { id: bob, username: 'bob', team_id: 'T0REHEARSE' },
      container: { type: 'message', message_ts: ts, channel_id: cutover, is_ephemeral: false },
      channel: { id: cutover, name: 'cutover' },
      message: { ts, text: 'End?', bot_id: 'B0CUTOVER' },
      actions: [{ type: 'button', action_id: 'ending.confirm', value: 'e1' }],
    });
  });

  it('sends no message along with a press of an ephemeral one, which the app replaces and removes', async () => {
    const slack = await workspace();
    const payloads: object[] = [];
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack, respond }) => {
        await ack();
        await respond({ text: 'plan', blocks: ending('plan'), response_type: 'ephemeral' });
      });
      app.action('ending.confirm', async ({ ack, body, respond }) => {
        payloads.push(body);
        await ack();
        await respond({ text: 'confirmed', blocks: ending('confirmed'), replace_original: true });
      });
      app.action('ending.cancel', async ({ ack, respond }) => {
        await ack();
        await respond({ delete_original: true });
      });
    });
    await slack.type(alice, cutover, '/dts terminate orders');
    const plan = await slack.waitFor(() => slack.ephemerals(alice)[0]);
    await slack.press(alice, { ephemeral: plan.ts, actionId: 'ending.confirm' });
    await slack.waitFor(() => slack.ephemerals(alice)[0]?.text === 'confirmed');
    expect(slack.ephemerals(alice)).toHaveLength(1);
    expect(payloads[0]).not.toHaveProperty('message');
    expect(payloads[0]).toMatchObject({ container: { is_ephemeral: true, message_ts: plan.ts } });
    await expect(slack.press(bob, { ephemeral: plan.ts, actionId: 'ending.cancel' })).rejects.toThrow(
      'sees no message',
    );
    await slack.press(alice, { ephemeral: plan.ts, actionId: 'ending.cancel' });
    await slack.waitFor(() => slack.ephemerals(alice).length === 0);
  });

  it('takes a modal through errors to its end and keeps what was typed', async () => {
    const slack = await workspace();
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: modal('End orders') });
      });
      app.view('ending.request', async ({ ack, view }) => {
        const typed = view.state.values['name']?.['name']?.value;
        if (typed === 'orders') await ack();
        else await ack({ response_action: 'errors', errors: { name: 'That is not orders.' } });
      });
    });
    await slack.type(alice, cutover, '/dts terminate orders');
    await slack.waitFor(() => slack.view(alice));
    expect(await slack.submit(alice, undefined, {})).toEqual({
      kind: 'errors',
      errors: { name: 'Please complete this required field.' },
    });
    const wrong = await slack.submit(alice, undefined, { name: 'order' });
    expect(wrong).toEqual({ kind: 'errors', errors: { name: 'That is not orders.' } });
    expect(slack.view(alice)).toMatchObject({ state: { values: { name: { name: { value: 'order' } } } } });
    expect(await slack.submit(alice, undefined, { name: 'orders' })).toEqual({ kind: 'closed' });
    expect(slack.view(alice)).toBeNull();
    expect(slack.problems).toEqual([]);
  });

  it('shows pushed and updated views, and tells the app which ones were closed', async () => {
    const slack = await workspace();
    const closed: unknown[] = [];
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack, client, command }) => {
        await ack();
        await client.views.open({
          trigger_id: command.trigger_id,
          view: { ...modal('One'), notify_on_close: true },
        });
      });
      app.view<ViewClosedAction>(
        { callback_id: 'ending.request', type: 'view_closed' },
        async ({ ack, body }) => {
          closed.push([body.view.title.text, body.is_cleared]);
          await ack();
        },
      );
      app.view('ending.request', async ({ ack, view }) => {
        const next = { ...modal(view.title.text === 'One' ? 'Two' : 'Three'), notify_on_close: true };
        await ack({ response_action: view.title.text === 'One' ? 'push' : 'update', view: next });
      });
    });
    await slack.type(alice, cutover, '/dts');
    await slack.waitFor(() => slack.view(alice));
    expect(await slack.submit(alice, undefined, { name: 'x' })).toMatchObject({ kind: 'pushed' });
    expect(await slack.submit(alice, undefined, { name: 'x' })).toMatchObject({ kind: 'updated' });
    await slack.closeView(alice, 'cross');
    expect(closed).toEqual([
      ['Three', true],
      ['One', true],
    ]);
  });

  it('keeps the modal and notes the problem when an answer is not usable', async () => {
    const slack = await workspace();
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack, client, command }) => {
        await ack();
        await client.views.open({ trigger_id: command.trigger_id, view: modal('One') });
      });
      app.view('ending.request', async ({ ack }) => {
        await ack({ response_action: 'errors', errors: { nothing: 'There is no such block' } });
      });
    });
    await slack.type(alice, cutover, '/dts');
    await slack.waitFor(() => slack.view(alice));
    expect(await slack.submit(alice, undefined, { name: 'x' })).toEqual({ kind: 'failed' });
    expect(slack.view(alice)).not.toBeNull();
    expect(slack.problems).toHaveLength(1);
  });

  it('lets an app come back after its connection was cut, and hears it again', async () => {
    const slack = await workspace();
    await boltApp(slack, (app) => {
      app.command('/dts', ({ ack }) => ack());
    });
    slack.faults.dropSocket();
    await slack.waitFor(() => slack.connections() === 0);
    expect(await slack.type(alice, cutover, '/dts')).toEqual({ kind: 'failed' });
    await slack.waitFor(() => slack.connections() === 1, 10_000);
    expect(await slack.type(alice, cutover, '/dts')).toMatchObject({ kind: 'acknowledged' });
  });

  it('can deliver the same envelope twice, and acknowledge late', async () => {
    const slack = await workspace({ ackTimeoutMs: 100 });
    let heard = 0;
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack }) => {
        heard += 1;
        await ack();
      });
    });
    slack.faults.duplicateNext();
    await slack.type(alice, cutover, '/dts');
    await vi.waitFor(() => expect(heard).toBe(2));
    slack.faults.delayAcks(200);
    expect(await slack.type(alice, cutover, '/dts')).toEqual({ kind: 'timeout' });
  });
});
