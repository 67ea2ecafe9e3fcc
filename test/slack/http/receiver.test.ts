import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { App, ReceiverEvent } from '@slack/bolt';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createConnection } from '../../../src/slack/connection.ts';
import { createHttpReceiver, EVENTS_PATH } from '../../../src/slack/http/receiver.ts';
import type { KeptRequests } from '../../../src/slack/http/replays.ts';
import { boltLogger } from '../../../src/slack/transport.ts';
import { openWebServer } from '../../../src/web/server.ts';
import { QUIET } from '../fakes.ts';
import { commandBody, eventBody, SECRET, signed } from './signed.ts';

const NOW = 1_763_769_600;

/** What is kept of requests, without a disk. */
function keptIn(before: { timestamp: number; short: string }[]): KeptRequests {
  return {
    before: [...before],
    note: (request) => void before.push(request),
    written: async () => undefined,
  };
}

/** The receiver behind a real server, in front of an app that acknowledges what it gets. */
async function setUp(open = true, requests: KeptRequests | null = null) {
  const taken: ReceiverEvent[] = [];
  const told: string[] = [];
  let clock = NOW * 1_000;
  const log = {
    ...QUIET,
    warn: (event: string, facts: object = {}) => void told.push(`${event} ${JSON.stringify(facts)}`),
  };
  const connection = createConnection(null);
  const { receiver, take } = createHttpReceiver({
    signingSecret: SECRET,
    connection,
    log,
    logger: boltLogger(QUIET, 'test'),
    now: () => clock,
    requests,
  });
  const app = {
    processEvent: async (event: ReceiverEvent) => {
      taken.push(event);
      await event.ack('done');
    },
  };
  receiver.init(app as unknown as App);
  if (open) await receiver.start();
  const server = await openWebServer({ port: 0, host: '127.0.0.1' }, (...both) => void take(...both));
  onTestFinished(() => server.close());
  const url = `http://127.0.0.1:${server.port}${EVENTS_PATH}`;
  return {
    receiver,
    connection,
    taken,
    told,
    url,
    port: server.port,
    pass: (seconds: number) => {
      clock += seconds * 1_000;
    },
    async send(init: RequestInit) {
      const response = await fetch(url, init);
      return { status: response.status, text: await response.text() };
    },
  };
}

