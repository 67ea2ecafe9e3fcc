import nock from 'nock';
import { afterEach, beforeEach, expect } from 'vitest';

/**
 * The HTTP guard of every test: nothing leaves this machine, no call is made that was not prepared, and no
 * prepared call is left over. Loaded before any client, because Slack's client keeps the `fetch` it finds
 * when it is made. Connections to 127.0.0.1 are the local servers of the test itself.
 */
const LOOPBACK = /^(127\.0\.0\.1|localhost|\[::1\])(:|$)/;
let unprepared: string[] = [];

function describeRequest(first: unknown, second: unknown): string | null {
  for (const request of [second, first]) {
    if (typeof request !== 'object' || request === null) continue;
    const { method, host, hostname, path, url } = request as Record<string, unknown>;
    const where = String(host ?? hostname ?? (typeof url === 'string' ? new URL(url).host : ''));
    if (where === '') continue;
    return LOOPBACK.test(where) ? null : `${String(method ?? 'GET')} ${where}${String(path ?? '')}`;
  }
  return null;
}

function allowOnlyThisMachine(): void {
  nock.disableNetConnect();
  nock.enableNetConnect((host) => LOOPBACK.test(host));
}

allowOnlyThisMachine();
nock.emitter.on('no match', (first: unknown, second: unknown) => {
  const request = describeRequest(first, second);
  if (request !== null) unprepared.push(request);
});

beforeEach(() => {
  unprepared = [];
  allowOnlyThisMachine();
});

afterEach(() => {
  const leftOver = nock.pendingMocks();
  nock.cleanAll();
  expect(unprepared, 'calls that the test did not prepare').toEqual([]);
  expect(leftOver, 'prepared calls that were never made').toEqual([]);
});
