import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawAnswer } from '../../src/providers/raw-answer.ts';
import { redact } from '../../src/providers/redact.ts';

const KNOWN = 'open sesame 4711';
const clean = (text: string) => redact(text, [KNOWN]);

describe('rawAnswer', () => {
  it('keeps what the cloud answered, as JSON, with its HTTP status', () => {
    const body = { RequestId: '01B6F25F-21E7-4484-99D5-3EF2625C0000', Success: true, Rows: [1, null, 'a'] };
    expect(rawAnswer(200, body, clean)).toEqual({ status: 200, body: JSON.stringify(body) });
  });

  it.each([
    ['password', { Endpoint: { Password: 'Pa55' } }],
    ['token', { SecurityToken: 'Pa55' }],
    ['secret', [{ AccessKeySecret: 'Pa55' }]],
    ['signature', { a: { b: { StringToSign: 'x', Signature: 'Pa55' } } }],
    ['structure under such a name', { credentials: { user: 'root', pw: 'Pa55' } }],
    ['connection string in a text', { Message: 'mysql://root:Pa55@10.0.0.1/shop failed' }],
  ])('hides a %s', (_, body) => {
    const raw = rawAnswer(400, body, clean);
    expect(raw.body).not.toContain('Pa55');
    expect(raw.body).toContain('***');
  });

  it('hides what is known to be secret, also in names of fields and in text that is no JSON', () => {
    expect(rawAnswer(502, `<html>${KNOWN}</html>`, clean).body).toBe('<html>***</html>');
    expect(rawAnswer(200, { [KNOWN]: { x: [KNOWN] } }, clean).body).not.toContain(KNOWN);
  });

  it('is never longer than 4 kB and never holds a known secret, whatever is answered', () => {
    const withSecret = fc.string().map((text) => `${text}${KNOWN}${text}`);
    const answers = fc.object({
      maxDepth: 6,
      values: [withSecret, fc.string({ unit: 'binary' }), fc.integer()],
    });
    fc.assert(
      fc.property(answers, fc.nat({ max: 3000 }), (body, many) => {
        const raw = rawAnswer(200, { body, ballast: Array.from({ length: many }, () => 'ä€🙂') }, clean);
        expect(Buffer.byteLength(raw.body)).toBeLessThanOrEqual(4096);
        expect(raw.body).not.toContain(KNOWN);
      }),
      { numRuns: 100 },
    );
  });

  it('looks at no more of a long list than it keeps', () => {
    const rows = Array.from({ length: 1_000 }, (_, at) => ({ id: `task-${at}`, name: 'orders', note: 'x' }));
    let looked = 0;
    const raw = rawAnswer(200, { rows }, (text) => {
      looked += 1;
      return text;
    });
    expect(raw.body).toBe(`${JSON.stringify({ rows }).slice(0, 4093)}…`);
    expect(looked).toBeLessThan(2_000);
  });
});
