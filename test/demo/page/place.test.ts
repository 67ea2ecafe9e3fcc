import { describe, expect, test } from 'vitest';
import {
  hashOf,
  moved,
  type Place,
  permalinkOf,
  placeOf,
  placeOfPermalink,
} from '../../../src/demo/page/place.ts';
import { settled } from '../../../src/demo/page/settle.ts';
import { someAnswer } from './some-message.ts';

const here: Place = { me: 'U0ALICE', channel: 'C0CUTOVER', thread: '1.000001', message: null, tab: null };
const known = { me: 'U0BOB', channel: 'C0DBOPS' };

test('a place goes into the address and comes back from it', () => {
  const whole: Place = { ...here, message: '1.000002', tab: 'home' };
  expect(placeOf(hashOf(whole), known)).toEqual(whole);
  expect(placeOf(hashOf(here), known)).toEqual(here);
});

test('what an address does not name is as it was last time', () => {
  expect(placeOf('', known)).toEqual({ ...known, thread: null, message: null, tab: null });
  expect(placeOf('#tab=other', known).tab).toBeNull();
});

test('another channel leaves the thread behind, a thread stays in its channel', () => {
  expect(moved(here, { channel: 'C0DBOPS' }).thread).toBeNull();
  expect(moved(here, { channel: 'C0CUTOVER' }).thread).toBe('1.000001');
  expect(moved(here, { channel: 'C0DBOPS', thread: '2.000000' }).thread).toBe('2.000000');
});

test('who becomes somebody else stays in the channel', () => {
  expect(moved(here, { me: 'U0BOB' })).toEqual({ ...here, me: 'U0BOB', thread: null });
});

test('a permalink leads to its message, and its thread', () => {
  const link = (path: string): URL => new URL(path, 'http://127.0.0.1:4080');
  const message = '1795270400.000100';
  expect(placeOfPermalink(link(permalinkOf('C0CUTOVER', message, null)))).toEqual({
    channel: 'C0CUTOVER',
    message,
    thread: null,
  });
  expect(placeOfPermalink(link(permalinkOf('C0CUTOVER', message, '1795270300.000000')))).toEqual({
    channel: 'C0CUTOVER',
    message,
    thread: '1795270300.000000',
  });
  expect(placeOfPermalink(link('/archives/C0DBOPS'))).toEqual({
    channel: 'C0DBOPS',
    message: null,
    thread: null,
  });
  expect(placeOfPermalink(link('/files/main.js'))).toBeNull();
});

describe('a place that does not exist', () => {
  const person = (id: string, different = {}) => ({
    id,
    name: id,
    realName: id,
    role: '',
    isBot: false,
    isRestricted: false,
    isStranger: false,
    deleted: false,
    ...different,
  });
  const channel = (id: string, archived = false) => ({
    id,
    name: id,
    kind: 'public' as const,
    archived,
    members: 1,
    hasApp: true,
    unread: 0,
    mentions: 0,
  });
  const people = [person('U0BOT', { isBot: true }), person('U0GONE', { deleted: true }), person('U0ALICE')];
  const { workspace } = someAnswer();
  const answer = {
    workspace: { ...workspace, people },
    channels: [channel('C0OLD', true), channel('C1'), channel('C2')],
  };

  test('becomes the first person who can do something', () => {
    expect(settled(answer, { ...here, me: 'U0NOBODY' }, null)).toEqual({ me: 'U0ALICE' });
  });

  test('becomes the channel of last time, else the first that is not archived', () => {
    expect(settled(answer, here, 'C2')).toMatchObject({ channel: 'C2' });
    expect(settled(answer, here, 'C9')).toMatchObject({ channel: 'C1' });
  });

  test('is left alone where all is well, or where the person is in no channel', () => {
    expect(settled(answer, { ...here, channel: 'C0OLD' }, null)).toBeNull();
    expect(settled({ ...answer, channels: [] }, here, null)).toBeNull();
  });
});
