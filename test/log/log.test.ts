import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { inTurn, turnId } from '../../src/log/turn.ts';
import { keptLog } from './lines.ts';

describe('a line of the log', () => {
  it('is one JSON object with its level in a word, its time, its event and its facts in that order', () => {
    const { log, text } = keptLog();
    log.info('health', { port: 3000, path: '/healthz' });
    expect(text()).toMatch(
      /^\{"level":"info","time":"\d{4}-\d\d-\d\dT[\d:.]{12}Z","event":"health","port":3000,"path":"\/healthz"\}\n$/,
    );
  });

  it('stays one line whatever is in its facts', () => {
    const { log, text, lines } = keptLog();
    const circle: Record<string, unknown> = { text: 'two\nlines\u2028and "quotes"' };
    circle['itself'] = circle;
    log.warn('odd', { circle, big: 10n, none: undefined, nothing: null });
    expect(text().trimEnd().split('\n')).toHaveLength(1);
    expect(lines()[0]).toMatchObject({
      circle: { text: 'two\nlines\u2028and "quotes"' },
      nothing: null,
    });
  });

  it.each<[string, Record<string, unknown>]>([
    [
      'that throws when it is read',
      {
        get odd() {
          throw new Error('no');
        },
      },
    ],
    [
      'with one in it that throws',
      {
        odd: {
          get deep() {
            throw new Error('no');
          },
        },
      },
    ],
    [
      'that cannot be made JSON',
      {
        odd: {
          toJSON() {
            throw new Error('no');
          },
        },
      },
    ],
  ])('is written, and throws nothing, for a fact %s', (_, facts) => {
    const { log, lines } = keptLog();
    log.warn('odd', facts);
    expect(lines()[0]).toMatchObject({ level: 'warn', event: 'odd' });
  });

  it('that would be very long is cut, and not left out', () => {
    const { log, text, lines } = keptLog('debug', ['canary-secret']);
    log.error('long', { said: `${'x'.repeat(1_990)}canary-secret${'x'.repeat(3_000_000)}`, port: 1 });
    expect(text().length).toBeLessThan(10_000);
    expect(text()).not.toContain('canary');
    expect(lines()[0]).toMatchObject({ level: 'error', event: 'long', port: 1 });
    expect(lines()[0]?.['said']).toMatch(/x… \(\d+ characters\)$/);
  });

  it('that is long by many facts keeps when it was, what, and of which request', () => {
    const { log, text, lines } = keptLog();
    inTurn(() =>
      log.info('wide', Object.fromEntries(Array.from({ length: 9_000 }, (_, at) => [`k${at}`, 'x']))),
    );
    expect(text().length).toBeLessThan(1_000);
    expect(lines()[0]).toMatchObject({ level: 'info', event: 'wide', request: expect.any(String) });
  });

  it.each([
    ['debug', ['debug', 'info', 'warn', 'error']],
    ['info', ['info', 'warn', 'error']],
    ['WARN', ['warn', 'error']],
    ['error', ['error']],
    ['', ['info', 'warn', 'error']],
    ['loud', ['LOG_LEVEL is none of debug, info, warn, error, so it is info', 'info', 'warn', 'error']],
  ])('is left out below the level %s', (level, told) => {
    const { log, lines } = keptLog(level);
    for (const at of ['debug', 'info', 'warn', 'error'] as const) log[at](at);
    expect(lines().map(({ event }) => event)).toEqual(told);
  });
});

describe('a request id', () => {
  it('is the same on every line of a turn, also behind a time-out, and another one in the next', async () => {
    const { log, lines } = keptLog();
    const turn = (name: string) =>
      inTurn(async () => {
        log.info(name);
        await wait(1);
        setTimeout(() => log.info(name), 1);
        await wait(10);
      });
    await Promise.all([turn('one'), turn('two')]);
    const idsOf = (name: string) =>
      lines().flatMap(({ event, request }) => (event === name ? [request] : []));
    expect(idsOf('one')).toHaveLength(2);
    expect(idsOf('one')[0]).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set(idsOf('one')).size).toBe(1);
    expect(new Set([...idsOf('one'), ...idsOf('two')]).size).toBe(2);
  });

  it('is on no line outside of a turn', () => {
    const { log, lines } = keptLog();
    inTurn(() => turnId());
    log.info('alone');
    expect(lines()[0]).not.toHaveProperty('request');
  });
});
