import { describe, expect, it } from 'vitest';
import { commandBody, eventBody, signed } from '../slack/http/signed.ts';
import { readPort } from './listening.ts';
import { alice, type Night, startNight } from './night.ts';

interface Sent {
  readonly status: number;
  readonly text: string;
}

/** Sends what a stranger, or Slack, might send to the bot's port. */
function sender(night: Night) {
  const url = `http://127.0.0.1:${readPort(night)}/slack/events`;
  return async (init: RequestInit): Promise<Sent> => {
    const response = await fetch(url, init);
    return { status: response.status, text: await response.text() };
  };
}

const nowSeconds = () => Math.floor(Date.now() / 1_000);
const commandsIn = (night: Night) => night.output().split('"event":"command"').length - 1;

describe('a request that somebody recorded', () => {
  it('acts once: sent again it is refused without a reason, and the log has the reason', async () => {
    const night = await startNight({ transport: 'http' });
    const send = sender(night);
    const secret = night.workspace.signingSecret;
    const recorded = signed(commandBody('list', { user_id: alice }), { at: nowSeconds(), secret });
    expect(await send(recorded)).toEqual({ status: 200, text: '' });
    for (let again = 0; again < 3; again += 1)
      expect(await send(recorded)).toEqual({ status: 401, text: '' });
    expect(commandsIn(night)).toBe(1);
    expect(night.output()).toContain('the same signed request was taken before');
    expect(night.output()).not.toContain(secret);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'acts once, also after the bot has ended by %s',
    async (signal) => {
      const night = await startNight({ transport: 'http' });
      const secret = night.workspace.signingSecret;
      const recorded = signed(commandBody('list', { user_id: alice }), { at: nowSeconds(), secret });
      expect((await sender(night)(recorded)).status).toBe(200);
      await night.ask(alice, '/dts help');
      night.kill(signal);
      await night.gone();
      await night.restart();
      expect((await sender(night)(recorded)).status).toBe(401);
      expect((await night.ask(alice, '/dts help')).text).toContain('terminate');
      expect(commandsIn(night)).toBe(3);
    },
  );

  it('is not kept for later: a timestamp from the future is refused', async () => {
    const night = await startNight({ transport: 'http' });
    const send = sender(night);
    const secret = night.workspace.signingSecret;
    const ahead = signed(commandBody('list', { user_id: alice }), { at: nowSeconds() + 3_600, secret });
    expect(await send(ahead)).toEqual({ status: 401, text: '' });
    expect(commandsIn(night)).toBe(0);
    await expect.poll(() => night.output()).toContain('in the future');
  });

  it('is still a click for its owner, whose own requests are all new', async () => {
    const night = await startNight({ transport: 'http' });
    const first = await night.ask(alice, '/dts list orders');
    const second = await night.ask(alice, '/dts list orders');
    expect(first.text).toContain('orders-prod');
    expect(second.text).toContain('orders-prod');
    expect(commandsIn(night)).toBe(2);
  });
});

describe('an event that Slack sends again', () => {
  it('is acknowledged each time with 200, and acted on once', async () => {
    const night = await startNight({ transport: 'http' });
    const send = sender(night);
    const secret = night.workspace.signingSecret;
    const contentType = 'application/json';
    const first = signed(eventBody('Ev0AGAIN'), { at: nowSeconds() - 2, secret, contentType });
    expect((await send(first)).status).toBe(200);
    for (const retry of ['1', '2']) {
      const headers = { 'x-slack-retry-num': retry, 'x-slack-retry-reason': 'http_timeout' };
      const at = nowSeconds() - 2 + Number(retry);
      expect((await send(signed(eventBody('Ev0AGAIN'), { at, secret, contentType, headers }))).status).toBe(
        200,
      );
    }
    expect(night.output().split('an event came again').length - 1).toBe(2);
  });
});

describe('a signed body that is no object', () => {
  it('is refused, and the bot lives on', async () => {
    const night = await startNight({ transport: 'http' });
    const send = sender(night);
    const secret = night.workspace.signingSecret;
    expect((await send(signed('payload=null', { at: nowSeconds(), secret }))).status).toBe(400);
    expect((await night.ask(alice, '/dts help')).text).toContain('terminate');
  });
});
