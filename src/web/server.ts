import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Where to listen; without a host, on every address of this machine. 0 = any free port. */
export interface Where {
  readonly port: number;
  readonly host: string | null;
}

export interface WebServer {
  readonly port: number;
  /** Takes no new connection, and lets those that are being answered end. */
  close(): Promise<void>;
}

/**
 * For strangers who send slowly, much, or never: headers within 5 s, the whole request within 10 s (Node answers 408),
 * 16 KiB of headers (431). A connection stays open for longer than the minute after which load balancers give it up.
 */
const LIMITS = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 65_000,
  maxHeaderSize: 16_384,
  connectionsCheckingInterval: 1_000,
};
const MOST_HEADERS = 100;
const MOST_CONNECTIONS = 500;
const CLOSE_PATIENCE_MS = 1_000;

/** Nothing can be listened to; the message says why, and the way on where it is clear. */
export class PortNotOpened extends Error {}

function describePort(port: number, error: Error): PortNotOpened {
  const taken = 'code' in error && error.code === 'EADDRINUSE';
  const advice = taken ? `Another program has port ${port}: stop it, or set slack.port to another one. ` : '';
  return new PortNotOpened(`${advice}(${error.message})`, { cause: error });
}

/** Listens, with limits for what strangers may send; throws where the port cannot be opened. */
export async function openWebServer(
  { port, host }: Where,
  listener: RequestListener,
  limits: Partial<typeof LIMITS> = {},
): Promise<WebServer> {
  const server = createServer({ ...LIMITS, ...limits }, listener);
  server.maxHeadersCount = MOST_HEADERS;
  server.maxConnections = MOST_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: Error) => reject(describePort(port, error));
    server.once('error', refuse);
    server.listen({ port, ...(host === null ? {} : { host }) }, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), CLOSE_PATIENCE_MS);
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
