import { describe, expect, test } from 'vitest';
import { type Piece, parseMrkdwn } from '../../../src/demo/page/text/mrkdwn.ts';

/** A tree as a short text: bold as B(…), a link as L(address|label) and so on. */
function short(piece: Piece): string {
  switch (piece.kind) {
    case 'text':
      return piece.text;
    case 'code':
      return `C(${piece.text})`;
    case 'emoji':
      return `E(${piece.name})`;
    case 'link':
      return `L(${piece.address}|${piece.label})`;
    case 'person':
    case 'group':
    case 'channel':
    case 'everybody':
      return `${piece.kind}(${piece.id})`;
    case 'date':
      return `D(${piece.seconds}|${piece.format}|${piece.fallback}|${piece.address})`;
    case 'break':
      return '¶';
    case 'preformatted':
      return `P(${piece.text})`;
    case 'quote':
      return `Q(${piece.inside.map(short).join('')})`;
    case 'bold':
    case 'italic':
    case 'strike':
      return `${piece.kind.slice(0, 1).toUpperCase()}(${piece.inside.map(short).join('')})`;
  }
}

function tree(text: string, verbatim = false): string {
  return parseMrkdwn(text, verbatim).map(short).join('');
}

describe('marks', () => {
  test.each([
    ['*bold*', 'B(bold)'],
    ['_it_ and ~no~', 'I(it) and S(no)'],
    ['*bold _and it_*', 'B(bold I(and it))'],
    ['(*bold*)', '(B(bold))'],
    ['*two words*, and more', 'B(two words), and more'],
    ['`code` and *bold*', 'C(code) and B(bold)'],
    ['*`bold code`*', 'B(C(bold code))'],
    ['*one* and *two*', 'B(one) and B(two)'],
  ])('%s reads as %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  test.each([
    'snake_case_name',
    '2*3*4',
    '* a bullet',
    'a * b * c',
    '*not closed',
    '**',
    '_ blank _',
    '*over\nthe line*',
    'rdsdts_orders on rm-bp1162_x',
    '~/.ssh and ~/bin',
  ])('%s holds no mark', (text) => {
    expect(tree(text)).toBe(text.replace('\n', '¶'));
  });

  test('nothing within code is a mark, a link or an emoji', () => {
    expect(tree('`*a* <b> :tada:`')).toBe('C(*a* <b> :tada:)');
    expect(tree('`a &lt;b&gt;`')).toBe('C(a <b>)');
  });

  test('a code mark does not go over the end of the line', () => {
    expect(tree('`a\nb`')).toBe('`a¶b`');
  });
});

describe('what stands between angle brackets', () => {
  test.each([
    ['<@U0ALICE>', 'person(U0ALICE)'],
    ['<@U0ALICE|alice> asked', 'person(U0ALICE) asked'],
    ['<#C0CUTOVER|cutover>', 'channel(C0CUTOVER)'],
    ['<!subteam^S0DBA>', 'group(S0DBA)'],
    ['<!subteam^S0DBA|@dba>', 'group(S0DBA)'],
    ['<!here> <!channel> <!everyone>', 'everybody(here) everybody(channel) everybody(everyone)'],
    ['<https://example.com/a_b_c|the page>', 'L(https://example.com/a_b_c|the page)'],
    ['<https://example.com>', 'L(https://example.com|https://example.com)'],
    ['*<https://example.com/*|a>*', 'B(L(https://example.com/*|a))'],
    ['<mailto:bob@example.com|Bob>', 'L(mailto:bob@example.com|Bob)'],
    ['<https://example.com/?a=1&amp;b=2|x &lt; y>', 'L(https://example.com/?a=1&b=2|x < y)'],
    [
      '<!date^1790000000^{date_short_pretty} at {time}|2026-09-21 14:13 UTC>',
      'D(1790000000|{date_short_pretty} at {time}|2026-09-21 14:13 UTC|null)',
    ],
    [
      '<!date^1790000000^{time}^https://example.com/?a=1&amp;b=2|then>',
      'D(1790000000|{time}|then|https://example.com/?a=1&b=2)',
    ],
  ])('%s reads as %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  test('escaped brackets are text, and become no mention', () => {
    expect(tree('&lt;!channel&gt; &amp;amp; &lt;@U0ALICE&gt;')).toBe('<!channel> &amp; <@U0ALICE>');
  });
});

describe('bare addresses', () => {
  test.each([
    ['see https://example.com/a.', 'see L(https://example.com/a|https://example.com/a).'],
    ['(https://example.com)', '(L(https://example.com|https://example.com))'],
    [
      'https://example.com/?a=1&amp;b=2 ok',
      'L(https://example.com/?a=1&b=2|https://example.com/?a=1&b=2) ok',
    ],
    ['write to bob@example.com now', 'write to L(mailto:bob@example.com|bob@example.com) now'],
    ['*https://example.com*', 'B(L(https://example.com|https://example.com))'],
    ['xhttps://example.com', 'xhttps://example.com'],
  ])('%s reads as %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });

  test('a verbatim text gets none', () => {
    expect(tree('see https://example.com', true)).toBe('see https://example.com');
    expect(tree('<https://example.com|a>', true)).toBe('L(https://example.com|a)');
  });
});

describe('lines', () => {
  test('quotes go by line, and three signs quote to the end', () => {
    expect(tree('&gt; one\n&gt; two\nafter')).toBe('Q(one¶two)after');
    expect(tree('before\n> *one*')).toBe('before' + 'Q(B(one))');
    expect(tree('&gt;&gt;&gt;one\ntwo\n\nthree')).toBe('Q(one¶two¶¶three)');
  });

  test('a block of code keeps its lines and loses its escapes', () => {
    expect(tree('look:\n```\nSELECT *\n  FROM a &lt; b;\n```\ndone')).toBe(
      'look:P(SELECT *\n  FROM a < b;)done',
    );
    expect(tree('```*one line*```')).toBe('P(*one line*)');
  });

  test('empty lines stay', () => {
    expect(tree('a\n\nb')).toBe('a¶¶b');
  });
});

describe('emoji', () => {
  test.each([
    [':tada: done', 'E(tada) done'],
    [':wave::skin-tone-3:', 'E(wave)'],
    ['at 12:30:45', 'at 12:30:45'],
    ['a: b: c', 'a: b: c'],
  ])('%s reads as %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

describe('texts of the bot', () => {
  test.each([
    ['That is not orders-prod. Nothing has happened.', 'That is not orders-prod. Nothing has happened.'],
    [
      'hidden whitelist rdsdts_orders on rm-bp1162kryivb8q2k3',
      'hidden whitelist rdsdts_orders on rm-bp1162kryivb8q2k3',
    ],
    ['rm-bp1162 (RDS MySQL)  →  pc-bp1imr (PolarDB)', 'rm-bp1162 (RDS MySQL)  →  pc-bp1imr (PolarDB)'],
    ['rule tcp 3306 from 80.158.10.20/32', 'rule tcp 3306 from 80.158.10.20/32'],
    ['`/cutover list` shows all', 'C(/cutover list) shows all'],
    ['People  <@U0ALICE> asked: "cut-over INC-4711"', 'People  person(U0ALICE) asked: "cut-over INC-4711"'],
  ])('%s reads as %s', (text, expected) => {
    expect(tree(text)).toBe(expected);
  });
});

test('a long text of marks that nothing closes is only text', () => {
  const text = '*a '.repeat(10_000);
  expect(tree(text)).toBe(text);
});
