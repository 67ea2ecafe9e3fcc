import { describe, expect, it } from 'vitest';
import { secretsOf } from '../../src/cli/load-config.ts';
import type { Config } from '../../src/config/config.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { read, small } from './sources.ts';

function configOf(text: string): Config {
  const result = read(text);
  if (!result.ok) throw new Error(formatProblems(result.problems));
  return result.config;
}

const alibaba = (credentials: string) =>
  small({
    accounts: `  - { name: cn, provider: alibaba-dts, regions: [cn-hangzhou], credentials: ${credentials} }`,
  });
const drs = (credentials: string) =>
  small({
    accounts: `  - { name: otc, provider: drs, cloud: otc, regions: [eu-de], project: p, credentials: ${credentials} }`,
  });
const key = (name: string) => `{ accessKeyId: id-${name}, accessKeySecret: canary-${name} }`;

describe('credentials by use', () => {
  it('are one set for everything where there are no others', () => {
    const [account] = configOf(alibaba(key('all'))).accounts;
    expect(account).toMatchObject({
      credentials: { accessKeyId: 'id-all' },
      ownCredentials: { end: null, cleanup: null },
    });
  });

  it('are a set each for reading, ending and cleaning up, and none of them is shown', () => {
    const config = configOf(
      alibaba(`{ read: ${key('read')}, end: ${key('end')}, cleanup: ${key('cleanup')} }`),
    );
    expect(config.accounts[0]).toMatchObject({
      credentials: { accessKeyId: 'id-read' },
      ownCredentials: { end: { accessKeyId: 'id-end' }, cleanup: { accessKeyId: 'id-cleanup' } },
    });
    expect(JSON.stringify(config)).not.toContain('canary');
    expect(secretsOf(config)).toEqual(
      expect.arrayContaining(['canary-read', 'canary-end', 'canary-cleanup']),
    );
  });

  it('may leave out the sets for ending and for cleaning up', () => {
    const [account] = configOf(alibaba(`{ read: ${key('read')}, cleanup: ${key('cleanup')} }`)).accounts;
    expect(account?.ownCredentials).toMatchObject({ end: null, cleanup: { accessKeyId: 'id-cleanup' } });
  });

  it('may be a key for one use and a user with a password for another, on DRS', () => {
    const config = configOf(
      drs(
        '{ read: { accessKey: a, secretKey: canary-s }, end: { username: u, password: canary-p, domain: d } }',
      ),
    );
    expect(config.accounts[0]).toMatchObject({
      credentials: { kind: 'access-key', accessKey: 'a' },
      ownCredentials: { end: { kind: 'password', username: 'u' }, cleanup: null },
    });
    expect(secretsOf(config)).toEqual(expect.arrayContaining(['canary-s', 'canary-p']));
  });

  it('lists the mistakes of every set at once', () => {
    const result = read(alibaba('{ read: { accessKeyId: a }, end: { accessKeySecret: s }, clean: {} }'));
    expect(result.ok ? [] : result.problems.map(({ path }) => path).toSorted()).toEqual([
      'accounts[0].credentials.clean',
      'accounts[0].credentials.end.accessKeyId',
      'accounts[0].credentials.read.accessKeySecret',
    ]);
  });
});
