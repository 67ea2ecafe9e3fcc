import { beforeEach, expect, test } from 'vitest';
import { learnNames, namesVersion } from '../../../src/demo/page/names.ts';
import { spokenText } from '../../../src/demo/page/text/spoken.ts';
import { someAnswer } from './some-message.ts';

const reader = { now: 1_795_270_400_000, locale: 'en-US', timeZone: 'Asia/Shanghai' };

function person(id: string, realName: string) {
  const ordinary = { role: '', isBot: false, isRestricted: false, isStranger: false, deleted: false };
  return { id, name: realName.toLowerCase(), realName, ...ordinary };
}

const { workspace } = someAnswer();
const answer = someAnswer({
  workspace: {
    ...workspace,
    people: [person('U0BOB', 'Bob Lindqvist')],
    groups: [{ id: 'S0DBA', handle: 'dba', name: 'DBAs', users: ['U0BOB'] }],
  },
});

beforeEach(() => learnNames(answer, 'U0BOB'));

test.each([
  ['*ENDED*: `orders-prod`', 'ENDED: orders-prod'],
  ['<@U0BOB> and <!subteam^S0DBA> agreed', '@Bob Lindqvist and @dba agreed'],
  ['<@U0NOBODY> is not known', '@U0NOBODY is not known'],
  ['<https://example.com|the page> :white_check_mark:', 'the page white check mark'],
  ['until <!date^1795270400^{time}|14:13 UTC>', 'until 22:13'],
  ['one\n&gt; two\nthree', 'one two three'],
  ['look:\n```\nSELECT 1;\n```', 'look: SELECT 1;'],
])('%s is said as "%s"', (text, expected) => {
  expect(spokenText(text, reader)).toBe(expected);
});

test('names count as changed when they, or who reads them, did, and not else', () => {
  const before = namesVersion();
  learnNames({ ...answer, revision: 9 }, 'U0BOB');
  expect(namesVersion()).toBe(before);
  learnNames(answer, 'U0ALICE');
  expect(namesVersion()).toBe(before + 1);
});