describe('a signed request', () => {
  it('reaches the app with what Slack sent, and its acknowledgement is the answer', async () => {
    const { send, taken, connection } = await setUp();
    expect(await send(signed(commandBody('help'), { at: NOW }))).toEqual({ status: 200, text: 'done' });
    expect(taken[0]?.body).toMatchObject({ command: '/dts', text: 'help', user_id: 'U0ALICE' });
    expect(connection.silentMs()).not.toBeNull();
  });

  it('may name a character set with its form', async () => {
    const { send, taken } = await setUp();
    const contentType = 'application/x-www-form-urlencoded; charset=UTF-8';
    expect((await send(signed(commandBody('help'), { at: NOW, contentType }))).status).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it('that carries a click is read out of its payload', async () => {
    const { send, taken } = await setUp();
    const body = new URLSearchParams({ payload: '{"type":"block_actions"}' }).toString();
    await send(signed(body, { at: NOW }));
    expect(taken[0]?.body).toEqual({ type: 'block_actions' });
  });
});

describe('the same signed request once more', () => {
  it('is refused without acting, however often it comes, for as long as its timestamp is good', async () => {
    const { send, taken, told, pass } = await setUp();
    const request = signed(commandBody('terminate orders-prod'), { at: NOW });
    expect((await send(request)).status).toBe(200);
    for (const seconds of [0, 1, 290]) {
      pass(seconds);
      expect(await send(request)).toEqual({ status: 401, text: '' });
    }
    pass(60);
    expect((await send(request)).status).toBe(401);
    expect(taken).toHaveLength(1);
    expect(told.join()).toContain('taken before');
  });

  it.each([
    ['something behind its signature', { 'x-slack-signature': '=more' }],
    ['its signature in capitals', { 'x-slack-signature': 'CAPITALS' }],
    ['its timestamp as a fraction', { 'x-slack-request-timestamp': `${NOW}.0` }],
    ['its timestamp with a plus', { 'x-slack-request-timestamp': `+${NOW}` }],
    ['its timestamp with a zero before it', { 'x-slack-request-timestamp': `0${NOW}` }],
    ['its timestamp in another notation', { 'x-slack-request-timestamp': `0x${NOW.toString(16)}` }],
  ])('is not taken for another one because of %s', async (_, change) => {
    const { send, taken } = await setUp();
    const request = signed(commandBody('terminate orders-prod'), { at: NOW });
    await send(request);
    const headers = { ...(request.headers as Record<string, string>) };
    const signature = headers['x-slack-signature'] ?? '';
    for (const [name, value] of Object.entries(change)) {
      const spelled = value === 'CAPITALS' ? signature.toUpperCase() : `${signature}${value}`;
      headers[name] = name === 'x-slack-signature' ? spelled : value;
    }
    expect((await send({ ...request, headers })).status).toBe(401);
    expect(taken).toHaveLength(1);
  });

  it('is acknowledged, and not acted on, where Slack says that it sends an event again', async () => {
    const { send, taken } = await setUp();
    const json = { at: NOW, contentType: 'application/json' };
    await send(signed(eventBody('Ev1'), json));
    const again = { ...json, headers: { 'x-slack-retry-num': '1', 'x-slack-retry-reason': 'http_timeout' } };
    expect((await send(signed(eventBody('Ev1'), again))).status).toBe(200);
    expect(taken).toHaveLength(1);
  });

  it('is refused also after the clock went ahead for a while and came back', async () => {
    const { send, taken, pass } = await setUp();
    const request = signed(commandBody('terminate orders-prod'), { at: NOW - 90 });
    expect((await send(request)).status).toBe(200);
    pass(240);
    expect((await send(signed(commandBody('help'), { at: NOW }))).status).toBe(200);
    pass(-240);
    expect((await send(request)).status).toBe(401);
    expect((await send(signed(commandBody('list'), { at: NOW + 1 }))).status).toBe(200);
    expect(taken).toHaveLength(3);
  });

  it('is refused also after a restart, and a new one is not', async () => {
    const disk: { timestamp: number; short: string }[] = [];
    const request = signed(commandBody('unfreeze everything'), { at: NOW });
    const first = await setUp(true, keptIn(disk));
    expect((await first.send(request)).status).toBe(200);
    const forged = signed(commandBody('help'), { at: NOW, secret: 'guessed' });
    expect((await first.send(forged)).status).toBe(401);
    expect(disk).toHaveLength(1);
    const second = await setUp(true, keptIn(disk));
    expect((await second.send(request)).status).toBe(401);
    expect((await second.send(signed(commandBody('help'), { at: NOW }))).status).toBe(200);
    expect(second.taken).toHaveLength(1);
  });

  it('is no way in for a command that pretends to be sent again', async () => {
    const { send, taken } = await setUp();
    await send(signed(commandBody('help'), { at: NOW }));
    const headers = { 'x-slack-retry-num': '1' };
    expect((await send(signed(commandBody('help'), { at: NOW, headers }))).status).toBe(401);
    expect(taken).toHaveLength(1);
  });

  it('tells the app how often it was tried, where the signature is new', async () => {
    const { send, taken } = await setUp();
    const headers = { 'x-slack-retry-num': '2', 'x-slack-retry-reason': 'http_timeout' };
    await send(signed(eventBody('Ev1'), { at: NOW, contentType: 'application/json', headers }));
    expect(taken[0]).toMatchObject({ retryNum: 2, retryReason: 'http_timeout' });
  });
});

/** A request as bytes, for what `fetch` would not send. */
function raw(init: RequestInit, more: readonly string[] = [], isChunked = false): string {
  const body = String(init.body);
  const headers = Object.entries(init.headers as Record<string, string>).map((pair) => pair.join(': '));
  const length = isChunked ? 'transfer-encoding: chunked' : `content-length: ${body.length}`;
  const sent = isChunked ? `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n` : body;
  return [`POST ${EVENTS_PATH} HTTP/1.1`, 'host: x', length, ...headers, ...more, '', sent].join('\r\n');
}

/** The numbers that come back for some bytes, until so many have. */
function numbersFor(port: number, bytes: string, count: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes));
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      said += String(chunk);
      const numbers = [...said.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, number = '']) => number);
      if (numbers.length < count) return;
      socket.destroy();
      resolve(numbers);
    });
  });
}

describe('a request in an unusual form', () => {
  const request = signed(commandBody('terminate orders-prod'), { at: NOW });
  it('is taken without a length, in pieces', async () => {
    const { port, taken } = await setUp();
    expect(await numbersFor(port, raw(request, [], true), 1)).toEqual(['200']);
    expect(taken).toHaveLength(1);
  });

  it('is taken once where it is sent twice before there is an answer', async () => {
    const { port, taken } = await setUp();
    expect(await numbersFor(port, raw(request) + raw(request), 2)).toEqual(['200', '401']);
    expect(taken).toHaveLength(1);
  });

  it.each([
    ['two signatures, the right one last', ['x-slack-signature: v0=00']],
    ['two timestamps', [`x-slack-request-timestamp: ${NOW}`]],
  ])('is refused with %s', async (_, more) => {
    const { port, taken } = await setUp();
    expect(await numbersFor(port, raw(request, more), 1)).toEqual(['401']);
    expect(taken).toEqual([]);
  });

  it('that was refused for its signature keeps the true one from nothing', async () => {
    const { send, taken } = await setUp();
    for (const text of ['terminate orders-prod', 'terminate other'])
      await send({ ...request, body: commandBody(`${text} now`) });
    expect((await send(request)).status).toBe(200);
    expect(taken).toHaveLength(1);
  });
});

