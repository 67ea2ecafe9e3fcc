import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Certificate, makeCertificate } from '../helpers/certificate.ts';
import { type ConnectProxy, startConnectProxy } from '../helpers/connect-proxy.ts';

export const SLACK_HOST = 'slack.cutover.test';
/** The simulated clouds, whose signatures bind the host, let nobody in by another name; nothing is there but the proxy. */
export const CLOUD_HOST = 'localhost';

/** A proxy, and behind it, encrypted and by names that only it knows, what a night has on plain ports. */
export interface Proxied {
  readonly proxy: ConnectProxy;
  readonly certificate: Certificate;
  /** Puts the names in the place of the ports in a night's configuration. */
  readonly config: (text: string) => string;
}

/** Slack names the socket's address in its answer; there it is encrypted, and at the same name. */
function forward(port: number, host: string, request: IncomingMessage, response: ServerResponse): void {
  const headers = { ...request.headers, ...(host === SLACK_HOST ? { host: `127.0.0.1:${port}` } : {}) };
  const { method, url: path } = request;
  const onward = httpRequest({ port, host: '127.0.0.1', method, path, headers }, (answer) => {
    const chunks: Buffer[] = [];
    answer.on('data', (chunk: Buffer) => chunks.push(chunk));
    answer.on('end', () => {
      const text = Buffer.concat(chunks)
        .toString()
        .replace(/ws:(\\?\/\\?\/)127\.0\.0\.1:\d+/, `wss:$1${host}`);
      response.writeHead(answer.statusCode ?? 500, { 'content-type': answer.headers['content-type'] ?? '' });
      response.end(text);
    });
  });
  onward.on('error', () => response.destroy());
  request.pipe(onward);
}

/** Encrypts what a plain port of this machine says; `null` ports are set when the night is known. */
async function startFront(
  certificate: Certificate,
  host: string,
): Promise<{ own: number; to(port: number): void }> {
  let port = 0;
  const server = createServer(certificate, (request, response) => forward(port, host, request, response));
  server.on('upgrade', (request, socket, head) => {
    const other = connect(port, '127.0.0.1', () => {
      const lines = Object.entries({ ...request.headers, host: `127.0.0.1:${port}` });
      other.write(
        `GET ${request.url} HTTP/1.1\r\n${lines.map((line) => line.join(': ')).join('\r\n')}\r\n\r\n`,
      );
      other.write(head);
      socket.pipe(other).pipe(socket);
    });
    other.on('error', () => socket.destroy());
    socket.on('error', () => other.destroy());
    socket.on('close', () => other.destroy());
    other.on('close', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    own: (server.address() as AddressInfo).port,
    to(target) {
      port = target;
    },
  };
}

/** Starts proxy and fronts; `null` where this machine has no openssl for the certificate. */
export async function startProxied(login?: string): Promise<Proxied | null> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-proxied-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const certificate = makeCertificate(folder);
  if (certificate === null) return null;
  const proxy = await startConnectProxy(login);
  onTestFinished(() => proxy.close());
  const slack = await startFront(certificate, SLACK_HOST);
  const clouds = await startFront(certificate, CLOUD_HOST);
  proxy.hosts.set(`${SLACK_HOST}:443`, slack.own);
  proxy.hosts.set(`${CLOUD_HOST}:443`, clouds.own);
  return {
    proxy,
    certificate,
    config(text) {
      slack.to(Number(/apiUrl: "http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]));
      clouds.to(Number(/endpoint: http:\/\/127\.0\.0\.1:(\d+)/.exec(text)?.[1]));
      return text
        .replace(/apiUrl: "http:\/\/127\.0\.0\.1:\d+\/api\/"/, `apiUrl: "https://${SLACK_HOST}/api/"`)
        .replaceAll(/endpoint: http:\/\/127\.0\.0\.1:\d+/g, `endpoint: https://${CLOUD_HOST}`);
    },
  };
}
