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
  readonly thread_ts?: string;
}

const HASH = 'ab12'.repeat(16);

/** One letter with a head, and a channel; `then` decides what comes of a post that was taken. */
async function world(then: () => void = () => undefined) {
  let now = NOON;
  const store = new MemoryStore(() => now);
  const value: Announcement = { what: 'head', id: 'C0OPS', day: '2026-11-22', seq: 123, hash: HASH };
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
    undoMs: 24 * 60 * 60_000,
    reached: () => undefined,
  });
  const round = async () => {
    await sender.round('me');
    now += 120_000;
  };
  return { store, posts, round };
}

describe('the head of the audit log, as it is told to the channel', () => {
  it('is one short message with the day, the number of lines and the hash, in full', async () => {
    const { store, posts, round } = await world();
    await round();
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ channel: 'C0OPS', metadata: { event_type: 'cutover_head' } });
    expect(posts[0]?.thread_ts).toBeUndefined();
    expect(posts[0]?.text).toContain(`Audit log on 2026-11-22: 123 lines, head ${HASH}`);
    expect(posts[0]?.text.split('\n')).toHaveLength(2);
    expect(await store.list(OUTBOX, { limit: 10 })).toEqual([]);
    expect(await store.list(POSTED, { limit: 10 })).toEqual([]);
  });

  it('is found again after a lost reply, and not posted twice', async () => {
    const { store, posts, round } = await world(() => {
      throw new Error('socket hang up');
    });
    await round();
    expect(await store.list(OUTBOX, { limit: 10 })).toHaveLength(1);
    await round();
    expect(posts).toHaveLength(1);
    expect(await store.list(OUTBOX, { limit: 10 })).toEqual([]);
  });

  it('is left out where the channel takes no messages', async () => {
    const { store, posts, round } = await world(() => {
      throw Object.assign(new Error('An API error occurred: is_archived'), {
        code: ErrorCode.PlatformError,
        data: { ok: false, error: 'is_archived' },
      });
    });
    await round();
    expect(posts).toHaveLength(1);
    expect(await store.list(OUTBOX, { limit: 10 })).toEqual([]);
  });
});
