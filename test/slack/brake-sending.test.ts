import { ErrorCode, type WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { type Announcement, OUTBOX, POSTED } from '../../src/lifecycle/rows.ts';
import { createSender } from '../../src/slack/outbox/sender.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';
import { NOON } from './checklists.ts';
import { QUIET } from './fakes.ts';

interface Posted {
  readonly channel: string;
  readonly text: string;
  readonly metadata: { event_type: string; event_payload: Record<string, string> };
}

async function world(then: () => void = () => undefined) {
  let now = NOON;
  const store = new MemoryStore(() => now);
  const news = { kind: 'frozen', by: 'U0BOB', because: 'incident INC-9' } as const;
  const value: Announcement = { what: 'brake', id: 'C0OPS', news };
  await store.commit([{ kind: OUTBOX, id: 'o1', expect: 0, value, dueAt: now }]);
  const posts: Posted[] = [];
  const client = {
    chat: {
      postMessage: async (post: Posted) => {
        posts.push(post);
        then();
        return { ok: true, ts: '1.0', channel: post.channel };
      },
    },
    conversations: {
      history: async () => ({
        ok: true,
        messages: posts.map((post, at) => ({ ts: `${at}.0`, metadata: post.metadata })),
      }),
    },
  };
  const sender = createSender({
    client: client as unknown as WebClient,
    store,
    log: QUIET,
    now: () => now,
    channelOf: () => 'C0OTHER',
    undoMs: 0,
    reached: () => undefined,
  });
  const round = async () => {
    await sender.round('me');
    now += 120_000;
  };
  const left = async () => (await store.list(OUTBOX, { limit: 10 })).length;
  return { store, posts, round, left };
}

describe('what became of a brake', () => {
  it('is a message of its channel, under a mark of its own', async () => {
    const { store, posts, round, left } = await world();
    await round();
    expect(posts).toMatchObject([
      {
        channel: 'C0OPS',
        metadata: { event_type: 'cutover_brake', event_payload: { brake: 'o1' } },
      },
    ]);
    expect(posts[0]?.text).toMatch(/^EVERYTHING IS FROZEN\nFrozen by <@U0BOB>: "incident INC-9"/);
    expect(await left()).toBe(0);
    expect(await store.list(POSTED, { limit: 10 })).toEqual([]);
  });

  it('is found again after a lost reply, and not posted twice', async () => {
    const { posts, round, left } = await world(() => {
      throw new Error('socket hang up');
    });
    await round();
    expect(await left()).toBe(1);
    await round();
    expect(posts).toHaveLength(1);
    expect(await left()).toBe(0);
  });

  it('is left out where the channel takes no messages', async () => {
    const { posts, round, left } = await world(() => {
      throw Object.assign(new Error('An API error occurred: is_archived'), {
        code: ErrorCode.PlatformError,
        data: { ok: false, error: 'is_archived' },
      });
    });
    await round();
    await round();
    expect(posts).toHaveLength(1);
    expect(await left()).toBe(0);
  });
});
