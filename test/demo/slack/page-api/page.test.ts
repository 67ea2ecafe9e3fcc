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
  return all.filter((name) => /\.(html|css|ts)$/.test(name));
}

describe('the page', () => {
  it('is served with a policy that loads nothing from elsewhere', async () => {
    const slack = await workspace();
    const response = await fetch(slack.url);
    expect(await response.text()).toContain('This is not Slack');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it('has every file that it names, and those that they name', async () => {
    const slack = await workspace();
    const seen = new Map<string, number>();
    const look = async (url: URL): Promise<void> => {
      if (seen.has(url.pathname)) return;
      seen.set(url.pathname, 0);
      const response = await fetch(url);
      seen.set(url.pathname, response.status);
      const text = await response.text();
      const names = [
        ...text.matchAll(/(?:from|import)\s*'(\.[^']+)'/g),
        ...text.matchAll(/(?:href|src)="(\/[^"]+)"/g),
        ...text.matchAll(/url\(["']?([^"')]+\.svg)["']?\)/g),
      ];
      for (const [, name = ''] of names) await look(new URL(name, url));
    };
    await look(new URL(slack.url));
    expect([...seen].filter(([, status]) => status !== 200)).toEqual([]);
    expect(seen.size).toBeGreaterThan(40);
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

  it.each([
    '/files/../slack/seed.ts',
    '/files/..%2fslack%2fseed.ts',
    '/files/%2e%2e/slack/seed.js',
    '/files/main.ts',
    '/files/tsconfig.json',
    '/files/styles/../main.js%00.css',
    '/files/a/b/c/d.js',
    '/nothing',
  ])('has no file %s', async (path) => {
    expect(await ask(await workspace(), path, {})).toBe(404);
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
