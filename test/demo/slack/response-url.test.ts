import { describe, expect, it } from 'vitest';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import type { Workspace, WorkspaceOptions } from '../../../src/demo/slack/workspace.ts';
import { boltApp, client, workspace } from './bench.ts';

const { cutover, random } = CHANNELS;
const { alice } = PEOPLE;

async function commandUrl(options: Partial<WorkspaceOptions> = {}, channel: string = cutover) {
  const slack = await workspace(options);
  let url = '';
  await boltApp(slack, (app) => {
    app.command('/dts', async ({ ack, command }) => {
      url = command.response_url;
      await ack();
    });
  });
  await slack.type(alice, channel, '/dts');
  return { slack, url };
}

async function pressedUrl(slack: Workspace): Promise<{ url: string; ts: string }> {
  let url = '';
  const app = await boltApp(slack, (app) => {
    app.action('go', async ({ ack, body }) => {
      if ('response_url' in body) url = String(body.response_url);
      await ack();
    });
  });
  const element = { type: 'button', action_id: 'go', text: { type: 'plain_text', text: 'Go' } };
  const blocks = [{ type: 'actions', elements: [element] }];
  const { ts = '' } = await app.client.chat.postMessage({ channel: cutover, text: 'Go?', blocks });
  await slack.press(alice, { messageTs: ts, actionId: 'go' });
  return { url, ts };
}

async function post(url: string, body: object | string) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: text,
  });
  return [response.status, await response.text()];
}

describe('a response_url', () => {
  it('answers five times with "ok" and then 404', async () => {
    const { slack, url } = await commandUrl();
    for (let use = 1; use <= 5; use += 1) expect(await post(url, { text: `${use}` })).toEqual([200, 'ok']);
    expect(await post(url, { text: '6' })).toEqual([404, '{"ok":false,"error":"used_url"}']);
    expect(slack.ephemerals(alice)).toHaveLength(5);
  });

  it('is over after thirty minutes', async () => {
    let now = Date.UTC(2026, 10, 21);
    const { url } = await commandUrl({ now: () => now });
    now += 30 * 60_000;
    expect(await post(url, { text: 'in time' })).toEqual([200, 'ok']);
    now += 1;
    expect(await post(url, { text: 'late' })).toEqual([404, '{"ok":false,"error":"expired_url"}']);
  });

  it('works where the bot is no member, for the person or for the channel', async () => {
    const { slack, url } = await commandUrl({}, random);
    await post(url, { text: 'for you' });
    await post(url, { text: 'for all', response_type: 'in_channel' });
    expect(slack.ephemerals(alice, random).map(({ text }) => text)).toEqual(['for you']);
    expect(slack.messages(random).map(({ text }) => text)).toEqual(['for all']);
  });

  it('refuses bodies that Slack cannot use', async () => {
    const { slack, url } = await commandUrl();
    expect(await post(url, 'text=hello')).toEqual([400, '{"ok":false,"error":"invalid_payload"}']);
    expect(await post(url, {})).toEqual([400, '{"ok":false,"error":"no_text"}']);
    expect((await post(url, { blocks: [{ type: 'x' }] }))[0]).toBe(400);
    expect((await post(`${url}0`, { text: 'guessed' }))[0]).toBe(404);
    expect(slack.ephemerals(alice)).toEqual([]);
  });

  it('replaces or removes the message it came from, also when the flag is a word', async () => {
    const slack = await workspace();
    const { url, ts } = await pressedUrl(slack);
    await post(url, { text: 'done', replace_original: 'true' });
    expect(slack.messages(cutover)).toMatchObject([{ ts, text: 'done', blocks: [] }]);
    await post(url, { text: 'beside it', replace_original: false });
    expect(slack.ephemerals(alice)).toMatchObject([{ text: 'beside it' }]);
    await post(url, { delete_original: true });
    expect(slack.messages(cutover)).toEqual([]);
    expect(await post(url, { text: 'again', replace_original: true })).toEqual([
      400,
      '{"ok":false,"error":"message_not_found"}',
    ]);
  });

  it('neither empties a message nor removes one for a body that Slack cannot use', async () => {
    const slack = await workspace();
    const { url, ts } = await pressedUrl(slack);
    const refused = [
      [{ text: '', replace_original: true }, 'no_text'],
      [{ blocks: [], replace_original: true }, 'no_text'],
      [{ text: 'x', delete_original: true, thread_ts: '1.000001' }, 'cannot_reply_to_message'],
    ] as const;
    for (const [body, error] of refused)
      expect(await post(url, body)).toEqual([400, `{"ok":false,"error":"${error}"}`]);
    expect(slack.messages(cutover)).toMatchObject([{ ts, text: 'Go?', blocks: [{}] }]);
  });

  it('answers in the thread of a message, also when a reply is named', async () => {
    const { slack, url } = await commandUrl();
    const { ts: root = '' } = await client(slack).chat.postMessage({ channel: cutover, text: 'root' });
    const said = { channel: cutover, text: 'reply', thread_ts: root };
    const { ts: reply = '' } = await client(slack).chat.postMessage(said);
    await post(url, { text: 'here', response_type: 'in_channel', thread_ts: reply });
    expect(slack.thread(cutover, root).map(({ text }) => text)).toEqual(['root', 'reply', 'here']);
  });

  it('can fail on purpose', async () => {
    const { slack, url } = await commandUrl();
    slack.faults.failNext('response_url', { kind: 'status', status: 500 });
    expect((await post(url, { text: 'x' }))[0]).toBe(500);
    slack.faults.failNext('response_url', { kind: 'lose-reply' });
    await expect(post(url, { text: 'lost' })).rejects.toThrow();
    expect(slack.ephemerals(alice).map(({ text }) => text)).toEqual(['lost']);
    expect(slack.calls.filter(({ method }) => method === 'response_url').map(({ status }) => status)).toEqual(
      [500, 0],
    );
    await client(slack).auth.test();
  });
});
