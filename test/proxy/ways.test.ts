import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { makeCertificate } from '../helpers/certificate.ts';
import { startConnectProxy } from '../helpers/connect-proxy.ts';

const CHILD = fileURLToPath(new URL('./ask-child.mjs', import.meta.url));
const hello: RequestListener = (request, response) => response.end(`hello ${request.headers.host}`);

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A proxy, and behind it a server at a name that nobody else knows. */
async function setUp(login?: string) {
  const proxy = await startConnectProxy(login);
  onTestFinished(() => proxy.close());
  const port = await listen(createServer(hello));
  proxy.hosts.set('cloud.cutover.test:80', port);
  return { proxy, port };
}

/** What came of asking an address; in a process of its own, because nock has this one's connections. */
async function ask(kind: string, url: string, env: Record<string, string>): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(process.execPath, [CHILD, kind, url], { env });
  return JSON.parse(stdout);
}

describe.each(['fetch', 'agent'])('through a proxy, with %s, a request', (kind) => {
  const url = 'http://cloud.cutover.test/';

  it('reaches a name that only the proxy knows', async () => {
    const { proxy } = await setUp();
    const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    expect(await ask(kind, url, env)).toEqual({ text: 'hello cloud.cutover.test' });
    expect(proxy.asked).toEqual(['cloud.cutover.test:80']);
  });

  it('goes straight where NO_PROXY says so', async () => {
    const { proxy, port } = await setUp();
    const env = { http_proxy: `http://127.0.0.1:${proxy.port}`, no_proxy: '127.0.0.1' };
    expect(await ask(kind, `http://127.0.0.1:${port}/`, env)).toEqual({ text: `hello 127.0.0.1:${port}` });
    expect(proxy.asked).toEqual([]);
  });

  it('says who it is, where the proxy asks for it', async () => {
    const { proxy } = await setUp('bot:p@ss');
    const env = { HTTP_PROXY: `http://bot:p%40ss@127.0.0.1:${proxy.port}` };
    expect(await ask(kind, url, env)).toEqual({ text: 'hello cloud.cutover.test' });
  });

  it('says who it is also with a "%" in its password that begins no escape', async () => {
    const { proxy } = await setUp('bot:100%sure');
    const env = { HTTP_PROXY: `http://bot:100%sure@127.0.0.1:${proxy.port}` };
    expect(await ask(kind, url, env)).toEqual({ text: 'hello cloud.cutover.test' });
  });

  it('is known not to have arrived where the proxy does not know us', async () => {
    const { proxy } = await setUp('bot:other');
    const env = { HTTP_PROXY: `http://bot:wrong@127.0.0.1:${proxy.port}` };
    expect(await ask(kind, url, env)).toEqual({ code: 'EPROXY', what: 'no-connection' });
  });

  it('may have arrived where the way through the proxy breaks before its answer', async () => {
    const { proxy } = await setUp();
    const silent = createServer((_, response) => response.destroy());
    proxy.hosts.set('cloud.cutover.test:80', await listen(silent));
    const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    expect(await ask(kind, url, env)).toMatchObject({ what: 'no-answer' });
  });

  it('is known not to have arrived where the proxy says no', async () => {
    const { proxy } = await setUp();
    proxy.refuseWith = 403;
    const env = { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` };
    expect(await ask(kind, url, env)).toEqual({ code: 'EPROXY', what: 'no-connection' });
  });

  it('is known not to have arrived where there is no proxy at that address', async () => {
    expect(await ask(kind, url, { HTTP_PROXY: 'http://127.0.0.1:9' })).toEqual({
      code: 'EPROXY',
      what: 'no-connection',
    });
  });

  it('is encrypted inside the tunnel, for the name that was asked for and not for the proxy', async ({
    skip,
  }) => {
    const folder = mkdtempSync(join(tmpdir(), 'cutover-tls-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const certificate = makeCertificate(folder);
    if (certificate === null) return skip('there is no openssl here');
    const { proxy } = await setUp();
    const port = await listen(createTlsServer(certificate, hello));
    proxy.hosts.set('cloud.cutover.test:443', port);
    proxy.hosts.set('cloud.example.org:443', port);
    const HTTPS_PROXY = `http://127.0.0.1:${proxy.port}`;
    const env = { HTTPS_PROXY, NODE_EXTRA_CA_CERTS: certificate.path };
    expect(await ask(kind, 'https://cloud.cutover.test/', env)).toEqual({ text: 'hello cloud.cutover.test' });
    const foreign = await ask(kind, 'https://cloud.example.org/', env);
    expect(foreign['code']).toBe('ERR_TLS_CERT_ALTNAME_INVALID');
    const stranger = await ask(kind, 'https://cloud.cutover.test/', { HTTPS_PROXY });
    expect(stranger['code']).toContain('SELF_SIGNED');
  });
});
