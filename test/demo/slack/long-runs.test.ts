import { describe, expect, it } from 'vitest';
import { addProblem } from '../../../src/demo/slack/problems.ts';
import { ResponseUrls } from '../../../src/demo/slack/response-urls.ts';
import { CHANNELS, defaultSeed, PEOPLE } from '../../../src/demo/slack/seed.ts';
import { WorkspaceState } from '../../../src/demo/slack/state.ts';
import { Suggestions } from '../../../src/demo/slack/suggestions.ts';
import { Triggers } from '../../../src/demo/slack/triggers.ts';
import { RateLimits } from '../../../src/demo/slack/web-api/rate-limits.ts';

const { cutover } = CHANNELS;
const { alice, bob } = PEOPLE;
const HOUR = 3_600_000;

/** A state whose clock goes on by 10 ms with every message: a hundred a second. */
function busy() {
  let now = 1_800_000_000_000;
  const state = new WorkspaceState(defaultSeed(), () => {
    now += 10;
    return now;
  });
  return {
    state,
    say: (more: object = {}) => state.post({ channel: cutover, user: bob, text: 'x', ...more }),
  };
}

describe('an hour of work', () => {
  it('leaves the triggers of the last minutes, and they still say that they are too old', () => {
    let now = 0;
    const triggers = new Triggers(() => now);
    let latest = '';
    for (; now < HOUR; now += 1_000) latest = triggers.mint(alice);
    expect(triggers.size).toBeLessThan(HOUR / 1_000 / 5);
    now += 60_000;
    expect(() => triggers.use(latest)).toThrow('expired_trigger_id');
    expect(new Set(Array.from({ length: 5 }, () => triggers.mint(alice))).size).toBe(5);
  });

  it('leaves the response URLs that are good, and those that were so until lately', () => {
    let now = 0;
    const urls = new ResponseUrls(() => now);
    const origin = { user: alice, channel: cutover, source: null };
    const minted: string[] = [];
    for (; now < 3 * HOUR; now += 10_000) minted.push(urls.mint('commands', 'T1', origin));
    expect(urls.size).toBeLessThan(minted.length / 2);
    const [good, old] = [minted.at(-1) ?? '', minted.at(-200) ?? ''];
    expect(urls.use(good)).toMatchObject(origin);
    expect(() => urls.use(old)).toThrow('expired_url');
    expect(new Set(minted).size).toBe(minted.length);
  });

  it('leaves the options of the menus used last', () => {
    const suggestions = new Suggestions();
    const option = { text: { type: 'plain_text', text: 'A' }, value: 'a' };
    for (let one = 0; one < 5_000; one += 1) {
      suggestions.offer(alice, `block-${one}`, 'task', [option]);
      suggestions.offer(alice, 'always', 'task', [option]);
    }
    expect(suggestions.size).toBeLessThanOrEqual(1_000);
    expect(suggestions.offeredTo(alice, 'always', 'task')).toEqual([option]);
    expect(suggestions.offeredTo(alice, 'block-4999', 'task')).toEqual([option]);
    expect(suggestions.offeredTo(alice, 'block-0', 'task')).toEqual([]);
  });

  it('leaves the last hundred problems', () => {
    const problems: string[] = [];
    const { state } = busy();
    for (let one = 0; one < 250; one += 1) addProblem({ problems, state }, `${one}`);
    expect([problems.length, problems[0], problems.at(-1)]).toEqual([100, '150', '249']);
  });

  it('leaves no budget that is full', () => {
    let now = 0;
    const limits = new RateLimits(() => now);
    for (let one = 0; one < 20_000; one += 1) {
      now += 100;
      limits.retryAfter('chat.postMessage', 'posting', `C${one}`);
    }
    expect(limits.size).toBeLessThan(2_000);
  });
});

describe('a channel with more messages than are kept', () => {
  it('keeps the newest 20,000 and tells who looks from before that to begin anew', () => {
    const { state, say } = busy();
    const first = say();
    const early = state.revision;
    for (let one = 0; one < 25_000; one += 1) say();
    const late = state.revision;
    const last = say();
    expect(state.inChannel(cutover).length).toBeGreaterThanOrEqual(20_000);
    expect(state.inChannel(cutover).length).toBeLessThanOrEqual(21_000);
    expect([state.find(cutover, first.ts), state.find(cutover, last.ts)]).toEqual([undefined, last]);
    expect(state.changesIn(cutover, alice, late)).toEqual({ messages: [last], gone: [], cut: false });
    const anew = state.changesIn(cutover, alice, early);
    expect([anew.messages.length, anew.cut]).toEqual([500, true]);
    expect(state.inTheOpen(cutover).length).toBe(state.inChannel(cutover).length);
    expect(state.unread(alice, cutover).unread).toBe(state.inChannel(cutover).length);
  });

  it('forgets what was removed, together with its content', () => {
    const { state, say } = busy();
    const early = state.revision;
    for (let one = 0; one < 30_000; one += 1) state.remove(say(one % 2 === 0 ? {} : { onlyFor: alice }));
    const late = state.revision;
    const last = say();
    state.remove(last);
    expect(state.remembered(cutover)).toBeLessThan(25_000);
    expect(state.changesIn(cutover, alice, late).gone).toEqual([last.ts]);
    expect(state.changesIn(cutover, alice, early)).toEqual({ messages: [], gone: [], cut: false });
  });

  it('keeps the newest thousand that only one person sees', () => {
    const { state, say } = busy();
    for (let one = 0; one < 3_000; one += 1) say({ onlyFor: alice, text: `${one}` });
    say({ onlyFor: bob });
    const texts = state.onlyFor(alice).map(({ text }) => text);
    expect(texts.length).toBeLessThanOrEqual(1_100);
    expect(texts.at(-1)).toBe('2999');
    expect(state.onlyFor(bob)).toHaveLength(1);
  });

  it('keeps the threads of the messages that are there', () => {
    const { state, say } = busy();
    const old = say();
    say({ threadTs: old.ts });
    for (let one = 0; one < 22_000; one += 1) say();
    const root = say();
    const reply = say({ threadTs: root.ts });
    expect(state.repliesTo(cutover, old.ts)).toEqual([]);
    expect(state.repliesTo(cutover, root.ts)).toEqual([reply]);
  });
});
