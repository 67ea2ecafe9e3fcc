import { ErrorCode, type WebClient } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import type { Checklist } from '../../src/cleanup/checklist/checklist.ts';
import { CHECKLIST } from '../../src/cleanup/rows.ts';
import { type Announcement, OUTBOX, POSTED } from '../../src/lifecycle/rows.ts';
import { createSender } from '../../src/slack/outbox/sender.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';
import { checklist, goneItem, NOON, openItem } from './checklists.ts';
import { QUIET } from './fakes.ts';

interface Posted {
  readonly channel: string;
  readonly text: string;
  readonly metadata: { event_type: string; event_payload: Record<string, string> };
  readonly thread_ts?: string;
}

/** Slack, as far as a digest needs it. `then` decides what comes of a post that was taken. */
function channelClient(posts: Posted[], then: () => void): WebClient {
  const history = async () => ({
    ok: true,
    messages: posts.map((post, at) => ({ ts: `${at}.0`, metadata: post.metadata })),
  });
  const client = {
    chat: {
      postMessage: async (post: Posted) => {
        posts.push(post);
        then();
        return { ok: true, ts: '1.0', channel: post.channel };
      },
    },
    conversations: { history },
  };
  return client as unknown as WebClient;
}

async function world(lists: readonly Checklist[], then: () => void = () => undefined) {
  let now = NOON;
  const store = new MemoryStore(() => now);
  for (const list of lists) await store.commit([{ kind: CHECKLIST, id: list.id, expect: 0, value: list }]);
  const value: Announcement = { what: 'digest', id: 'C0OPS', checklists: lists.map(({ id }) => id) };
  await store.commit([{ kind: OUTBOX, id: 'o1', expect: 0, value, dueAt: now }]);
  const posts: Posted[] = [];
  const sender = createSender({
    client: channelClient(posts, then),
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

describe('the digest of a channel', () => {
  it('is a new message of its channel, with its mark, and nothing is kept of where it stands', async () => {
    const { store, posts, round } = await world([
      checklist([openItem()]),
      checklist([goneItem()], { id: 'k2' }),
    ]);
    await round();
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({
      channel: 'C0OPS',
      metadata: { event_type: 'cutover_digest', event_payload: { digest: 'o1' } },
    });
    expect(posts[0]?.thread_ts).toBeUndefined();
    expect(posts[0]?.text).toContain('CLEAN-UP STILL OPEN: 1 LIST\n');
    expect(await store.list(OUTBOX, { limit: 10 })).toEqual([]);
    expect(await store.list(POSTED, { limit: 10 })).toEqual([]);
  });

  it('is not sent where everything was closed meanwhile, or is no longer held', async () => {
    const { store, posts, round } = await world([checklist([goneItem()])]);
    await round();
    expect(posts).toEqual([]);
    expect(await store.list(OUTBOX, { limit: 10 })).toEqual([]);
  });

  it('is found again after a lost reply, and not posted twice', async () => {
    const { store, posts, round } = await world([checklist([openItem()])], () => {
      throw new Error('socket hang up');
    });
    await round();
    expect(await store.list(OUTBOX, { limit: 10 })).toHaveLength(1);
    await round();
    expect(posts).toHaveLength(1);
    expect(await store.list(OUTBOX, { limit: 10 })).toEqual([]);
  });

  it('is left out where the channel takes no messages', async () => {
    const { store, posts, round } = await world([checklist([openItem()])], () => {
      throw Object.assign(new Error('An API error occurred: is_archived'), {
        code: ErrorCode.PlatformError,
        data: { ok: false, error: 'is_archived' },
      });
    });
    await round();
    await round();
    expect(posts).toHaveLength(1);
    expect(await store.list(OUTBOX, { limit: 10 })).toEqual([]);
  });
});
