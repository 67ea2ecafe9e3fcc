import type { IncomingHttpHeaders } from 'node:http';

/**
 * Whether a request was meant for this server and, if a browser page sent it, came from its own page.
 * Keeps other pages out (forged requests, DNS rebinding): they cannot choose `Host` and `Origin`.
 */
export function isForUs(headers: IncomingHttpHeaders, port: number): boolean {
  const own = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!own.includes(headers.host ?? '')) return false;
  const { origin } = headers;
  return origin === undefined || own.some((host) => origin === `http://${host}`);
}
