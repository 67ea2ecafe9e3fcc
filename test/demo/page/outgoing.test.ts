import { expect, test } from 'vitest';
import { outgoing } from '../../../src/demo/page/text/outgoing.ts';

const known = {
  people: new Map([
    ['alice', 'U0ALICE'],
    ['bob', 'U0BOB'],
  ]),
  groups: new Map([['dba-leads', 'S0LEADS']]),
  channels: new Map([['db-ops', 'C0DBOPS']]),
};

test.each([
  ['hello @alice', 'hello <@U0ALICE>'],
  ['@bob, please.', '<@U0BOB>, please.'],
  ['@dba-leads: look', '<!subteam^S0LEADS>: look'],
  ['@here and @nobody', '<!here> and @nobody'],
  ['in #db-ops.', 'in <#C0DBOPS>.'],
  ['bob@alice', 'bob@alice'],
  ['a < b & c > d', 'a &lt; b &amp; c &gt; d'],
  ['<!channel>', '&lt;!channel&gt;'],
  ['<@U0BOB>', '&lt;@U0BOB&gt;'],
  ['`@alice`', '`@alice`'],
])('%s is sent as %s', (text, expected) => {
  expect(outgoing(text, known)).toBe(expected);
});

test('a command goes as it was typed', () => {
  expect(outgoing('/dts terminate a<b because @alice said so', known)).toBe(
    '/dts terminate a<b because @alice said so',
  );
});
