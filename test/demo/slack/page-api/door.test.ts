import { once } from 'node:events';
import { createConnection } from 'node:net';
import { describe, expect, it } from 'vitest';
import { CHANNELS, PEOPLE } from '../../../../src/demo/slack/seed.ts';
import { boltApp, client, workspace } from '../bench.ts';
import { ask } from './page-bench.ts';

const json = { 'content-type': 'application/json' };
const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
const deed = JSON.stringify({ user: PEOPLE.alice, channel: CHANNELS.cutover, text: 'driven' });

describe('the door of the local workspace', () => {
  it('is closed to other names', async () => {
    const slack = await workspace();
    const { port } = new URL(slack.url);
    for (const host of [
      `evil.example:${port}`,
      '127.0.0.1:1',
      '127.0.0.1',
      `127.0.0.1.evil.example:${port}`,
    ]) {
      for (const path of ['/', '/files/main.js', '/page/state', '/page/events', '/archives/C1/p1'])
        expect([host, path, await ask(slack, path, { host })]).toEqual([host, path, 403]);
      expect([host, await ask(slack, '/api/auth.test', { host }, 'POST')]).toEqual([host, 403]);
    }
    expect(await ask(slack, '/', { host: `localhost:${port}` })).toBe(200);
  });

  it('is closed to requests without a Host', async () => {
    const slack = await workspace();
    const socket = createConnection(Number(new URL(slack.url).port), '127.0.0.1');
    socket.write('GET /page/state HTTP/1.0\r\n\r\n');
    const [data] = await once(socket, 'data');
    expect(String(data)).toMatch(/^HTTP\/1\.1 (400|403)/);
    socket.destroy();
  });

  it('is closed to pages of other origins, also of another port and of another name of this machine', async () => {
    const slack = await workspace();
    const { port, origin } = new URL(slack.url);
    const others = ['http://evil.example', 'null', 'http://127.0.0.1:1', `https://127.0.0.1:${port}`];
    for (const other of [...others, `http://localhost:${port}`]) {
      const headers = { ...json, origin: other };
      expect([other, await ask(slack, '/page/type', headers, 'POST', deed)]).toEqual([other, 403]);
    }
    expect(slack.messages(CHANNELS.cutover)).toEqual([]);
    expect(await ask(slack, '/page/type', { ...json, origin }, 'POST', deed)).toBe(200);
  });

  it.each(['cross-site', 'same-site'])('is closed to what a browser calls %s', async (site) => {
    const slack = await workspace();
    const headers = { 'sec-fetch-site': site };
    for (const path of ['/', '/files/main.js', '/page/state', '/page/events', '/archives/C1/p1']) {
      for (const kind of [
        { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
        { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
        { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      ])
        expect([path, await ask(slack, path, { ...headers, ...kind })]).toEqual([path, 403]);
    }
    for (const more of [json, { ...json, ...visit }, { 'content-type': 'text/plain', ...visit }])
      expect(await ask(slack, '/page/type', { ...headers, ...more }, 'POST', deed)).toBe(403);
    for (const path of ['/page/state', '/files/main.js'])
      expect(await ask(slack, path, { ...headers, ...visit })).toBe(403);
    expect(slack.messages(CHANNELS.cutover)).toEqual([]);
  });

  it('opens to somebody who follows a link to the page or to a message', async () => {
    const slack = await workspace();
    for (const site of ['cross-site', 'same-site', 'none', 'same-origin']) {
      const headers = { 'sec-fetch-site': site, ...visit };
      expect([site, await ask(slack, '/', headers)]).toEqual([site, 200]);
      expect([site, await ask(slack, '/archives/C1/p1', headers)]).toEqual([site, 302]);
    }
    expect(await ask(slack, '/page/state', { 'sec-fetch-site': 'same-origin' })).toBe(200);
  });

  it('takes JSON only', async () => {
    const slack = await workspace();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
      expect(await ask(slack, '/page/type', { 'content-type': type }, 'POST', deed)).toBe(415);
    expect(await ask(slack, '/page/type', {}, 'POST', deed)).toBe(415);
    expect(await ask(slack, '/page/type', json, 'GET')).toBe(404);
    expect(await ask(slack, '/page/type', json, 'PUT', deed)).toBe(405);
    expect(slack.messages(CHANNELS.cutover)).toEqual([]);
  });

  it('lets nobody frame the page or read it from elsewhere', async () => {
    const { headers } = await fetch((await workspace()).url);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('cross-origin-resource-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the door of Slack', () => {
  it('is for apps: no page gets through it, not even our own', async () => {
    const slack = await workspace();
    let url = '';
    await boltApp(slack, (app) => {
      app.command('/dts', async ({ ack, command }) => {
        url = command.response_url;
        await ack();
      });
    });
    await slack.type(PEOPLE.alice, CHANNELS.cutover, '/dts');
    const { origin } = new URL(slack.url);
    const body = JSON.stringify({ text: 'driven' });
    for (const path of ['/api/auth.test', new URL(url).pathname]) {
      for (const headers of [{ origin }, { 'sec-fetch-site': 'same-origin' }, { 'sec-fetch-site': 'none' }])
        expect([path, await ask(slack, path, { ...json, ...headers }, 'POST', body)]).toEqual([path, 403]);
      expect([path, await ask(slack, path, {})]).toEqual([path, 405]);
    }
    expect(slack.ephemerals(PEOPLE.alice)).toEqual([]);
    expect((await client(slack).auth.test()).ok).toBe(true);
  });
});
