import { request } from 'node:http';
import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { loginOf } from './login.ts';

const PATIENCE_MS = 30_000;

/** There is no way through the proxy, so that nothing has reached the other side. */
export class ProxyError extends Error {
  /** Read by whoever must know that nothing was sent. */
  readonly code = 'EPROXY';
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? {} : { cause });
    this.name = 'ProxyError';
  }
}

function connectTo(proxy: URL): Socket {
  const host = proxy.hostname.replace(/^\[|\]$/g, '');
  const isTls = proxy.protocol === 'https:';
  const port = Number(proxy.port) || (isTls ? 443 : 80);
  return isTls ? connectTls({ host, port, servername: host }) : connectPlain({ host, port });
}

function headersFor(proxy: URL, target: string): Record<string, string> {
  const login = loginOf(proxy);
  if (login === null) return { host: target };
  const pair = `${login.user}:${login.password}`;
  return { host: target, 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Asks the proxy for a way to `host:port` (RFC 9110, CONNECT); rejects with `ProxyError` where there is none. */
export function openTunnel(proxy: URL, host: string, port: number): Promise<Socket> {
  const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      path: target,
      headers: headersFor(proxy, target),
      timeout: PATIENCE_MS,
      // With a connection of its own it meets no agent, and so no proxy.
      createConnection: () => connectTo(proxy),
    });
    asking.once('connect', ({ statusCode = 0 }, socket, head) => {
      if (statusCode < 200 || statusCode > 299) {
        socket.destroy();
        reject(new ProxyError(`the proxy answered ${statusCode}`));
        return;
      }
      if (head.length > 0) socket.unshift(head);
      resolve(socket as Socket);
    });
    asking.once('response', ({ statusCode = 0 }) => {
      asking.destroy();
      reject(new ProxyError(`the proxy answered ${statusCode}`));
    });
    asking.once('timeout', () => asking.destroy(new Error('no answer')));
    asking.on('error', (error) => reject(new ProxyError('the proxy cannot be reached', error)));
    asking.end();
  });
}
