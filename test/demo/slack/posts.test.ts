import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keyOf } from '../../../src/demo/slack/channel-posts.ts';
import type { Post } from '../../../src/demo/slack/model.ts';
import { Posts } from '../../../src/demo/slack/posts.ts';
import { defaultSeed, PEOPLE } from '../../../src/demo/slack/seed.ts';
import { WorkspaceState } from '../../../src/demo/slack/state.ts';

const { alice, bob } = PEOPLE;
const CHANNEL = 'C1';
const OTHER = 'C2';

type Step = readonly [
  'post' | 'reply' | 'whisper' | 'change' | 'broadcast' | 'remove' | 'look' | 'read',
  number,
];

const step: fc.Arbitrary<Step> = fc.tuple(
  fc.constantFrom('post', 'reply', 'whisper', 'change', 'broadcast', 'remove', 'look', 'read'),
  fc.nat(30),
);

/** One step in the life of a channel; the number says which of the messages is meant. */
function take(state: WorkspaceState, [what, number]: Step): void {
  const seen = [...state.inChannel(CHANNEL), ...state.onlyFor(alice)];
  const one: Post | undefined = seen[number % Math.max(1, seen.length)];
  const said = { channel: CHANNEL, user: number % 2 === 0 ? bob : alice, text: `<@${alice}>` };
  if (what === 'post') state.post(said);
  else if (what === 'whisper') state.post({ ...said, onlyFor: number % 3 === 0 ? bob : alice });
  else if (what === 'read') state.markRead(alice, CHANNEL);
  else if (one === undefined || what === 'look') return;
  else if (what === 'reply') state.post({ ...said, threadTs: one.threadTs ?? one.ts });
  else if (what === 'change') state.change(one, { text: number % 2 === 0 ? 'other' : `<@${alice}>!` });
  else if (what === 'broadcast') state.change(one, { broadcast: true });
  else state.remove(one);
}

/** What a page knows that has put together all that it was told. */
class Known {
  revision = 0;
  messages = new Map<string, string>();

  look(state: WorkspaceState): void {
    const { messages, gone } = state.changesIn(CHANNEL, alice, this.revision);
    for (const key of gone) this.messages.delete(key);
    for (const post of messages) this.messages.set(keyOf(post), JSON.stringify(post));
    this.revision = state.revision;
  }
}

describe('the changes of a channel', () => {
  it('add up to what somebody sees who looks for the first time, whatever happened in between', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const state = new WorkspaceState(defaultSeed(), () => 1_800_000_000_000);
        const known = new Known();
        for (const one of steps) {
          take(state, one);
          if (one[0] === 'look') known.look(state);
        }
        known.look(state);
        const fresh = new Known();
        fresh.look(state);
        expect(Object.fromEntries(known.messages)).toEqual(Object.fromEntries(fresh.messages));
      }),
    );
  });

  it('leave as much to read as counting anew would', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const looking = new WorkspaceState(defaultSeed(), () => 1_800_000_000_000);
        const waiting = new WorkspaceState(defaultSeed(), () => 1_800_000_000_000);
        for (const one of steps) {
          for (const state of [looking, waiting]) take(state, one);
          looking.unread(alice, CHANNEL);
        }
        expect(looking.unread(alice, CHANNEL)).toEqual(waiting.unread(alice, CHANNEL));
      }),
    );
  });

  it('hold a message once, however often it changed, and stay those of one channel', () => {
    const posts = new Posts();
    const post = (channel: string, ts: string): Post => ({
      channel,
      ts,
      user: alice,
      text: '0',
      blocks: [],
      metadata: null,
      threadTs: null,
      broadcast: false,
      edited: null,
      onlyFor: null,
      byApp: true,
      subtype: null,
    });
    const [here, there, gone] = [post(CHANNEL, '1'), post(OTHER, '2'), post(CHANNEL, '3')];
    for (const one of [here, there, gone]) posts.add(one);
    const before = posts.revision;
    posts.remove(gone);
    for (let index = 1; index <= 5_000; index += 1) posts.change(here, { text: String(index) });
    posts.change(there, { text: 'elsewhere' });
    expect(posts.since(before, CHANNEL, alice)).toEqual({ messages: [here], gone: ['3'], cut: false });
    expect(here.text).toBe('5000');
    expect(posts.since(posts.revision, CHANNEL, alice)).toEqual({ messages: [], gone: [], cut: false });
    expect(posts.since(posts.revision + 1, CHANNEL, alice).messages).toEqual([here]);
  });
});
