import { describe, expect, it } from 'vitest';
import { actorOf, type Click } from '../../../src/slack/actions/click.ts';
import { lookAtTasks } from '../../../src/slack/actions/look-at-tasks.ts';
import { answerable } from '../../../src/slack/home/direct-answer.ts';
import type { Homes } from '../../../src/slack/home/homes.ts';
import { say } from '../../../src/slack/messages/message.ts';
import { answer } from '../../../src/slack/reply.ts';
import { fakeRoom, press } from '../fakes.ts';

interface Told {
  readonly method: 'post' | 'update';
  readonly channel: string;
  readonly text: string;
}

/** A press on a button of Alice's Home tab: no channel, no response URL. */
function homePress() {
  const told: Told[] = [];
  const chat = {
    postMessage: async (message: { channel: string; text: string }) => {
      told.push({ method: 'post', channel: message.channel, text: message.text });
      return { ok: true, channel: 'D0ALICE', ts: '1.0' };
    },
    update: async (message: { channel: string; text: string }) => {
      told.push({ method: 'update', channel: message.channel, text: message.text });
      return { ok: true };
    },
  };
  const click = {
    action: { value: 'e1' },
    body: {
      user: { id: 'U0ALICE', team_id: 'T1' },
      view: { type: 'home' },
      container: { type: 'view', view_id: 'V1' },
    },
    client: { chat },
    respond: undefined,
  };
  return { click: answerable(click as unknown as Click), told };
}

describe('a press in the Home tab', () => {
  it('is answered by a direct message', async () => {
    const { click, told } = homePress();
    expect(actorOf(click)).toEqual({ userId: 'U0ALICE', teamId: 'T1', channelId: null });
    await answer(fakeRoom({}), click.respond, 'approving', async () => say(['Recorded.']));
    expect(told).toEqual([{ method: 'post', channel: 'U0ALICE', text: 'Recorded.' }]);
  });

  it('is answered in one message: what comes later takes the place of what was said first', async () => {
    const { click, told } = homePress();
    await click.respond({ response_type: 'ephemeral', ...say(['Still looking…']) });
    await click.respond({ response_type: 'ephemeral', ...say(['Recorded.']) });
    expect(told).toEqual([
      { method: 'post', channel: 'U0ALICE', text: 'Still looking…' },
      { method: 'update', channel: 'D0ALICE', text: 'Recorded.' },
    ]);
  });

  it('alone is answered in that way', () => {
    const { click } = press('e1');
    expect(answerable(click)).toBe(click);
  });
});

describe('"Look again" on the Home tab', () => {
  it('lists the tasks for whoever may read, and for nobody else', async () => {
    const looks: string[] = [];
    const homes: Homes = {
      opened: () => undefined,
      refresh: () => undefined,
      look: async (userId) => void looks.push(userId),
      round: async () => undefined,
      close: () => undefined,
    };
    const { click } = homePress();
    const may = fakeRoom({});
    await lookAtTasks({ ...may, homes }, click);
    expect(looks).toEqual(['U0ALICE']);
    const mayNot = fakeRoom({}, { mayRead: async () => ({ allowed: false, why: 'you are a guest' }) });
    await lookAtTasks({ ...mayNot, homes }, click);
    expect(looks).toEqual(['U0ALICE']);
  });
});
