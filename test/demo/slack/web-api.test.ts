import { describe, expect, it } from 'vitest';
import { CHANNELS, GROUPS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import type { Workspace } from '../../../src/demo/slack/workspace.ts';
import { call, client, workspace } from './bench.ts';

const { cutover, random, leads, archived, dbOps } = CHANNELS;
const { alice, bob, carol, dora, gina, sam, oscar } = PEOPLE;
const plain = (text: string) => ({ type: 'plain_text', text });
const section = (length: number) => ({ type: 'section', text: plain('x'.repeat(length)) });
const posted = (slack: Workspace, more: object = {}) =>
  client(slack).chat.postMessage({ channel: cutover, text: 'first', ...more }) as Promise<{ ts: string }>;

describe('what the Web API refuses', () => {
  const REFUSED: [string, string, object, string][] = [
    ['an unknown method', 'chat.shout', {}, 'unknown_method'],
    [
      'a direct message to itself',
      'chat.postMessage',
      { channel: 'U0CUTOVER', text: 'x' },
      'channel_not_found',
    ],
    [
      'a direct message to somebody who has left',
      'chat.postMessage',
      { channel: dora, text: 'x' },
      'channel_not_found',
    ],
    [
      'metadata above 8 kB, though of fewer characters',
      'chat.postMessage',
      { channel: cutover, text: 'x', metadata: { event_type: 't', event_payload: { x: '数'.repeat(3000) } } },
      'metadata_too_large',
    ],
    ['a missing argument', 'chat.postMessage', { text: 'x' }, 'invalid_arguments'],
    [
      'a channel that is not there',
      'chat.postMessage',
      { channel: 'C0NOWHERE', text: 'x' },
      'channel_not_found',
    ],
    [
      'a private channel without the bot',
      'chat.postMessage',
      { channel: leads, text: 'x' },
      'channel_not_found',
    ],
    ['an archived channel', 'chat.postMessage', { channel: archived, text: 'x' }, 'is_archived'],
    ['a message without text', 'chat.postMessage', { channel: cutover }, 'no_text'],
    ['a message with no blocks and no text', 'chat.postMessage', { channel: cutover, blocks: [] }, 'no_text'],
    ['wrong blocks', 'chat.postMessage', { channel: cutover, blocks: [{ type: 'x' }] }, 'invalid_blocks'],
    [
      'blocks that are no JSON',
      'chat.postMessage',
      { channel: cutover, blocks: '[{' },
      'invalid_blocks_format',
    ],
    [
      'too much text in blocks',
      'chat.postMessage',
      { channel: cutover, blocks: Array.from({ length: 5 }, () => section(2700)) },
      'msg_blocks_too_long',
    ],
    [
      'metadata without a type',
      'chat.postMessage',
      { channel: cutover, text: 'x', metadata: { event_payload: {} } },
      'invalid_metadata_format',
    ],
    [
      'metadata above 8 kB',
      'chat.postMessage',
      { channel: cutover, text: 'x', metadata: { event_type: 't', event_payload: { x: 'y'.repeat(8000) } } },
      'metadata_too_large',
    ],
    [
      'a thread that is not there',
      'chat.postMessage',
      { channel: cutover, text: 'x', thread_ts: '1.000001' },
      'cannot_reply_to_message',
    ],
    [
      'a hundred and one attachments',
      'chat.postMessage',
      { channel: cutover, text: 'x', attachments: Array.from({ length: 101 }, () => ({})) },
      'too_many_attachments',
    ],
    [
      'an ephemeral message where the bot is not',
      'chat.postEphemeral',
      { channel: random, user: alice, text: 'x' },
      'not_in_channel',
    ],
    [
      'an ephemeral message for somebody elsewhere',
      'chat.postEphemeral',
      { channel: dbOps, user: gina, text: 'x' },
      'user_not_in_channel',
    ],
    [
      'an update of nothing',
      'chat.update',
      { channel: cutover, ts: '1.000001', text: 'x' },
      'message_not_found',
    ],
    ['a removal of nothing', 'chat.delete', { channel: cutover, ts: '1.000001' }, 'message_not_found'],
    [
      'the history of a channel without the bot',
      'conversations.history',
      { channel: random },
      'not_in_channel',
    ],
    ['replies to nothing', 'conversations.replies', { channel: cutover, ts: '1.000001' }, 'thread_not_found'],
    [
      'a cursor of its own making',
      'conversations.history',
      { channel: cutover, cursor: 'abc' },
      'invalid_cursor',
    ],
    ['a person who is not there', 'users.info', { user: 'U0NOBODY' }, 'user_not_found'],
    ['a group that is not there', 'usergroups.users.list', { usergroup: 'S0NONE' }, 'no_such_subteam'],
    [
      'a method whose scope is not in the manifest',
      'conversations.info',
      { channel: cutover },
      'missing_scope',
    ],
    [
      'a trigger nobody made',
      'views.open',
      { trigger_id: '1.2.3', view: { type: 'modal', title: plain('x'), blocks: [] } },
      'invalid_trigger_id',
    ],
    [
      'a wrong view',
      'views.open',
      { trigger_id: '1.2.3', view: { type: 'modal', blocks: [] } },
      'invalid_arguments',
    ],
    [
      'a view above 250 kB',
      'views.open',
      { trigger_id: '1', view: { type: 'modal', private_metadata: 'x'.repeat(250_000) } },
      'view_too_large',
    ],
    [
      'an update of a view that is not open',
      'views.update',
      { view_id: 'V1', view: { type: 'modal', title: plain('x'), blocks: [] } },
      'not_found',
    ],
    ['a bot token where the app token belongs', 'apps.connections.open', {}, 'not_allowed_token_type'],
  ];

  it.each(REFUSED)('%s', async (_name, method, args, error) => {
    const slack = await workspace();
    expect(await call(slack, method, args)).toMatchObject({ status: 200, body: { ok: false, error } });
  });

  it('a wrong token, the app token and no token', async () => {
    const slack = await workspace();
    expect((await call(slack, 'auth.test', {}, 'xoxb-other')).body['error']).toBe('invalid_auth');
    expect((await call(slack, 'auth.test', {}, slack.appToken)).body['error']).toBe('not_allowed_token_type');
    expect((await call(slack, 'auth.test', {}, '')).body['error']).toBe('not_authed');
  });

  it('with what Slack adds: the method, the scopes, the pointers', async () => {
    const slack = await workspace();
    expect((await call(slack, 'a.b', {})).body).toEqual({
      ok: false,
      error: 'unknown_method',
      req_method: 'a.b',
    });
    const scopes = (await call(slack, 'conversations.members', { channel: cutover })).body;
    expect(scopes).toMatchObject({
      needed: expect.stringContaining('channels:read'),
      provided: expect.stringContaining('chat:write'),
    });
    const blocks = (
      await call(slack, 'chat.postMessage', { channel: cutover, blocks: [{ type: 'section' }] })
    ).body;
    expect(blocks['response_metadata']).toEqual({
      messages: ['[ERROR] missing required field: text or fields [json-pointer:/blocks/0]'],
    });
  });

  it('an update that says nothing', async () => {
    const slack = await workspace();
    const { ts } = await posted(slack);
    for (const more of [{}, { text: '' }, { metadata: { event_type: 't', event_payload: {} } }]) {
      const { body } = await call(slack, 'chat.update', { channel: cutover, ts, ...more });
      expect(body['error']).toBe('no_text');
    }
  });

  it('an ephemeral message to somebody who has left', async () => {
    const slack = await workspace();
    slack.faults.setDeactivated(oscar, true);
    const { body } = await call(slack, 'chat.postEphemeral', { channel: cutover, user: oscar, text: 'x' });
    expect(body['error']).toBe('user_not_in_channel');
  });

  it("somebody else's message, for update and removal", async () => {
    const slack = await workspace();
    const typed = await slack.type(alice, cutover, 'good evening');
    const ts = typed.kind === 'posted' ? typed.ts : '';
    expect((await call(slack, 'chat.update', { channel: cutover, ts, text: 'x' })).body['error']).toBe(
      'cant_update_message',
    );
    expect((await call(slack, 'chat.delete', { channel: cutover, ts })).body['error']).toBe(
      'cant_delete_message',
    );
  });
});

describe('messages', () => {
  it('go to public channels without joining, and to a person as a direct message', async () => {
    const slack = await workspace();
    await client(slack).chat.postMessage({ channel: random, text: 'hello' });
    const direct = await client(slack).chat.postMessage({ channel: alice, text: 'for you' });
    expect(slack.messages(random).map(({ text }) => text)).toEqual(['hello']);
    expect(direct.channel).toBe('D0ALICE');
    expect(slack.messages('D0ALICE').map(({ text }) => text)).toEqual(['for you']);
  });

  it('get the ids they lack and are cut at 40,000 characters', async () => {
    const slack = await workspace();
    const button = { type: 'button', text: plain('End') };
    await posted(slack, { text: 'x'.repeat(40_001), blocks: [{ type: 'actions', elements: [button] }] });
    const [message] = slack.messages(cutover);
    expect(message?.text).toHaveLength(40_000);
    expect(message?.blocks).toMatchObject([
      { block_id: expect.any(String), elements: [{ action_id: expect.any(String) }] },
    ]);
  });

  it('lose their blocks to an update by text, keep their text under one by blocks, and keep their metadata', async () => {
    const slack = await workspace();
    const web = client(slack);
    const metadata = { event_type: 'cutover_ending', event_payload: { ending: 'e1' } };
    const { ts } = await posted(slack, { blocks: [section(3)], metadata });
    const blocks = [{ type: 'header', text: plain('ENDED') }];
    await call(slack, 'chat.update', { channel: cutover, ts, blocks });
    expect(slack.messages(cutover)).toMatchObject([{ text: 'first', blocks, metadata, edited: null }]);
    await web.chat.update({ channel: cutover, ts, text: 'second' });
    expect(slack.messages(cutover)).toMatchObject([
      { text: 'second', blocks: [], metadata, edited: { user: 'U0CUTOVER' } },
    ]);
    const long = await call(slack, 'chat.update', { channel: cutover, ts, text: 'x'.repeat(4001) });
    expect(long.body['error']).toBe('msg_too_long');
  });

  it('are not cut in the middle of a character', async () => {
    const slack = await workspace();
    await posted(slack, { text: `x${'😀'.repeat(30_000)}` });
    expect(slack.messages(cutover)[0]?.text).toBe(`x${'😀'.repeat(19_999)}`);
  });

  it('are read newest first, page by page, with metadata only on request', async () => {
    const slack = await workspace();
    const web = client(slack);
    const metadata = { event_type: 'cutover_ending', event_payload: { ending: 'e1' } };
    for (const text of ['a', 'b', 'c']) await posted(slack, { text, metadata });
    const first = await web.conversations.history({ channel: cutover, limit: 2, include_all_metadata: true });
    expect(first.messages?.map(({ text }) => text)).toEqual(['c', 'b']);
    expect(first).toMatchObject({ has_more: true, messages: [{ metadata }, { metadata }] });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await web.conversations.history({ channel: cutover, limit: 2, cursor });
    expect(second).toMatchObject({ has_more: false, messages: [{ text: 'a' }] });
    expect(second.messages?.[0]).not.toHaveProperty('metadata');
  });

  it('hold threads: replies oldest first, out of the history unless broadcast, with a tombstone for the parent', async () => {
    const slack = await workspace();
    const web = client(slack);
    const { ts } = await posted(slack);
    await posted(slack, { text: 'quiet', thread_ts: ts });
    await posted(slack, { text: 'loud', thread_ts: ts, reply_broadcast: true });
    const history = await web.conversations.history({ channel: cutover });
    expect(history.messages?.map(({ text, subtype }) => [text, subtype])).toEqual([
      ['loud', 'thread_broadcast'],
      ['first', undefined],
    ]);
    await web.chat.delete({ channel: cutover, ts });
    const { messages } = await web.conversations.replies({ channel: cutover, ts });
    expect(messages?.map(({ text }) => text)).toEqual(['This message was deleted.', 'quiet', 'loud']);
    expect(slack.thread(cutover, ts).map(({ subtype }) => subtype)).toEqual(['tombstone', null, null]);
  });

  it('for one person are seen by that person alone and cannot be updated', async () => {
    const slack = await workspace();
    const { message_ts: ts } = await client(slack).chat.postEphemeral({
      channel: cutover,
      user: alice,
      text: 'psst',
    });
    expect(slack.ephemerals(alice).map(({ text }) => text)).toEqual(['psst']);
    expect([slack.ephemerals(bob), slack.messages(cutover)]).toEqual([[], []]);
    expect((await call(slack, 'chat.update', { channel: cutover, ts, text: 'x' })).body['error']).toBe(
      'message_not_found',
    );
  });

  it('have permalinks that lead to the page', async () => {
    const slack = await workspace();
    const { ts } = await posted(slack);
    const { permalink = '' } = await client(slack).chat.getPermalink({ channel: cutover, message_ts: ts });
    const answer = await fetch(permalink, { redirect: 'manual' });
    expect(answer.headers.get('location')).toBe(`/#channel=${cutover}&message=${ts}`);
  });
});

describe('people and groups', () => {
  it('tells guests, strangers, bots and deactivated people apart', async () => {
    const slack = await workspace();
    const kinds = async (user: string) => {
      const { user: seen } = await client(slack).users.info({ user });
      return [seen?.deleted, seen?.is_restricted, seen?.is_stranger, seen?.is_bot];
    };
    expect(await kinds(oscar)).toEqual([false, false, undefined, false]);
    expect(await kinds(gina)).toEqual([false, true, undefined, false]);
    expect(await kinds(sam)).toEqual([false, false, true, false]);
    expect(await kinds(dora)).toEqual([true, undefined, undefined, false]);
    expect(await kinds('U0CUTOVER')).toEqual([false, false, undefined, true]);
  });

  it('follows changes of membership and leaves deactivated people out of groups', async () => {
    const slack = await workspace();
    const members = async () =>
      (await client(slack).usergroups.users.list({ usergroup: GROUPS.leads })).users;
    expect(await members()).toEqual([bob, carol]);
    slack.faults.setGroup(GROUPS.leads, [carol, oscar]);
    slack.faults.setDeactivated(oscar, true);
    expect(await members()).toEqual([carol]);
    await expect(slack.type(oscar, cutover, 'hello')).rejects.toThrow('deactivated');
  });
});

describe('the order of limits', () => {
  it('is one message a second in a channel after a burst, by 429 with Retry-After', async () => {
    let now = Date.UTC(2026, 10, 21);
    const slack = await workspace({ rateLimits: true, now: () => now });
    for (let index = 0; index < 5; index += 1) await posted(slack);
    const body = { channel: cutover, text: 'x' };
    expect(await call(slack, 'chat.postMessage', body)).toEqual({
      status: 429,
      body: { ok: false, error: 'ratelimited' },
    });
    await expect(posted(slack)).rejects.toMatchObject({ retryAfter: 1 });
    expect((await call(slack, 'chat.postMessage', { ...body, channel: random })).status).toBe(200);
    now += 1_000;
    expect((await call(slack, 'chat.postMessage', body)).status).toBe(200);
  });

  it('is the same for all names of a channel', async () => {
    const slack = await workspace({ rateLimits: true, now: () => 1_800_000_000_000 });
    const status = async (channel: string) =>
      (await call(slack, 'chat.postMessage', { channel, text: 'x' })).status;
    for (const channel of [cutover, '#cutover', 'cutover', cutover, '#cutover'])
      expect(await status(channel)).toBe(200);
    for (const channel of [cutover, '#cutover', 'cutover']) expect(await status(channel)).toBe(429);
  });

  it('is twenty a minute for reading a group', async () => {
    const slack = await workspace({ rateLimits: true, now: () => 1_800_000_000_000 });
    const read = () => call(slack, 'usergroups.users.list', { usergroup: GROUPS.dba });
    for (let index = 0; index < 20; index += 1) expect((await read()).status).toBe(200);
    expect((await read()).status).toBe(429);
  });
});

describe('faults on purpose', () => {
  it('answer with a status, an error, a 429, or lose the answer after the deed', async () => {
    const slack = await workspace();
    const { faults } = slack;
    faults.failNext('chat.postMessage', { kind: 'status', status: 503 });
    faults.failNext('chat.postMessage', { kind: 'error', error: 'is_archived' });
    faults.failNext('chat.postMessage', { kind: 'rate-limited', retryAfter: 7 });
    faults.failNext('chat.postMessage', { kind: 'lose-reply' });
    await expect(posted(slack)).rejects.toMatchObject({ statusCode: 503 });
    await expect(posted(slack)).rejects.toMatchObject({ data: { error: 'is_archived' } });
    await expect(posted(slack)).rejects.toMatchObject({ retryAfter: 7 });
    expect(slack.messages(cutover)).toEqual([]);
    await expect(posted(slack)).rejects.toThrow();
    expect(slack.messages(cutover)).toHaveLength(1);
    await posted(slack);
    expect(slack.calls.map(({ status }) => status)).toEqual([503, 200, 429, 0, 200]);
  });

  it('can hang, and cut Slack off altogether while the page goes on', async () => {
    const slack = await workspace();
    slack.faults.failNext('auth.test', { kind: 'hang' });
    const signal = AbortSignal.timeout(50);
    await expect(fetch(`${slack.apiUrl}auth.test`, { method: 'POST', signal })).rejects.toThrow();
    slack.faults.goOffline();
    await expect(call(slack, 'auth.test', {})).rejects.toThrow();
    expect((await fetch(slack.url)).status).toBe(200);
    slack.faults.goOnline();
    expect((await call(slack, 'auth.test', {})).body['ok']).toBe(true);
  });

  it('keep tokens out of the list of calls', async () => {
    const slack = await workspace();
    await client(slack).auth.test();
    await call(slack, 'auth.test', { token: slack.botToken });
    expect(JSON.stringify(slack.calls)).not.toContain(slack.botToken);
    expect(slack.calls).toHaveLength(2);
  });
});
