import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** A real proxy that knows one thing: CONNECT (RFC 9110). It resolves names as its `hosts` say, and no others. */
export interface ConnectProxy {
  readonly port: number;
  /** Where a `host:port` leads to, as a port of this machine. */
  readonly hosts: Map<string, number>;
  /** Every `host:port` that was asked for, in its order. */
  readonly asked: string[];
  /** Answers everything with this status instead, until it is `null` again. */
  refuseWith: number | null;
  close(): Promise<void>;
}

/** Starts a proxy on this machine; with a user and password it lets nobody through without them. */
export async function startConnectProxy(login?: string): Promise<ConnectProxy> {
  const server = createServer((_, response) => response.writeHead(405).end());
  const sockets = new Set<{ destroy(): void }>();
  const proxy: ConnectProxy = {
    port: 0,
    hosts: new Map(),
    asked: [],
    refuseWith: null,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  server.on('connect', (request, socket, head) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    const target = request.url ?? '';
    proxy.asked.push(target);
    const expected = login === undefined ? undefined : `Basic ${Buffer.from(login).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const port = proxy.hosts.get(target);
    if (proxy.refuseWith !== null || port === undefined) {
      socket.end(`HTTP/1.1 ${proxy.refuseWith ?? 502} No\r\n\r\n`);
      return;
    }
    const other = connect(port, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      other.write(head);
      socket.pipe(other).pipe(socket);
    });
    sockets.add(other);
    other.on('error', () => socket.destroy());
    other.on('close', () => socket.destroy());
    socket.on('close', () => other.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(proxy, { port: (server.address() as AddressInfo).port });
}
