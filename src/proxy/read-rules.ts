import { loginOf } from './login.ts';
import type { ProxyRules } from './rules.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says of proxies; a mistake is a sentence that does not show the value. */
export type ReadRules =
  | { readonly ok: true; readonly rules: ProxyRules | null }
  | { readonly ok: false; readonly said: string };

const NAMES = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY'] as const;

/** The lower case wins, as with other programs. */
function setIn(env: Environment, name: (typeof NAMES)[number]): string {
  return (env[name.toLowerCase()] ?? env[name] ?? '').trim();
}

function readUrl(text: string): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && ['http:', 'https:'].includes(url.protocol) && url.hostname !== '' ? url : null;
}

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY, also in lower case. Where HTTPS_PROXY is not set, HTTP_PROXY is for
 * everything. `rules` is `null` where there is no proxy.
 */
export function readProxyRules(env: Environment): ReadRules {
  const proxies: Partial<Record<string, URL>> = {};
  for (const name of ['HTTPS_PROXY', 'HTTP_PROXY'] as const) {
    const text = setIn(env, name);
    if (text === '') continue;
    const url = readUrl(text);
    if (url === null)
      return {
        ok: false,
        said: `${name} holds no address of a proxy. It must be one such as http://proxy.example.org:3128; other kinds of proxies are not supported.`,
      };
    proxies[name] = url;
  }
  const http = proxies['HTTP_PROXY'] ?? null;
  const https = proxies['HTTPS_PROXY'] ?? http;
  if (https === null) return { ok: true, rules: null };
  const except = setIn(env, 'NO_PROXY')
    .split(/[,\s]+/)
    .filter((entry) => entry !== '');
  return { ok: true, rules: { http, https, except } };
}

/** The environment for a program that talks to this machine only. */
export function withoutProxies(env: Environment): Environment {
  const proxies = new Set<string>(NAMES);
  return Object.fromEntries(Object.entries(env).filter(([name]) => !proxies.has(name.toUpperCase())));
}

/** What must not be shown of them: a proxy's password, or what it takes instead of one. */
export function secretsOfProxies(rules: ProxyRules | null): string[] {
  return [rules?.http, rules?.https].flatMap((url) => {
    const login = url == null ? null : loginOf(url);
    if (url == null || login === null) return [];
    return login.password === '' ? [url.username, login.user] : [url.password, login.password];
  });
}
