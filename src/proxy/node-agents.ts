import http from 'node:http';
import https from 'node:https';
import { type ProxyRules, proxyFor } from './rules.ts';
import { openTunnel } from './tunnel.ts';

type CreateConnection = http.Agent['createConnection'];

function throughProxy(rules: ProxyRules, protocol: string, original: CreateConnection): CreateConnection {
  return function createConnection(this: http.Agent, options, created) {
    const host = options.host ?? 'localhost';
    const port = Number(options.port) || (protocol === 'https:' ? 443 : 80);
    const proxy = options.socketPath === undefined ? proxyFor(rules, { protocol, host, port }) : null;
    if (proxy === null || created === undefined) return original.call(this, options, created);
    const fail = (error: Error) => Reflect.apply(created, undefined, [error]);
    openTunnel(proxy, host, port).then((socket) => {
      const stream = protocol === 'https:' ? original.call(this, { ...options, ...{ socket } }) : socket;
      if (stream == null) fail(new Error('there is no connection inside the tunnel'));
      else created(null, stream);
    }, fail);
    return undefined;
  };
}

/**
 * Sends what goes over Node's http and https agents through the proxies. Alibaba's SDK (httpx 2) has agents of its own
 * and reads no proxy, so it is done where every agent makes its connections. Returns what undoes it.
 */
export function proxyNodeAgents(rules: ProxyRules): () => void {
  const undo = [
    { prototype: http.Agent.prototype, protocol: 'http:' },
    { prototype: https.Agent.prototype, protocol: 'https:' },
  ].map(({ prototype, protocol }) => {
    const original = prototype.createConnection;
    prototype.createConnection = throughProxy(rules, protocol, original);
    return () => {
      prototype.createConnection = original;
    };
  });
  return () => {
    for (const step of undo) step();
  };
}
