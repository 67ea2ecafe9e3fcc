import { ErrorCode } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../src/lifecycle/ports.ts';
import { isOutside, logFailure } from '../../src/log/failure.ts';
import { StoreError } from '../../src/store/store-error.ts';
import { keptLog } from './lines.ts';

const cloud = new ProviderError('throttled', 'listing tasks: Throttling.User', {
  code: 'Throttling.User',
  requestId: 'REQ-7',
});
const slack = (code: string) => Object.assign(new Error('Slack'), { code });

function logged(error: unknown): Record<string, unknown> {
  const { log, lines } = keptLog();
  logFailure(log, 'a request failed', error, { what: '/dts list' });
  return lines()[0] ?? {};
}

describe('a failure', () => {
  it.each([
    ['of a cloud', cloud, 'warn'],
    ['with a cloud at its bottom', new Error('no plan', { cause: cloud }), 'warn'],
    ['to reach Slack', slack(ErrorCode.RequestError), 'warn'],
    ['because Slack wants us slower', slack(ErrorCode.RateLimitedError), 'warn'],
    ['that Slack calls a bad request', slack(ErrorCode.PlatformError), 'error'],
    ['of the store', new StoreError('the disk is full'), 'error'],
    ['of our own', new TypeError('x is undefined'), 'error'],
    ['that is no error at all', 'oops', 'error'],
  ])('%s has its level by whose it is', (_, error, level) => {
    expect(logged(error)).toMatchObject({ level, event: 'a request failed', what: '/dts list' });
  });

  it('of a cloud has its kind, its code and the id of its request, and no stack', () => {
    const line = logged(cloud);
    expect(line).toMatchObject({ kind: 'throttled', code: 'Throttling.User', cloudRequest: 'REQ-7' });
    expect(line).not.toHaveProperty('stack');
  });

  it('of ours has where it was, with its causes', () => {
    const { error, stack } = logged(new Error('outer', { cause: new Error('inner') }));
    expect(error).toBe('Error: outer; because Error: inner');
    expect(stack).toMatch(/Error: outer\n +at .*failure\.test\.ts[\s\S]*caused by Error: inner\n +at /);
  });

  it('that is its own cause is told once', () => {
    const circle = new Error('outer', { cause: new Error('inner') });
    (circle.cause as Error).cause = circle;
    expect(logged(circle)).toMatchObject({ level: 'error', error: 'Error: outer; because Error: inner' });
    expect(isOutside(circle)).toBe(false);
  });

  it.each([
    ['an object without a text', Object.create(null)],
    ['a symbol', Symbol('odd')],
    ['nothing', undefined],
  ])('that is %s is logged all the same', (_, thrown) => {
    expect(logged(thrown)).toMatchObject({ level: 'error', error: expect.any(String) });
  });
});
