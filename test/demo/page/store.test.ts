import { expect, test } from 'vitest';
import { MessageStore } from '../../../src/demo/page/store.ts';
import { someAnswer, someMessage } from './some-message.ts';

const HERE = 'U0ALICE C0CUTOVER';
const one = someMessage({ ts: '100.000001', text: 'one' });
const two = someMessage({ ts: '100.000002', text: 'two' });
const three = someMessage({ ts: '100.000003', text: 'three' });

function texts(store: MessageStore): string[] {
  return store.roots().map(({ text }) => text);
}

function filled(): MessageStore {
  const store = new MessageStore();
  store.apply(someAnswer({ revision: 5, messages: [one, two] }), HERE, 0);
  return store;
}

test('a place that is new is asked for from the beginning, and a known one from where it was left', () => {
  const store = filled();
  expect(store.since(HERE)).toBe(5);
  expect(store.since('U0BOB C0CUTOVER')).toBe(0);
});

test('what changed is added in the order of time, and what is gone goes', () => {
  const store = filled();
  const changed = { ...one, text: 'one, changed', revision: 6 };
  expect(store.apply(someAnswer({ revision: 7, messages: [changed, three], gone: [two.key] }), HERE, 5)).toBe(
    true,
  );
  expect(texts(store)).toEqual(['one, changed', 'three']);
});

test('a message that comes late stands where its time is', () => {
  const store = new MessageStore();
  store.apply(someAnswer({ revision: 2, messages: [three] }), HERE, 0);
  store.apply(someAnswer({ revision: 3, messages: [one] }), HERE, 2);
  expect(texts(store)).toEqual(['one', 'three']);
});

test('an answer without news says that nothing changed', () => {
  expect(filled().apply(someAnswer({ revision: 6 }), HERE, 5)).toBe(false);
});

test('another place replaces everything', () => {
  const store = filled();
  store.apply(someAnswer({ revision: 8, messages: [three], cut: true }), 'U0BOB C0CUTOVER', 0);
  expect(texts(store)).toEqual(['three']);
  expect(store.cut).toBe(true);
});

test('a part of a workspace that was emptied meanwhile is void, and the whole of it replaces everything', () => {
  const store = filled();
  const emptied = someAnswer({ epoch: 'two', revision: 1, messages: [three] });
  expect(store.isVoid(emptied, 5)).toBe(true);
  expect(store.isVoid(emptied, 0)).toBe(false);
  store.apply(emptied, HERE, 0);
  expect(texts(store)).toEqual(['three']);
  expect(store.since(HERE)).toBe(1);
});

test('replies stand in their thread, and in the channel only when they were also sent there', () => {
  const store = filled();
  const reply = someMessage({ ts: '100.000004', text: 'reply', threadTs: one.ts });
  const broadcast = someMessage({ ts: '100.000005', text: 'loud', threadTs: one.ts, broadcast: true });
  const own = someMessage({
    ts: '100.000006',
    key: '100.000006@U0ALICE',
    text: 'only me',
    threadTs: one.ts,
    onlyFor: 'U0ALICE',
  });
  store.apply(someAnswer({ revision: 9, messages: [broadcast, reply, own] }), HERE, 5);
  expect(texts(store)).toEqual(['one', 'two', 'loud']);
  expect(store.thread(one.ts).map(({ text }) => text)).toEqual(['one', 'reply', 'loud', 'only me']);
  expect(store.thread('99.000000')).toEqual([]);
});

test('messages within a microsecond of each other keep their order', () => {
  const store = new MessageStore();
  const early = someMessage({ ts: '1795270400.999998', text: 'early' });
  const late = someMessage({ ts: '1795270400.999999', text: 'late' });
  store.apply(someAnswer({ messages: [late, early] }), HERE, 0);
  expect(texts(store)).toEqual(['early', 'late']);
});
