import { describe, expect, it } from 'vitest';
import { describeError } from '../../src/log/describe-error.ts';
import { failureFacts } from '../../src/log/failure.ts';
import { secretHider } from '../../src/log/hide-secrets.ts';
import { keptLog } from './lines.ts';

const SECRET = 'canary-"of\\a secret/5b1f+=';

/** Every place of a line in which a text can stand. */
const PLACES: Record<string, (text: string) => [string, Record<string, unknown>]> = {
  'the event': (text) => [text, {}],
  'a fact': (text) => ['x', { said: text }],
  'the name of a fact': (text) => ['x', { [text]: 1 }],
  'a fact in a fact in a list': (text) => ['x', { a: [{ b: { c: `before ${text} after` } }] }],
  'JSON inside a text': (text) => [
    'x',
    { body: JSON.stringify({ deep: JSON.stringify([text]).slice(1, -1) }) },
  ],
  'an address': (text) => ['x', { url: `https://example.org/?key=${encodeURIComponent(text)}&x=1` }],
  'the message of an error': (text) => ['x', failureFacts(new Error(`no ${text}`))],
  'the cause of a cause': (text) => [
    'x',
    failureFacts(new Error('a', { cause: new Error('b', { cause: new Error(text) }) })),
  ],
  'an error in words, after a line break': (text) => [
    'x',
    { error: describeError(new Error(`a\n${text}\nb`)) },
  ],
};

const SHAPES: Record<string, string> = {
  "a bot's token": 'xoxb-1234-abcdEFGH',
  'an app-level token': 'xapp-1-A012-34-abcdef',
  'a rotated token': 'xoxe.xoxp-1-Mi0yLTEyMw',
  'a key of Alibaba Cloud': 'LTAI5tabcdefgh1234567890',
  'a temporary key of Alibaba Cloud': 'STS.NUabcdefgh123',
};

describe('a secret of the configuration', () => {
  it.each(Object.entries(PLACES))('is hidden in %s, and the line stays JSON', (_, line) => {
    const { log, text, lines } = keptLog('debug', ['short', SECRET]);
    log.error(...line(SECRET));
    expect(lines()).toHaveLength(1);
    expect(text()).toContain('[secret]');
    expect(text()).not.toMatch(/canary|5b1f/);
  });

  it('is hidden whole where another one is its beginning', () => {
    expect(secretHider(['abcdef', 'abcdef-and-more'])('x abcdef-and-more abcdef')).toBe(
      'x [secret] [secret]',
    );
  });

  it('that ends with a backslash takes no quote of the line with it', () => {
    const { log, lines } = keptLog('debug', ['canary\\']);
    log.info('x', { said: 'the "canary\\" it was' });
    expect(lines()[0]).toMatchObject({ said: 'the "[secret]" it was' });
  });

  it('that is shorter than six letters hides no ordinary words', () => {
    expect(secretHider(['', 'event'])('{"event":"x"}')).toBe('{"event":"x"}');
  });
});

describe('what nobody has named', () => {
  const everywhere = Object.entries(SHAPES).flatMap(([name, token]) =>
    Object.entries(PLACES).map(([place, line]) => [name, place, token, line] as const),
  );
  it.each(everywhere)('is hidden by its shape: %s in %s', (_, __, token, line) => {
    const { log, text, lines } = keptLog();
    log.info(...line(token));
    expect(lines()).toHaveLength(1);
    expect(text()).toContain('[secret]');
    expect(text()).not.toContain(token);
  });

  it.each([
    ['https://hooks.slack.com/commands/T012/345/AbCd', 'https://hooks.slack.com/commands/[secret]'],
    ['https://hooks.slack.com/actions/E0ORG/1/AbCd', 'https://hooks.slack.com/actions/[secret]'],
    ['a trigger 1234567890123.987654321.0123456789abcdef0123456789abcdef.', 'a trigger [secret].'],
    ['http://127.0.0.1:80/actions/T0X/1/a-b_c refused', 'http://127.0.0.1:80/actions/[secret] refused'],
    ['wss://wss.slack.com/link/?ticket=a-b-c&app_id=x', 'wss://wss.slack.com/link/?ticket=[secret]&app_id=x'],
    ['authorization: Bearer abc.def-gh1', 'authorization: Bearer [secret]'],
    ['X-Auth-Token: MIIabc123+/=', 'X-Auth-Token: [secret]'],
    ['{"x-security-token":"abc123def456"}', '{"x-security-token":"[secret]"}'],
    ['{\\"x-slack-signature\\":\\"v0=0123456789\\"}', '{\\"x-slack-signature\\":\\"[secret]\\"}'],
    [
      'GET https://dts.aliyuncs.com/?AccessKeyId=abcdefgh12&Signature=Zm9v%2Bbar%3D&Version=1 failed',
      'GET https://dts.aliyuncs.com/?AccessKeyId=[secret]&Signature=[secret]&Version=1 failed',
    ],
    [`a token MII${'Ab+/'.repeat(40)}==.`, 'a token [secret].'],
    ['at http://bot:p@ss:w%40rd@proxy:3128/ it broke', 'at http://[secret]@proxy:3128/ it broke'],
  ])('is hidden by its shape: %s', (text, shown) => {
    expect(secretHider([])(text)).toBe(shown);
  });

  it.each([
    'POST /actions/123 and /commands are paths',
    'a DRS task 140b5236-88ad-43c8-811c-1268453jb101 of project 054ba152d480d55b2f5dc0069e7ddef0',
    'Basic Information, Bearer of news',
    'https://example.org:8443/a@b and wss://host/x, x-request-id: 0123456789abcdef',
  ])('stays as it is where it is no secret: %s', (text) => {
    expect(secretHider([])(text)).toBe(text);
  });
});
