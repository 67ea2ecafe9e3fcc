import { createHmac } from 'node:crypto';
import type { Faults } from './faults.ts';
import { isObject, type JsonObject } from './json-value.ts';
import type { Delivery, Envelope, Transport } from './transport.ts';

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

function answerOf(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : {};
  } catch {
    return text === '' ? {} : { text };
  }
}

/** Signed requests to the app's request URL (Slack: "Verifying requests from Slack"). */
export function httpTransport(options: Options): Transport {
  async function send(envelope: Envelope): Promise<Delivery> {
    const { contentType, body } = bodyOf(envelope);
    const timestamp = String(Math.floor(options.now() / 1000));
    const mac = createHmac('sha256', options.signingSecret).update(`v0:${timestamp}:${body}`).digest('hex');
    const sentAt = performance.now();
    try {
      const response = await fetch(options.requestUrl, {
        method: 'POST',
        headers: {
          'content-type': contentType,
          'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
          'x-slack-request-timestamp': timestamp,
          'x-slack-signature': `v0=${mac}`,
        },
        body,
        redirect: 'error',
        signal: AbortSignal.timeout(options.ackTimeoutMs),
      });
      const text = await response.text();
      if (!response.ok) return { kind: 'failed', why: `http_error ${response.status}` };
      if (options.faults.ackDelayMs >= options.ackTimeoutMs) return { kind: 'timeout' };
      return { kind: 'acknowledged', payload: answerOf(text), afterMs: performance.now() - sentAt };
    } catch (error) {
      if (error instanceof DOMException && error.name === 'TimeoutError') return { kind: 'timeout' };
      return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
    }
  }
  return {
    async deliver(envelope) {
      if (options.faults.offline) return { kind: 'failed', why: 'offline' };
      const copies = options.faults.takeExtraDeliveries();
      const first = send(envelope);
      await Promise.all(Array.from({ length: copies }, () => send(envelope)));
      return await first;
    },
  };
}
