import { Agent, buildConnector, type Dispatcher, Pool } from 'undici';
import { type ProxyRules, proxyFor } from './rules.ts';
import { openTunnel } from './tunnel.ts';

/** Connects through a proxy, and encrypts inside the tunnel where the address asks for it. */
function connectThrough(proxy: URL): buildConnector.connector {
  const encrypt = buildConnector({ allowH2: false });
  return (options, connected) => {
    const { hostname, port, protocol } = options;
    openTunnel(proxy, hostname, Number(port) || (protocol === 'https:' ? 443 : 80)).then(
      (socket) => {
        if (protocol === 'https:') encrypt({ ...options, httpSocket: socket }, connected);
        else connected(null, socket);
      },
      (error: Error) => connected(error, null),
    );
  };
}

/** The way out for `fetch` and for WebSockets: each origin over its proxy, by CONNECT, or straight. */
export function createDispatcher(rules: ProxyRules): Dispatcher {
  return new Agent({
    factory(origin, options) {
      const { protocol, hostname: host, port } = new URL(origin);
      const at = { protocol, host, port: Number(port) || (protocol === 'https:' ? 443 : 80) };
      const proxy = proxyFor(rules, at);
      return new Pool(origin, proxy === null ? options : { ...options, connect: connectThrough(proxy) });
    },
  });
}
