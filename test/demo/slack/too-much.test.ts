import { once } from 'node:events';
import { request } from 'node:http';
import { createConnection, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import type { Workspace } from '../../../src/demo/slack/workspace.ts';
import { afterThisTest, call, client, workspace } from './bench.ts';
import { ask } from './page-api/page-bench.ts';

const json = { 'content-type': 'application/json' };

async function answerTo(slack: Workspace, path: string, headers: object, body: string | Buffer) {
  const sent = request(new URL(path, slack.url), { method: 'POST', headers: { ...headers } });
  sent.on('error', () => undefined);
  sent.end(body);
  const [response] = await once(sent, 'response');
  let text = '';
  for await (const chunk of response) text += String(chunk);
  return [response.statusCode as number, text];
}

async function connected(slack: Workspace): Promise<Socket> {
  const socket = createConnection(Number(new URL(slack.url).port), '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

function upgrade(slack: Workspace, path: string): string {
  const key = `${'x'.repeat(22)}==`;
  const more = `Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}`;
  return `GET ${path} HTTP/1.1\r\nHost: ${new URL(slack.url).host}\r\n${more}\r\n\r\n`;
}

describe('a request that is too large', () => {
  it.each(['/page/type', '/api/auth.test', '/page/backstage'])('is answered 413 at %s', async (path) => {
    const backstage = { show: () => ({}), act: async () => ({}), onChange: () => () => undefined };
    const slack = await workspace({ backstage });
    const body = `{"text":"${'x'.repeat(2_000_000)}"}`;
    for (const headers of [json, { ...json, 'transfer-encoding': 'chunked' }])
      expect((await answerTo(slack, path, headers, body))[0]).toBe(413);
    expect([slack.problems, slack.calls]).toEqual([[], []]);
    expect((await client(slack).auth.test()).ok).toBe(true);
  });

  it('may say so before it is sent', async () => {
    const slack = await workspace();
    const socket = await connected(slack);
    const { host } = new URL(slack.url);
    socket.write(`POST /api/auth.test HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 99999999999\r\n\r\n`);
    const [data] = await once(socket, 'data');
    expect(String(data)).toMatch(/^HTTP\/1\.1 413/);
    socket.destroy();
  });

  it('is no way round by compression: what is packed is not unpacked', async () => {
    const slack = await workspace();
    const { status } = await fetch(`${slack.url}page/type`, {
      method: 'POST',
      headers: { ...json, 'content-encoding': 'gzip' },
      body: Buffer.from('1f8b0800000000000003', 'hex'),
    });
    expect(status).toBe(400);
  });
});

describe('a body that is broken', () => {
  it('does no harm: broken UTF-8, half a JSON, fields that every object has', async () => {
    const slack = await workspace();
    const { alice } = PEOPLE;
    const bodies = [
      Buffer.from('{"user":"\xff\xfe"', 'latin1'),
      'null',
      '[]',
      '{"__proto__":{"user":"U0ALICE"}}',
      `{"user":"${alice}","channel":"__proto__","text":"x"}`,
      `{"user":"constructor","channel":"${CHANNELS.cutover}","text":"x"}`,
    ];
    for (const body of bodies)
      for (const deed of ['type', 'press', 'submit', 'trouble', 'read', 'constructor', '__proto__'])
        expect([400, 404]).toContain((await answerTo(slack, `/page/${deed}`, json, body))[0]);
    expect(slack.messages(CHANNELS.cutover)).toEqual([]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('the socket of Socket Mode', () => {
  async function socketOf(slack: Workspace) {
    const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
    const socket = new WebSocket(String(body['url']));
    afterThisTest(() => socket.terminate());
    await once(socket, 'message');
    return socket;
  }

  it('closes at a frame that no acknowledgement can need', async () => {
    const slack = await workspace();
    const socket = await socketOf(slack);
    socket.send('x'.repeat(3_000_000));
    const [code] = await once(socket, 'close');
    expect(code).toBe(1009);
    await expect.poll(() => slack.connections()).toBe(0);
  });

  it('takes the answer of a view as large as a view may be', async () => {
    const slack = await workspace();
    const socket = await socketOf(slack);
    socket.on('message', (data) => {
      const { envelope_id } = JSON.parse(String(data));
      socket.send(JSON.stringify({ envelope_id, payload: { text: 'x', filler: 'x'.repeat(250_000) } }));
    });
    expect(await slack.type(PEOPLE.alice, CHANNELS.cutover, '/dts')).toMatchObject({ kind: 'acknowledged' });
  });

  it.each(['//', '/link/', '/link/?ticket=1', '/nothing?ticket=1', 'http://'])(
    'refuses an upgrade at %s and lives on, also when the other side is gone by then',
    async (path) => {
      const slack = await workspace();
      for (let round = 0; round < 5; round += 1) {
        const gone = await connected(slack);
        gone.on('error', () => undefined);
        gone.write(upgrade(slack, path));
        gone.resetAndDestroy();
      }
      const socket = await connected(slack);
      socket.on('error', () => undefined);
      socket.write(upgrade(slack, path));
      const [answer] = await Promise.race([once(socket, 'data'), once(socket, 'close')]);
      expect(String(answer)).not.toContain('101 Switching');
      socket.destroy();
      expect(await ask(slack, '/', {})).toBe(200);
    },
  );

  it('is found at /link/ only', async () => {
    const slack = await workspace();
    const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
    const url = new URL(String(body['url']));
    url.pathname = '/elsewhere';
    const [error] = await once(new WebSocket(url), 'error');
    expect(String(error)).toContain('404');
  });
});

describe('listeners of the page', () => {
  it('are a hundred at most, and each that leaves makes room', async () => {
    const slack = await workspace();
    const stops: AbortController[] = [];
    const listen = async () => {
      const stop = new AbortController();
      stops.push(stop);
      return (await fetch(`${slack.url}page/events`, { signal: stop.signal })).status;
    };
    for (let one = 0; one < 100; one += 1) expect(await listen()).toBe(200);
    expect(await listen()).toBe(503);
    stops[0]?.abort();
    await expect.poll(listen).toBe(200);
    for (const stop of stops) stop.abort();
  });
});

describe('every answer', () => {
  it.each(['/', '/page/state', '/nothing', '/files/styles/base.css', '/archives/C1/p1', '/page/events'])(
    'at %s is kept from other sites, from guessing and from memory',
    async (path) => {
      const slack = await workspace();
      const stop = new AbortController();
      const { headers } = await fetch(new URL(path, slack.url), { redirect: 'manual', signal: stop.signal });
      stop.abort();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('access-control-allow-origin')).toBeNull();
    },
  );
});
