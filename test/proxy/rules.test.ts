import { describe, expect, it } from 'vitest';
import { readProxyRules, secretsOfProxies, withoutProxies } from '../../src/proxy/read-rules.ts';
import { proxyFor } from '../../src/proxy/rules.ts';

const PROXY = 'http://proxy.example.org:3128';

function way(env: Record<string, string>, url: string): string | null {
  const read = readProxyRules(env);
  if (!read.ok) throw new Error(read.said);
  const { protocol, hostname: host, port } = new URL(url);
  const number = Number(port) || (protocol === 'https:' || protocol === 'wss:' ? 443 : 80);
  return read.rules === null ? null : (proxyFor(read.rules, { protocol, host, port: number })?.href ?? null);
}

describe('the proxies of the environment', () => {
  it.each([
    [{ HTTPS_PROXY: PROXY }, 'https://slack.com/api/', true],
    [{ https_proxy: PROXY }, 'https://slack.com/api/', true],
    [{ HTTPS_PROXY: PROXY }, 'wss://wss-primary.slack.com/link', true],
    [{ HTTPS_PROXY: PROXY }, 'http://gateway.example.org/', false],
    [{ HTTP_PROXY: PROXY }, 'http://gateway.example.org/', true],
    [{ HTTP_PROXY: PROXY }, 'https://slack.com/', true],
    [{}, 'https://slack.com/', false],
    [{ HTTPS_PROXY: ' ' }, 'https://slack.com/', false],
  ] as const)('%j for %s: %s', (env, url, isProxied) => {
    expect(way(env, url)).toBe(isProxied ? `${PROXY}/` : null);
  });

  it('are each for their own kind of address, and the lower case wins', () => {
    const env = { HTTPS_PROXY: PROXY, https_proxy: 'http://inner:1', HTTP_PROXY: 'http://other:2' };
    expect(way(env, 'https://slack.com/')).toBe('http://inner:1/');
    expect(way(env, 'http://slack.com/')).toBe('http://other:2/');
  });

  it.each(['inner.example.org:1080', 'socks5://inner:1080', 'nonsense', 'ftp://inner'])(
    'that are none are a mistake, which is said without its value: %s',
    (value) => {
      const read = readProxyRules({ HTTPS_PROXY: value });
      expect(read.ok).toBe(false);
      expect(!read.ok && read.said).toContain('HTTPS_PROXY');
      expect(!read.ok && read.said).not.toContain(value);
    },
  );

  it('have a password that the log must hide, as it is written and as it is meant', () => {
    const read = readProxyRules({ HTTPS_PROXY: 'http://bot:p%40ssword@proxy:3128' });
    expect(read.ok && secretsOfProxies(read.rules)).toContain('p@ssword');
    expect(read.ok && secretsOfProxies(read.rules)).toContain('p%40ssword');
    expect(secretsOfProxies(null)).toEqual([]);
  });

  it('may have a "%" in their password that begins no escape', () => {
    const read = readProxyRules({ HTTPS_PROXY: 'http://bot:100%sure@proxy:3128' });
    expect(read.ok && secretsOfProxies(read.rules)).toContain('100%sure');
  });

  it('that take a token instead of a user and a password have it hidden', () => {
    const read = readProxyRules({ HTTPS_PROXY: 'http://the-token-of-it@proxy:3128' });
    expect(read.ok && secretsOfProxies(read.rules)).toContain('the-token-of-it');
  });

  it('are kept from a program that talks to this machine only', () => {
    const env = { PATH: '/bin', HTTPS_PROXY: PROXY, http_proxy: PROXY, NO_PROXY: 'x' };
    expect(withoutProxies(env)).toEqual({ PATH: '/bin' });
  });
});

describe('NO_PROXY', () => {
  it.each([
    ['slack.com', 'https://slack.com/', true],
    ['slack.com', 'https://wss-primary.slack.com/', true],
    ['.slack.com', 'https://slack.com/', true],
    ['*.slack.com', 'https://files.slack.com/', true],
    ['SLACK.com', 'https://slack.COM/', true],
    ['slack.com', 'https://notslack.com/', false],
    ['slack.com', 'https://slack.com.example.org/', false],
    ['slack.com:443', 'https://slack.com/', true],
    ['slack.com:8443', 'https://slack.com/', false],
    ['a.example, 127.0.0.1', 'https://127.0.0.1:8443/', true],
    ['a.example b.example', 'https://b.example/', true],
    ['10.0.0.0/8', 'https://10.20.30.40/', true],
    ['10.0.0.0/8', 'https://11.0.0.1/', false],
    ['10.0.0.0/8', 'https://ten.example.org/', false],
    ['10.0.0.0/99', 'https://10.0.0.1/', false],
    ['10.0.0.0/-1', 'https://10.0.0.1/', false],
    ['10.0.0.0/x', 'https://10.0.0.1/', false],
    ['100.100.100.200', 'https://100.100.100.200/', true],
    ['::1', 'https://[::1]/', true],
    ['[::1]:443', 'https://[::1]/', true],
    ['0:0:0:0:0:0:0:1', 'https://[::1]/', true],
    ['[FD12::0001]:443', 'https://[fd12::1]/', true],
    ['fd12::1', 'https://[fd12::2]/', false],
    ['slack.com', 'https://slack.com./', true],
    ['fd00::/8', 'https://[fd12::1]/', true],
    ['*', 'https://slack.com/', true],
    ['', 'https://slack.com/', false],
    [',', 'https://slack.com/', false],
  ] as const)('"%s" for %s: straight is %s', (NO_PROXY, url, isStraight) => {
    expect(way({ HTTPS_PROXY: PROXY, NO_PROXY }, url)).toBe(isStraight ? null : `${PROXY}/`);
    expect(way({ HTTPS_PROXY: PROXY, no_proxy: NO_PROXY }, url)).toBe(isStraight ? null : `${PROXY}/`);
  });
});
