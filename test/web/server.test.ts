import { connect } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { jsonPage, showPage } from '../../src/web/pages.ts';
import { openWebServer } from '../../src/web/server.ts';

async function serverWith(limits: Parameters<typeof openWebServer>[2] = {}) {
  const pages = {
    '/healthz': async () => jsonPage(200, { ok: true }),
    '/broken': () => Promise.reject(new Error('a secret reason')),
  };
  const server = await openWebServer(
    { port: 0, host: '127.0.0.1' },
    (request, response) => void showPage(pages, request, response),
    limits,
  );
  onTestFinished(() => server.close());
  return server;
}

/** Sends some bytes and no more; resolves with all that comes back until the server closes. */
function sendAndWait(port: number, text: string): Promise<string> {
  return new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      said += String(chunk);
    });
    socket.on('close', () => resolve(said));
    socket.on('error', () => undefined);
  });
}

describe('the pages', () => {
  it('are read with GET and HEAD, and are never kept by others', async () => {
    const { port } = await serverWith();
    const url = `http://127.0.0.1:${port}/healthz?probe=1`;
    const read = await fetch(url);
    expect(read.headers.get('cache-control')).toBe('no-store');
    expect(await read.json()).toEqual({ ok: true });
    expect((await fetch(url, { method: 'HEAD' })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('answer 404 to %s', async (method) => {
    const { port } = await serverWith();
    expect((await fetch(`http://127.0.0.1:${port}/healthz`, { method })).status).toBe(404);
  });

  it.each(['/', '//', '/slack/events', '/constructor', '/healthz/', '/%'])('has none at %s', async (path) => {
    const { port } = await serverWith();
    const answer = await sendAndWait(port, `GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('that break answer 500 without why', async () => {
    const { port } = await serverWith();
    const broken = await fetch(`http://127.0.0.1:${port}/broken`);
    expect(broken.status).toBe(500);
    expect(await broken.text()).toBe('');
  });
});

describe('a sender who takes his time', () => {
  it('with his headers is sent away', async () => {
    const { port } = await serverWith({ headersTimeout: 100, connectionsCheckingInterval: 20 });
    expect(await sendAndWait(port, 'GET /healthz HTTP/1.1\r\nhost: x\r\n')).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('with his body is sent away', async () => {
    const limits = { headersTimeout: 100, requestTimeout: 100, connectionsCheckingInterval: 20 };
    const half = 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\npayload=';
    const server = await openWebServer({ port: 0, host: '127.0.0.1' }, (request) => request.resume(), limits);
    onTestFinished(() => server.close());
    expect(await sendAndWait(server.port, half)).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('with very long headers is sent away', async () => {
    const { port } = await serverWith();
    const long = `GET /healthz HTTP/1.1\r\nhost: x\r\nx-long: ${'x'.repeat(20_000)}\r\n\r\n`;
    expect(await sendAndWait(port, long)).toMatch(/^HTTP\/1\.1 431 /);
  });
});

describe('closing the server', () => {
  it('ends connections that nobody uses, and gives the port back', async () => {
    const server = await serverWith();
    await fetch(`http://127.0.0.1:${server.port}/healthz`);
    await server.close();
    await vi.waitFor(async () => {
      await expect(fetch(`http://127.0.0.1:${server.port}/healthz`)).rejects.toThrow();
    });
  });

  it('cannot open a port that somebody has', async () => {
    const { port } = await serverWith();
    await expect(openWebServer({ port, host: '127.0.0.1' }, () => undefined)).rejects.toThrow(
      `Another program has port ${port}: stop it, or set slack.port to another one. (listen EADDRINUSE`,
    );
  });
});
