import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { RETRY_DELAYS_MS } from '../../../src/demo/slack/event-delivery.ts';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import { afterThisTest, call, manifestWith, OPENED, workspace } from './bench.ts';

const { alice } = PEOPLE;
const SOON = { ackTimeoutMs: 700, eventRetryDelaysMs: [0, 5, 10] };

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** The app's request URL: answers each request as told and keeps what it heard. */
async function listener(
  answer: (number: number) => { status: number; headers?: Record<string, string> } | 'silence',
) {
  const heard: Heard[] = [];
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    heard.push({ headers: request.headers, body: await text(request) });
    const given = answer(heard.length);
    if (given !== 'silence') response.writeHead(given.status, given.headers).end();
  };
  const server = createServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  afterThisTest(() => {
    server.closeAllConnections();
    server.close();
  });
  const retries = () =>
    heard.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`, heard, retries };
}

const opened = async (requestUrl: string, more: object = {}) => {
  const slack = await workspace({ manifestPath: await manifestWith(OPENED), requestUrl, ...SOON, ...more });
  await slack.openHome(alice, 'messages');
  return slack;
};

describe('an event that the app does not acknowledge', () => {
  it('waits as long as in Slack before it comes again', () => {
    expect(RETRY_DELAYS_MS).toEqual([0, 60_000, 300_000]);
  });

  it('comes three more times over HTTP, the same event each time, with number and reason', async () => {
    const { url, heard, retries } = await listener(() => ({ status: 500 }));
    await opened(url);
    await expect.poll(() => heard.length).toBe(4);
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    const ids = heard.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id);
    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ['an answer that comes too late', 'silence' as const, 'http_timeout'],
    ['a redirect', { status: 302, headers: { location: '/elsewhere' } }, 'too_many_redirects'],
  ])('comes again after %s', async (_name, answer, reason) => {
    const { url, retries } = await listener((number) => (number === 1 ? answer : { status: 200 }));
    await opened(url);
    await expect.poll(retries).toEqual([
      [undefined, undefined],
      ['1', reason],
    ]);
  });

  it('comes again when nobody listened at first', async () => {
    const { url, retries } = await listener(() => ({ status: 200 }));
    const slack = await workspace({
      manifestPath: await manifestWith(OPENED),
      requestUrl: url,
      ackTimeoutMs: 2_000,
      eventRetryDelaysMs: [30],
    });
    slack.faults.goOffline();
    await slack.openHome(alice, 'messages');
    slack.faults.goOnline();
    await expect.poll(retries).toEqual([['1', 'connection_failed']]);
  });

  it('does not come again if the answer says so', async () => {
    const { url, heard } = await listener(() => ({ status: 500, headers: { 'x-slack-no-retry': '1' } }));
    const slack = await opened(url);
    await slack.type(alice, CHANNELS.cutover, '/dts');
    expect(heard.map(({ headers }) => headers['content-type'])).toEqual([
      'application/json',
      'application/x-www-form-urlencoded',
    ]);
  });

  it('does not come again into an emptied workspace', async () => {
    const { url, heard } = await listener(() => ({ status: 500 }));
    const slack = await opened(url, { eventRetryDelaysMs: [20] });
    slack.empty();
    await slack.openHome(alice, 'messages');
    await expect.poll(() => heard.length).toBe(3);
    const [before, ...after] = heard.map(({ body }) => (JSON.parse(body) as { event_id: string }).event_id);
    expect(after).toEqual([after[0], after[0]]);
    expect(after).not.toContain(before);
  });

  it('comes again through Socket Mode until it is acknowledged; commands and clicks come once', async () => {
    const slack = await workspace({ manifestPath: await manifestWith(OPENED), ...SOON });
    const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
    const socket = new WebSocket(String(body['url']));
    afterThisTest(() => socket.terminate());
    const heard: { type: string; envelope_id: string; retry_attempt: number; retry_reason: string }[] = [];
    socket.on('message', (data) => {
      const envelope = JSON.parse(String(data));
      if (envelope.type === 'hello') return;
      heard.push(envelope);
      if (envelope.retry_attempt === 2) socket.send(JSON.stringify({ envelope_id: envelope.envelope_id }));
    });
    await once(socket, 'message');
    await slack.openHome(alice, 'messages');
    await expect.poll(() => heard.length).toBe(3);
    expect(await slack.type(alice, CHANNELS.cutover, '/dts')).toEqual({ kind: 'timeout' });
    expect(heard.map((one) => [one.type, one.retry_attempt, one.retry_reason])).toEqual([
      ['events_api', 0, ''],
      ['events_api', 1, 'timeout'],
      ['events_api', 2, 'timeout'],
      ['slash_commands', 0, ''],
    ]);
    expect(new Set(heard.map(({ envelope_id }) => envelope_id)).size).toBe(4);
  });
});
