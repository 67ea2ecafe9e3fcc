import type { App, Receiver, ReceiverEvent } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { turnId } from '../../src/log/turn.ts';
import { HeardApp, type HeardKind } from '../../src/slack/heard-app.ts';

/** An app whose requests come from the test, and what it tells of their acknowledgements. */
async function openApp() {
  const told: { kind: HeardKind; seconds: number }[] = [];
  let app: App | null = null;
  const receiver: Receiver = {
    init: (its) => {
      app = its;
    },
    start: async () => undefined,
    stop: async () => undefined,
  };
  const heard = new HeardApp((kind, seconds) => told.push({ kind, seconds }), {
    receiver,
    authorize: async () => ({ botId: 'B0', botUserId: 'U0BOT' }),
    convoStore: false,
  });
  const receive = async (body: ReceiverEvent['body'], ack: () => Promise<void> = async () => undefined) => {
    await app?.processEvent({ body, ack });
  };
  return { heard, told, receive };
}

const COMMAND = { command: '/dts', text: 'list', user_id: 'U1', team_id: 'T1', channel_id: 'C1' };
const from = { user: { id: 'U1' }, team: { id: 'T1' } };
const ACTION = { type: 'block_actions', actions: [{ type: 'button', action_id: 'a' }], ...from };
const VIEW = { type: 'view_submission', view: { callback_id: 'v', type: 'modal' }, ...from };

describe('what Slack sends', () => {
  it('is measured from its receipt until its acknowledgement is out, by kind', async () => {
    const { heard, told, receive } = await openApp();
    heard.command('/dts', async ({ ack }) => ack());
    heard.action('a', async ({ ack }) => ack());
    heard.view('v', async ({ ack }) => ack());
    const slow = () => new Promise<void>((resolve) => setTimeout(resolve, 30));
    await receive(COMMAND, slow);
    await receive(ACTION);
    await receive(VIEW);
    expect(told.map(({ kind }) => kind)).toEqual(['command', 'action', 'view']);
    expect(told[0]?.seconds).toBeGreaterThan(0.025);
  });

  it('is measured once, and not at all where its acknowledgement could not be sent', async () => {
    const { heard, told, receive } = await openApp();
    heard.command('/dts', async ({ ack }) => {
      await ack().catch(() => undefined);
    });
    heard.action('a', async ({ ack }) => {
      await ack();
      await ack();
    });
    await receive(COMMAND, () => Promise.reject(new Error('the socket is gone')));
    await receive(ACTION);
    expect(told.map(({ kind }) => kind)).toEqual(['action']);
  });

  it('is a turn of its own in the log, from its first listener to its last', async () => {
    const { heard, receive } = await openApp();
    const ids: (string | null)[] = [];
    heard.use(async ({ next }) => {
      ids.push(turnId());
      await next();
    });
    heard.command('/dts', async ({ ack }) => {
      await ack();
      ids.push(turnId());
    });
    await receive(COMMAND);
    await receive(COMMAND);
    const [one, same, other] = ids;
    expect(one).toMatch(/^[0-9a-f]{12}$/);
    expect(same).toBe(one);
    expect(other).not.toBe(one);
    expect(turnId()).toBeNull();
  });
});