describe('a request that is not from Slack, or not from now', () => {
  const good = commandBody('terminate orders-prod');
  it.each([
    ['is signed with another secret', signed(good, { at: NOW, secret: 'guessed' }), 'SLACK_SIGNING_SECRET'],
    ['is older than five minutes', signed(good, { at: NOW - 301 }), 'older than five minutes'],
    ['is from more than a minute ahead', signed(good, { at: NOW + 61 }), 'in the future'],
    ['is from an hour ahead', signed(good, { at: NOW + 3_600 }), 'in the future'],
    ['is not signed', { method: 'POST', body: good }, 'not signed as Slack signs'],
  ])('that %s gets 401 and no reason; the log has it', async (_, init, why) => {
    const { send, taken, told } = await setUp();
    expect(await send(init)).toEqual({ status: 401, text: '' });
    expect(taken).toEqual([]);
    expect(told.join()).toContain(why);
  });

  it('is taken up to a minute ahead of our clock, and up to five minutes behind it', async () => {
    const { send, taken } = await setUp();
    expect((await send(signed(good, { at: NOW + 59 }))).status).toBe(200);
    expect((await send(signed(good, { at: NOW - 299 }))).status).toBe(200);
    expect(taken).toHaveLength(2);
  });

  it('writes one line of the log for many of the same kind, and counts the others', async () => {
    const { send, told, pass } = await setUp();
    for (let count = 0; count < 20; count += 1) await send({ method: 'POST', body: good });
    expect(told).toHaveLength(1);
    pass(11);
    await send({ method: 'POST', body: good });
    expect(told).toHaveLength(2);
    expect(told[1]).toContain('"alsoBefore":19');
  });
});

describe('a body', () => {
  it.each(['payload=null', 'payload=%5B%5D', 'payload=3', 'payload={"type"'])(
    'that is no object is refused although it is signed: %s',
    async (body) => {
      const { send, taken } = await setUp();
      expect((await send(signed(body, { at: NOW }))).status).toBe(400);
      expect(taken).toEqual([]);
    },
  );

  it('of more than a megabyte is refused by what it announces, before it is sent', async () => {
    const { port } = await setUp();
    const status = await new Promise((resolve, reject) => {
      const asking = httpRequest({
        port,
        host: '127.0.0.1',
        path: EVENTS_PATH,
        method: 'POST',
        headers: { 'content-length': '5000000' },
      });
      asking.once('response', (response) => resolve(response.statusCode));
      asking.once('error', reject);
      asking.write('payload=');
    });
    expect(status).toBe(413);
  });

  it('of more than a megabyte is refused where its length is not announced', async () => {
    const { port, taken } = await setUp();
    const status = await new Promise((resolve) => {
      const asking = httpRequest({ port, host: '127.0.0.1', path: EVENTS_PATH, method: 'POST' });
      asking.once('response', (response) => resolve(response.statusCode));
      asking.on('error', () => undefined);
      for (let sent = 0; sent < 1_100_000; sent += 100_000) asking.write('x'.repeat(100_000));
    });
    expect(status).toBe(413);
    expect(taken).toEqual([]);
  });
});

describe('what Slack asks before there is an app to talk to', () => {
  it('a check of the certificate is answered, and nothing else in it is heard', async () => {
    const { send, taken } = await setUp();
    const body = `ssl_check=1&${commandBody('terminate orders-prod')}`;
    expect((await send({ ...signed(body, { at: NOW, secret: 'none' }) })).status).toBe(200);
    expect(taken).toEqual([]);
  });

  it('a challenge is given back only to whoever knows the secret', async () => {
    const { send } = await setUp();
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c-1' });
    const contentType = 'application/json';
    expect(JSON.parse((await send(signed(body, { at: NOW, contentType }))).text)).toEqual({
      challenge: 'c-1',
    });
    const stranger = await send(signed(body, { at: NOW + 1, contentType, secret: 'none' }));
    expect(stranger).toEqual({ status: 401, text: '' });
  });
});

describe('before the start and after the stop', () => {
  it('nothing is taken, and it may be sent again', async () => {
    const { receiver, send, taken, connection } = await setUp(false);
    const request = signed(commandBody('help'), { at: NOW });
    expect((await send(request)).status).toBe(503);
    expect(connection.isUp()).toBe(false);
    await receiver.start();
    expect(connection.isUp()).toBe(true);
    expect((await send(request)).status).toBe(200);
    await receiver.stop();
    expect((await send(signed(commandBody('help'), { at: NOW + 1 }))).status).toBe(503);
    expect(taken).toHaveLength(1);
    expect(connection.isUp()).toBe(false);
  });
});
