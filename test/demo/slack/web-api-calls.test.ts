import { describe, expect, it } from 'vitest';
import { BOT_USER, CHANNELS, defaultSeed } from '../../../src/demo/slack/seed.ts';
import type { Workspace } from '../../../src/demo/slack/workspace.ts';
import { call, client, manifestWith, workspace } from './bench.ts';

async function send(slack: Workspace, method: string, headers: Record<string, string>, body: string) {
  const response = await fetch(slack.apiUrl + method, { method: 'POST', headers, body });
  return { headers: response.headers, body: (await response.json()) as Record<string, unknown> };
}

const FORM = 'application/x-www-form-urlencoded';

describe('a call of the Web API', () => {
  it('is a form or JSON, and nothing else', async () => {
    const slack = await workspace();
    const authorization = `Bearer ${slack.botToken}`;
    const errorOf = async (type: string, body: string) =>
      (await send(slack, 'auth.test', { authorization, 'content-type': type }, body)).body['error'];
    expect(await errorOf(FORM, 'a=b')).toBeUndefined();
    expect(await errorOf(`${FORM}; charset=utf-8`, 'a=b')).toBeUndefined();
    expect(await errorOf('application/json; charset=utf-8', '{}')).toBeUndefined();
    expect(await errorOf('application/json', '{')).toBe('invalid_json');
    expect(await errorOf('application/json', '[]')).toBe('json_not_object');
    expect(await errorOf('application/xml', '<a/>')).toBe('invalid_post_type');
    expect(await errorOf('', 'a=b')).toBe('missing_post_type');
  });

  it('carries its token in the header, or in a form, but not in JSON', async () => {
    const slack = await workspace();
    const { botToken: token, appToken } = slack;
    const errorOf = async (type: string, body: string, headers = {}) =>
      (await send(slack, 'auth.test', { 'content-type': type, ...headers }, body)).body['error'];
    expect(await errorOf(FORM, new URLSearchParams({ token }).toString())).toBeUndefined();
    expect(await errorOf('application/json', JSON.stringify({ token }))).toBe('not_authed');
    expect(await errorOf(FORM, '')).toBe('not_authed');
    expect(await errorOf(FORM, 'token=xoxb-other')).toBe('invalid_auth');
    expect(await errorOf(FORM, '', { authorization: `Bearer ${appToken}` })).toBe('not_allowed_token_type');
    expect(await errorOf(FORM, '', { authorization: token })).toBe('not_authed');
  });

  it('is told the scopes of its token and of the method, also when one is missing', async () => {
    const slack = await workspace();
    const authorization = `Bearer ${slack.botToken}`;
    const ask = (method: string) =>
      send(slack, method, { authorization, 'content-type': FORM }, 'users=U0ALICE');
    const scopes =
      'commands,chat:write,chat:write.public,users:read,usergroups:read,channels:history,groups:history';
    const refused = await ask('conversations.open');
    expect(refused.body).toEqual({ ok: false, error: 'missing_scope', needed: 'im:write', provided: scopes });
    expect(refused.headers.get('x-oauth-scopes')).toBe(scopes);
    expect(refused.headers.get('x-accepted-oauth-scopes')).toBe('im:write');
    expect((await ask('users.list')).headers.get('x-accepted-oauth-scopes')).toBe('users:read');
    expect((await send(slack, 'users.list', {}, '')).headers.get('x-oauth-scopes')).toBeNull();
  });

  it('opens a direct message with one person who is there', async () => {
    const manifestPath = await manifestWith(['chat:write.public', 'im:write']);
    const slack = await workspace({ manifestPath });
    const open = async (users: string) => {
      const { body } = await call(slack, 'conversations.open', { users });
      return body['error'] ?? (body['channel'] as { id: string }).id;
    };
    expect(await open('U0ALICE')).toBe('D0ALICE');
    expect(await open('')).toBe('users_list_not_supplied');
    expect(await open(BOT_USER)).toBe('user_not_found');
    expect(await open('U0DORA')).toBe('user_disabled');
    expect(await open(Array(9).fill('U0ALICE').join())).toBe('too_many_users');
  });

  it('lists channels of the kinds that there are', async () => {
    const manifestPath = await manifestWith(['chat:write.public', 'channels:read']);
    const { body } = await call(await workspace({ manifestPath }), 'conversations.list', {
      types: 'constructor',
    });
    expect(body['error']).toBe('invalid_types');
  });

  it('is refused by name where there is no such method', async () => {
    const slack = await workspace();
    await expect(client(slack).apiCall('chat.shout')).rejects.toMatchObject({
      data: { error: 'unknown_method', req_method: 'chat.shout' },
    });
    await expect(client(slack).apiCall('constructor')).rejects.toMatchObject({
      data: { error: 'unknown_method' },
    });
  });

  it('has a text of more than 40,000 characters cut', async () => {
    const slack = await workspace();
    await client(slack).chat.postMessage({ channel: CHANNELS.cutover, text: 'x'.repeat(40_001) });
    expect(slack.messages(CHANNELS.cutover)[0]?.text).toHaveLength(40_000);
  });

  it('may bring a view of up to 250 kB', async () => {
    const slack = await workspace();
    const view = {
      type: 'modal',
      title: { type: 'plain_text', text: 'x' },
      blocks: [],
      note: 'x'.repeat(250_000),
    };
    const trigger_id = 'any';
    const answer = await client(slack)
      .apiCall('views.open', { trigger_id, view })
      .catch((error) => error.data.error);
    expect(answer).toBe('view_too_large');
  });
});

describe('each tier of methods', () => {
  it.each([
    ['apps.connections.open', 10, 1],
    ['users.list', 20, 20],
    ['conversations.replies', 50, 50],
    ['users.info', 100, 100],
    ['auth.test', 300, 300],
  ])('%s answers a burst of %i calls and then %i a minute', async (method, burst, perMinute) => {
    let now = 1_800_000_000_000;
    const slack = await workspace({ rateLimits: true, now: () => now });
    const authorization = `Bearer ${method.startsWith('apps.') ? slack.appToken : slack.botToken}`;
    const once = async () => {
      const response = await fetch(slack.apiUrl + method, { method: 'POST', headers: { authorization } });
      await response.arrayBuffer();
      return [response.status, response.headers.get('retry-after')];
    };
    for (let index = 0; index < burst; index += 1) expect(await once()).toEqual([200, null]);
    const wait = Math.ceil(60 / perMinute);
    expect(await once()).toEqual([429, String(wait)]);
    now += wait * 1_000;
    expect(await once()).toEqual([200, null]);
  });

  it('counts posted messages for each channel and for the whole workspace', async () => {
    const seed = defaultSeed();
    const many = Array.from({ length: 301 }, (_, index) => `C${1_000 + index}`);
    for (const id of many)
      seed.channels.push({
        id,
        name: id.toLowerCase(),
        kind: 'public',
        members: [BOT_USER],
        archived: false,
      });
    const slack = await workspace({ rateLimits: true, now: () => 1_800_000_000_000, seed });
    const post = async (channel: string) =>
      (await call(slack, 'chat.postMessage', { channel, text: 'x' })).status;
    for (const channel of many.slice(0, 300)) expect(await post(channel)).toBe(200);
    expect(await post(many[300] ?? '')).toBe(429);
  });
});
