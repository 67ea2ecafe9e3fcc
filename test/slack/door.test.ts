import type { App, ReceiverEvent } from '@slack/bolt';
import { describe, expect, it } from 'vitest';
import { putDoor } from '../../src/slack/door.ts';
import { QUIET } from './fakes.ts';

function setUp() {
  const handled: unknown[] = [];
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let hold = false;
  let clock = 0;
  const app = {
    processEvent: async (event: ReceiverEvent) => {
      handled.push(event.body);
      if (hold) await held;
      await event.ack();
    },
  } as unknown as App;
  const door = putDoor(app, QUIET, () => clock);
  return {
    door,
    handled,
    release,
    holdNext: () => {
      hold = true;
    },
    pass: (milliseconds: number) => {
      clock += milliseconds;
    },
    async send(body: object, retryNum?: number) {
      let acks = 0;
      const ack = async () => {
        acks += 1;
      };
      await app.processEvent({ body, ack, ...(retryNum === undefined ? {} : { retryNum }) });
      return acks;
    },
  };
}

const event = (id: string) => ({ type: 'event_callback', event_id: id, event: { type: 'app_home_opened' } });

describe('the door', () => {
  it('acts once on an event that Slack sends again, and acknowledges it each time', async () => {
    const { send, handled } = setUp();
    expect(await send(event('Ev1'))).toBe(1);
    expect(await send(event('Ev1'), 1)).toBe(1);
    expect(await send(event('Ev1'), 2)).toBe(1);
    expect(await send(event('Ev2'))).toBe(1);
    expect(handled).toHaveLength(2);
  });

  it('remembers an event for longer than Slack tries', async () => {
    const { send, handled, pass } = setUp();
    await send(event('Ev1'));
    pass(60 * 60_000);
    await send(event('Ev1'), 3);
    expect(handled).toHaveLength(1);
    pass(61 * 60_000);
    await send(event('Ev1'));
    expect(handled).toHaveLength(2);
  });

  it('lets commands and clicks through, which Slack never sends again', async () => {
    const { send, handled } = setUp();
    await send({ command: '/dts' });
    await send({ command: '/dts' });
    expect(handled).toHaveLength(2);
  });

  it('closed, lets nothing in and acknowledges nothing, so that Slack sends it to somebody else', async () => {
    const { door, send, handled } = setUp();
    door.close();
    expect(await send(event('Ev1'))).toBe(0);
    expect(await send({ command: '/dts' })).toBe(0);
    expect(handled).toEqual([]);
  });

  it('knows when everything that it let in is over', async () => {
    const { door, send, holdNext, release } = setUp();
    holdNext();
    const sent = send({ command: '/dts' });
    let idle = false;
    const waiting = door.inside.idle().then(() => {
      idle = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(idle).toBe(false);
    release();
    await Promise.all([sent, waiting]);
    expect(idle).toBe(true);
  });
});
