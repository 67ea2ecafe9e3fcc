import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { see } from './person.ts';
import { story } from './story.ts';

/** A page of somebody else, on another port of this machine: the nearest that a foreign site can come. */
async function openForeignPage(page: Page): Promise<void> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.end('<!doctype html><link rel="icon" href="data:,"><title>Another site</title><p>Hello');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
}

const LINE = JSON.stringify({ user: 'U0ALICE', channel: 'C0CUTOVER', text: 'from another site' });

/** Sends the line in one way; answers what the foreign page could learn of it. */
function send(page: Page, url: string, init: RequestInit): Promise<string> {
  return page.evaluate(
    async ([target, options]) => {
      try {
        const response = await fetch(target, options);
        const text = await response.text();
        return response.type === 'opaque' ? 'unreadable' : `${response.status} ${text}`;
      } catch {
        return 'unreadable';
      }
    },
    [url, init] as const,
  );
}

story('a page of another site can neither drive the workspace nor read it', async ({ demo, browser }) => {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await openForeignPage(page);
  const before = demo.workspace.calls.length;
  const type = `${demo.url}page/type`;
  const json = { 'content-type': 'application/json' };

  expect(await send(page, type, { method: 'POST', headers: json, body: LINE })).toBe('unreadable');
  expect(await send(page, type, { method: 'POST', mode: 'no-cors', body: LINE })).toBe('unreadable');
  const text = { 'content-type': 'text/plain' };
  expect(await send(page, type, { method: 'POST', mode: 'no-cors', headers: text, body: LINE })).toBe(
    'unreadable',
  );
  const play = JSON.stringify({ deed: 'start-over' });
  const backstage = `${demo.url}page/backstage`;
  expect(await send(page, backstage, { method: 'POST', mode: 'no-cors', body: play })).toBe('unreadable');
  for (const path of ['page/state?user=U0ALICE&channel=C0CUTOVER', 'page/backstage', 'files/main.js', ''])
    expect(await send(page, demo.url + path, {})).toBe('unreadable');
  expect(await send(page, `${demo.clouds.url}/_demo/state`, {})).toBe('unreadable');
  expect(
    await send(page, `${demo.clouds.url}/_demo/reset`, { method: 'POST', mode: 'no-cors', body: '{}' }),
  ).toBe('unreadable');

  expect(demo.workspace.messages('C0CUTOVER')).toEqual([]);
  expect(demo.workspace.calls).toHaveLength(before);
  expect(demo.backstage.show()).toMatchObject({ bot: { state: 'running', starts: 1 } });
});

story('a form, a frame, a script, a stream and a socket of another site get nowhere', async (stage) => {
  const { demo, browser } = stage;
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await openForeignPage(page);

  const stream = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const source = new EventSource(url);
        source.onerror = () => resolve('refused');
        source.onopen = () => resolve('open');
        source.onmessage = () => resolve('read');
      }),
    `${demo.url}page/events`,
  );
  expect(stream).toBe('refused');

  const socket = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const opened = new WebSocket(url);
        opened.onerror = () => resolve('refused');
        opened.onopen = () => resolve('open');
      }),
    `${demo.url.replace('http', 'ws')}link/?ticket=guess&app_id=A0CUTOVER`,
  );
  expect(socket).toBe('refused');

  const script = await page.evaluate(
    (url) =>
      new Promise<string>((resolve) => {
        const node = document.createElement('script');
        node.onload = () => resolve('loaded');
        node.onerror = () => resolve('refused');
        node.src = url;
        document.body.append(node);
      }),
    `${demo.url}files/main.js`,
  );
  expect(script).toBe('refused');

  const framed = page.waitForResponse(demo.url);
  await page.evaluate((url) => {
    const frame = document.createElement('iframe');
    frame.src = url;
    document.body.append(frame);
  }, demo.url);
  expect((await framed).status()).toBe(403);
  await see(page.frameLocator('iframe').getByText('This address answers its own page only.'));

  const answered = page.waitForResponse((response) => response.url().endsWith('/page/type'));
  // Sent as text: {…,"x":"="}, which is JSON.
  await page.evaluate(
    ([url, line]) => {
      const form = document.createElement('form');
      const field = document.createElement('input');
      Object.assign(form, { method: 'post', action: url, enctype: 'text/plain' });
      Object.assign(field, { name: line, value: '"}' });
      form.append(field);
      document.body.append(form);
      form.submit();
    },
    [`${demo.url}page/type`, `${LINE.slice(0, -1)},"x":"`] as const,
  );
  expect((await answered).status()).toBeGreaterThanOrEqual(400);
  expect(demo.workspace.messages('C0CUTOVER')).toEqual([]);
  expect(stage.changes()).toEqual([]);
});
