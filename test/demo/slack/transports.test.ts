import { once } from 'node:events';
import { App, HTTPReceiver } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import type { Workspace } from '../../../src/demo/slack/workspace.ts';
import { freePort } from '../../helpers/free-port.ts';
import { afterThisTest, call, SILENT, workspace } from './bench.ts';

const { alice } = PEOPLE;
const { cutover } = CHANNELS;

async function openUrl(slack: Workspace): Promise<string> {
  return String((await call(slack, 'apps.connections.open', {}, slack.appToken)).body['url']);
}

interface Heard {
  type: string;
  envelope_id: string;
  retry_attempt: number;
  retry_reason: string;
  [field: string]: unknown;
}

/** A bare Socket Mode client that keeps what it hears and acknowledges when asked to. */
async function connect(slack: Workspace, acknowledge: (heard: Heard) => boolean) {
  const socket = new WebSocket(await openUrl(slack));
  afterThisTest(() => socket.terminate());
  const heard: Heard[] = [];
  socket.on('message', (data) => {
    const message = JSON.parse(String(data)) as Heard;
    heard.push(message);
    if (acknowledge(message)) socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload: {} }));
  });
  await once(socket, 'message');
  return { socket, heard };
}

describe('Socket Mode', () => {
  it('says hello and takes each ticket once', async () => {
    const slack = await workspace();
    const url = await openUrl(slack);
    const first = new WebSocket(url);
    afterThisTest(() => first.terminate());
    const [data] = await once(first, 'message');
    expect(JSON.parse(String(data))).toMatchObject({
      type: 'hello',
      num_connections: 1,
      connection_info: { app_id: 'A0CUTOVER' },
    });
    const second = new WebSocket(url);
    const [refusal] = await once(second, 'error');
    expect(String(refusal)).toContain('401');
  });

  it('takes an acknowledgement only on the connection that the envelope went to', async () => {
    const slack = await workspace({ ackTimeoutMs: 100 });
    const one = await connect(slack, () => false);
    const other = await connect(slack, () => false);
    one.socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(String(data)) as Heard;
      other.socket.send(JSON.stringify({ envelope_id, payload: {} }));
    });
    expect(await slack.type(alice, cutover, '/dts')).toEqual({ kind: 'timeout' });
  });

  it('gives each payload to one of several connections', async () => {
    const slack = await workspace();
    const one = await connect(slack, () => true);
    const other = await connect(slack, () => true);
    for (let index = 0; index < 4; index += 1) await slack.type(alice, cutover, '/dts');
    expect([one.heard.length, other.heard.length]).toEqual([3, 3]);
  });

  it('asks to reconnect, and refuses an eleventh connection', async () => {
    const slack = await workspace();
    const { heard } = await connect(slack, () => false);
    slack.faults.disconnect('refresh_requested');
    await expect.poll(() => heard.at(-1)).toMatchObject({ type: 'disconnect', reason: 'refresh_requested' });
    for (let index = 0; index < 9; index += 1) await connect(slack, () => false);
    const eleventh = await connect(slack, () => false);
    expect(eleventh.heard).toMatchObject([{ type: 'disconnect', reason: 'too_many_websockets' }]);
  });

  it('refuses a connection that any page opens, our own as well', async () => {
    const slack = await workspace();
    for (const origin of ['http://evil.example', new URL(slack.url).origin]) {
      const socket = new WebSocket(await openUrl(slack), { origin });
      await once(socket, 'error');
    }
    expect(slack.connections()).toBe(0);
  });
});

describe('the HTTP transport', () => {
  async function httpApp(slack: Workspace, port: number, signingSecret = slack.signingSecret) {
    const receiver = new HTTPReceiver({ signingSecret, logger: SILENT, port });
    const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } };
    const app = new App({
      token: slack.botToken,
      receiver,
      deferInitialization: true,
      logger: SILENT,
      clientOptions,
    });
    app.command('/dts', ({ ack }) => ack('heard by HTTP'));
    app.action('go', ({ ack }) => ack());
    app.options('task', ({ ack, body }) =>
      ack({ options: [{ text: { type: 'plain_text', text: body.value }, value: body.value }] }),
    );
    await app.init();
    await app.start({ port, host: '127.0.0.1' });
    afterThisTest(() => app.stop());
    return app;
  }

  it('sends signed commands and clicks that Bolt accepts', async () => {
    const port = await freePort();
    const slack = await workspace({
      requestUrl: `http://127.0.0.1:${port}/slack/events`,
      ackTimeoutMs: 2_000,
    });
    const app = await httpApp(slack, port);
    expect(await slack.type(alice, cutover, '/dts')).toMatchObject({ kind: 'acknowledged' });
    expect(slack.ephemerals(alice).map(({ text }) => text)).toEqual(['heard by HTTP']);
    const element = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
    const select = { type: 'external_select', action_id: 'task' };
    const blocks = [{ type: 'actions', elements: [element, select] }];
    const { ts = '' } = await app.client.chat.postMessage({ channel: cutover, text: 'Go?', blocks });
    expect(await slack.press(alice, { messageTs: ts, actionId: 'go' })).toMatchObject({
      kind: 'acknowledged',
    });
    expect(await slack.suggest(alice, { messageTs: ts, actionId: 'task' }, 'orders')).toEqual({
      kind: 'options',
      options: [{ text: { type: 'plain_text', text: 'orders' }, value: 'orders' }],
    });
    slack.faults.delayAcks(3_000);
    expect(await slack.press(alice, { messageTs: ts, actionId: 'go' })).toEqual({ kind: 'timeout' });
  });

  it('shows the person a failure when the signature is refused or nobody listens', async () => {
    const port = await freePort();
    const slack = await workspace({ requestUrl: `http://127.0.0.1:${port}/slack/events` });
    expect(await slack.type(alice, cutover, '/dts')).toEqual({ kind: 'failed' });
    await httpApp(slack, port, 'another secret');
    expect(await slack.type(alice, cutover, '/dts')).toEqual({ kind: 'failed' });
    expect(slack.ephemerals(alice).map(({ text }) => text)).toEqual(
      Array(2).fill('/dts failed with the error "dispatch_failed"'),
    );
  });
});
