import { describe, expect, it } from 'vitest';
import { judgeReads } from '../../../src/doctor/accounts/reads.ts';
import { sameKeysCheck } from '../../../src/doctor/accounts/same-keys.ts';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import type { ReadAsked, ReadCame, ReadTier } from '../../../src/providers/examination.ts';
import { accountWith } from './account.ts';

const allowed: ReadCame = { kind: 'allowed' };
const unknown: ReadCame = { kind: 'not-known', why: 'there is no task to ask about' };
const failed: ReadCame = {
  kind: 'failed',
  problem: new ProviderError('unreachable', 'x', { code: 'ECONNRESET' }),
};
const missing = (right: string): ReadCame => ({ kind: 'missing', right });
const asked = (tier: ReadTier, came: ReadCame, right = `a:${tier}`): ReadAsked => ({ right, tier, came });

describe('what a key may read', () => {
  it.each<[string, ReadAsked[], string, string | null]>([
    ['everything', [asked('read', allowed), asked('look', allowed)], 'ok', null],
    ['what could be asked', [asked('read', allowed), asked('look', unknown)], 'ok', null],
    [
      'no tasks',
      [asked('read', missing('a:read')), asked('look', allowed)],
      'fail',
      'Add the missing rights',
    ],
    [
      'a part of what is left',
      [asked('read', allowed), asked('look', allowed), asked('look', missing('a:other'), 'a:other')],
      'fail',
      'Add the missing rights',
    ],
    [
      'nothing of what is left',
      [asked('read', allowed), asked('look', missing('a:look'))],
      'note',
      'looking tier',
    ],
    [
      'no comparisons',
      [asked('read', allowed), asked('more', missing('a:more'))],
      'note',
      'comparisons are not known',
    ],
    [
      'what nobody answered',
      [asked('read', allowed), asked('look', failed)],
      'fail',
      'Not everything was answered',
    ],
  ])('is judged: %s', (_, all, kind, text) => {
    const finding = judgeReads(all);
    expect(finding.kind).toBe(kind);
    if (text !== null) expect(finding.text).toContain(text);
  });

  it('is told right by right, what asks something of somebody first', () => {
    const unused: ReadCame = { kind: 'not-used', why: 'no task uses MongoDB' };
    const { lines } = judgeReads([
      asked('read', allowed, 'dts:A'),
      asked('look', unused, 'dds:B'),
      asked('look', missing('kvstore:C'), 'r-kvstore:C'),
      asked('look', unknown, 'rds:D'),
      asked('look', failed, 'rds:E'),
    ]);
    expect(lines).toEqual([
      'missing      kvstore:C: add it',
      'no answer    rds:E: the cloud did not answer. Check the network and the cloud status page, then ask again. (ECONNRESET)',
      'allowed      dts:A',
      'not checked  rds:D: could not be checked, there is no task to ask about',
      'not used     dds:B (no task uses MongoDB)',
    ]);
  });
});

describe('the keys of an account', () => {
  const judge = (account: Parameters<typeof sameKeysCheck>[0]) => sameKeysCheck(account)[0]?.run();

  it.each(['alibaba-dts', 'drs'] as const)('must differ where there are several: %s', async (provider) => {
    expect(await judge(accountWith({ provider, sets: ['end', 'cleanup'] }))).toMatchObject({ kind: 'ok' });
    const ids = { read: 'the-same', end: 'the-same' };
    const same = await judge(accountWith({ provider, sets: ['end'], ids }));
    expect(same).toMatchObject({ kind: 'fail' });
    expect(same?.text).toContain('The key for ending is the key for reading');
    expect(same?.text).not.toContain('the-same');
  });

  it('are not looked at where there is one', () => {
    expect(sameKeysCheck(accountWith({}))).toEqual([]);
  });
});
