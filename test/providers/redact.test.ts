import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redact } from '../../src/providers/redact.ts';

describe('redact', () => {
  it.each([
    ['connect to mysql://root:Pa55@10.0.0.1:3306/shop failed', 'Pa55'],
    ['connect to mysql://root:P@55:w@10.0.0.1/shop failed', '55:w'],
    ['jdbc:mysql://10.0.0.1:3306/shop?user=root&password=Pa55&useSSL=false', 'Pa55'],
    ['jdbc:mysql://10.0.0.1:3306/shop?user=adm1n&useSSL=false', 'adm1n'],
    ['jdbc:sqlserver://10.0.0.1;databaseName=shop;user=sa;password=Pa55;', 'Pa55'],
    ['jdbc:oracle:thin:scott/tiger9@10.0.0.1:1521/orcl', 'tiger9'],
    ['Access denied for root:Pa55@db.internal', 'Pa55'],
    ['{"user":"root","password":"Pa55 word"}', 'Pa55'],
    ['{"AccessKeyId":"STS.abc","AccessKeySecret":"s3cr3t","SecurityToken":"CAIS"}', 'CAIS'],
    ['{"AccessKeyId":"STS.abc","AccessKeySecret":"s3cr3t","SecurityToken":"CAIS"}', 's3cr3t'],
    ['signature=0123456789abcdef', '0123456789abcdef'],
    ['key 0123456789ABCDEF0123456789abcdef01 is wrong', '0123456789ABCDEF'],
    ['key LTAI5tAbCdEfGh012345 is inactive', 'LTAI5t'],
    ['token STS.NTx1yz8abcdefghijk has expired', 'NTx1yz8'],
    ['x-acs-security-token:CAIS+/abc=\nx', 'CAIS'],
  ])('hides the credential in %j', (text, secret) => {
    expect(redact(text)).not.toContain(secret);
    expect(redact(text)).toContain('***');
  });

  it.each([
    'DTS-070211: Connect Source DB failed. cause by [java.net.ConnectException: Connection timed out]',
    'The Value of Input Parameter DtsJobId is not valid',
    'RequestId 01B6F25F-21E7-4484-99D5-3EF2625C0000 at 2026-03-16T08:01:19Z from rm-bp1162kryivb8:3306',
  ])('leaves %j alone', (text) => {
    expect(redact(text)).toBe(text);
  });

  it('hides secrets that are told to it, whatever they look like', () => {
    expect(redact('the word is open sesame', ['open sesame'])).toBe('the word is ***');
    expect(redact('nothing is hidden for an empty secret', [''])).toBe(
      'nothing is hidden for an empty secret',
    );
  });

  it('makes one line without invisible characters', () => {
    expect(redact('a\r\n\tb\u0000c\u202Ed\u200Be\u2066f\u2028g\u0085h')).toBe('a b cdef g h');
  });

  it('never gives more than 300 characters, nor half of one', () => {
    expect(redact('x'.repeat(300))).toBe('x'.repeat(300));
    expect([...redact('🦊'.repeat(400))]).toHaveLength(300);
    expect(redact('🦊'.repeat(400))).toBe(`${'🦊'.repeat(299)}…`);
  });

  it('gives one printable line of at most 300 characters for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (text) => {
        const clean = redact(text);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect([...clean].length).toBeLessThanOrEqual(300);
      }),
    );
  });
});
