import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from './faults.ts';
import { isObject, type JsonObject } from './json-value.ts';
import type { Delivery, Envelope, Retry, RetryReason, Transport } from './transport.ts';

interface Options {
  requestUrl: string;
  signingSecret: string;
  faults: Faults;
  ackTimeoutMs: number;
  now: () => number;
}

function bodyOf({ type, payload }: Envelope): { contentType: string; body: string } {
  if (type === 'events_api') return { contentType: 'application/json', body: JSON.stringify(payload) };
  // With "; charset=UTF-8" behind it Bolt answers 400, and Slack does not send one.
  const contentType = 'application/x-www-form-urlencoded';
  if (type === 'interactive') {
    return { contentType, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
  }
  const fields = Object.entries(payload).map(([name, value]): [string, string] => [name, String(value)]);
  return { contentType, body: new URLSearchParams(fields).toString() };
}

/** Slack: "Verifying requests from Slack". */
function headersFor(contentType: string, body: string, options: Options, retry: Retry | undefined) {
  const timestamp = String(Math.floor(options.now() / 1000));
  const mac = createHmac('sha256', options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': contentType,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': timestamp,
    'x-slack-signature': `v0=${mac}`,
    ...(retry === undefined
      ? {}
      : { 'x-slack-retry-num': String(retry.attempt), 'x-slack-retry-reason': retry.reason }),
  };
}

function answerOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return text === '' ? {} : { text };
  }
}

const UNREACHABLE = new Set(['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENOTFOUND', 'UND_ERR_SOCKET']);

function failure(error: unknown): Delivery {
  if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'timeout' };
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const reason: RetryReason = UNREACHABLE.has(code) ? 'connection_failed' : 'unknown_error';
  return { kind: 'failed', why: error instanceof Error ? error.message : String(error), reason };
}

function refusal(response: Response): Delivery {
  const { status, headers } = response;
  // This workspace follows no redirect; Slack follows some before it gives up for this reason.
  const reason = status >= 300 && status < 400 ? 'too_many_redirects' : 'http_error';
  const noRetry = headers.get('x-slack-no-retry') === '1';
  return { kind: 'failed', why: `HTTP ${status}`, reason, noRetry };
}

async function request(envelope: Envelope, retry: Retry | undefined, options: Options): Promise<Delivery> {
  const { contentType, body } = bodyOf(envelope);
  const signal = AbortSignal.timeout(options.ackTimeoutMs);
  const sentAt = performance.now();
  try {
    const response = await fetch(options.requestUrl, {
      method: 'POST',
      headers: headersFor(contentType, body, options, retry),
      body,
      redirect: 'manual',
      signal,
    });
    const text = await response.text();
    const delay = options.faults.ackDelayMs;
    if (delay > 0) await pause(Math.min(delay, options.ackTimeoutMs), undefined, { ref: false });
    const afterMs = performance.now() - sentAt;
    if (delay >= options.ackTimeoutMs || afterMs > options.ackTimeoutMs) return { kind: 'timeout' };
    return response.ok ? { kind: 'acknowledged', payload: answerOf(text), afterMs } : refusal(response);
  } catch (error) {
    return failure(error);
  }
}

/** Signed requests to the app's request URL; only a 2xx in time is an acknowledgement. */
export function httpTransport(options: Options): Transport {
  return {
    async deliver(envelope, retry) {
      if (options.faults.offline) return { kind: 'failed', why: 'offline', reason: 'connection_failed' };
      const copies = options.faults.takeExtraDeliveries();
      const first = request(envelope, retry, options);
      for (let copy = 0; copy < copies; copy += 1) void request(envelope, retry, options);
      return await first;
    },
  };
}
