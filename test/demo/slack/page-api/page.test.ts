import { readdir, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CHANNELS, PEOPLE } from '../../../../src/demo/slack/seed.ts';
import { boltApp, workspace } from '../bench.ts';
import { act, ask, shownTo } from './page-bench.ts';

const { cutover } = CHANNELS;
const { alice } = PEOPLE;
const FOLDER = new URL('../../../../src/demo/page/', import.meta.url);

async function pageFiles(): Promise<string[]> {
  const all = await readdir(FOLDER, { recursive: true });
  return all.filter((name) => /\.(html|css|js|ts)$/.test(name));
}

describe('the page', () => {
  it('is served with a policy that loads nothing from elsewhere', async () => {
    const slack = await workspace();
    const response = await fetch(slack.url);
    expect(await response.text()).toContain('This is not Slack');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('has every file that it names', async () => {
    const slack = await workspace();
    const texts = await Promise.all(
      (await pageFiles()).map((name) => readFile(new URL(name, FOLDER), 'utf8')),
    );
    const named = texts.flatMap((text) => [
      ...[...text.matchAll(/from '\.\/([\w-]+\.js)'/g)].map(([, name]) => `/files/${name}`),
      ...[...text.matchAll(/"(\/files\/[\w.-]+)"/g)].map(([, path]) => path ?? ''),
    ]);
    expect(named.length).toBeGreaterThan(20);
    for (const path of new Set(named)) expect([path, await ask(slack, path, {})]).toEqual([path, 200]);
  });

  it('never puts text into the page as markup', async () => {
    for (const name of await pageFiles()) {
      const text = await readFile(new URL(name, FOLDER), 'utf8');
      expect([name, /innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(/.exec(text)]).toEqual([
        name,
        null,
      ]);
    }
  });

  it.each(['/files/../slack/seed.ts', '/files/..%2fslack%2fseed.ts', '/files/seed.ts', '/nothing'])(
    'has no file %s',
    async (path) => {
      expect(await ask(await workspace(), path, {})).toBe(404);
    },
  );
});

describe('the door of the local workspace', () => {
  it('is closed to other names and to other pages', async () => {
    const slack = await workspace();
    const { port } = new URL(slack.url);
    const own = `http://127.0.0.1:${port}`;
    const json = { 'content-type': 'application/json' };
    expect(await ask(slack, '/', { host: `evil.example:${port}` })).toBe(403);
    expect(await ask(slack, '/', { host: '127.0.0.1:1' })).toBe(403);
    expect(await ask(slack, '/', { host: `localhost:${port}` })).toBe(200);
    expect(await ask(slack, '/page/trouble', { ...json, origin: 'http://evil.example' }, 'POST', '{}')).toBe(
      403,
    );
    expect(await ask(slack, '/page/trouble', { ...json, origin: 'null' }, 'POST', '{}')).toBe(403);
    expect(await ask(slack, '/api/auth.test', { origin: 'http://evil.example' }, 'POST')).toBe(403);
    expect(await ask(slack, '/page/trouble', { origin: own }, 'POST', '{"kind":"duplicate"}')).toBe(415);
    expect(await ask(slack, '/page/trouble', { ...json, origin: own }, 'POST', '{"kind":"duplicate"}')).toBe(
      200,
    );
    expect(await ask(slack, '/api/auth.test', {})).toBe(405);
  });
});

describe('what the page shows and does', () => {
  it('goes the same ways as a person: type, press, submit', async () => {
    const slack = await workspace();
    const plain = (text: string) => ({ type: 'plain_text' as const, text });
    const element = { type: 'plain_text_input' as const, action_id: 'name' };
    await boltApp(slack, (app) => {
      app.command('/dts', ({ ack }) =>
        ack({
          text: 'x',
          blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'go', text: plain('Go') }] }],
        }),
      );
      app.action('go', async ({ ack, body, client }) => {
        await ack();
        const blocks = [{ type: 'input' as const, block_id: 'name', label: plain('Name'), element }];
        if ('trigger_id' in body) {
          await client.views.open({
            trigger_id: body.trigger_id,
            view: { type: 'modal', callback_id: 'm', title: plain('M'), submit: plain('S'), blocks },
          });
        }
      });
      app.view('m', ({ ack }) => ack());
    });
    await act(slack, 'type', { user: alice, channel: cutover, text: '/dts' });
    const { messages } = await shownTo(slack, alice, cutover);
    const ts = messages[0]?.ts ?? '';
    await act(slack, 'press', { user: alice, target: { ephemeral: ts, actionId: 'go' } });
    await slack.waitFor(() => slack.view(alice));
    const { views } = await shownTo(slack, alice, cutover);
    const id = String(views[0]?.['id']);
    expect(await act(slack, 'submit', { user: alice, viewId: id, entries: {} })).toMatchObject([
      200,
      { kind: 'errors' },
    ]);
    expect(await act(slack, 'submit', { user: alice, viewId: id, entries: { name: 'orders' } })).toEqual([
      200,
      { kind: 'closed' },
    ]);
  });

  it('says why something cannot be done', async () => {
    const slack = await workspace();
    expect(await act(slack, 'press', { user: alice, target: { messageTs: '1.1', actionId: 'go' } })).toEqual([
      400,
      { error: 'Alice Ngata sees no message 1.1' },
    ]);
    expect(await act(slack, 'dance', {})).toEqual([404, { error: 'The page cannot do "dance"' }]);
  });
});
