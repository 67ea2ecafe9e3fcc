import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { blockKinds } from '../../../src/demo/slack/blocks/block-shapes.ts';
import { interactiveKinds } from '../../../src/demo/slack/blocks/elements.ts';
import {
  BLOCKS,
  ELEMENTS,
  PAGE_DEEDS,
  ROUTES,
  type Spoken,
  TO_THE_APP,
  WEB_API,
} from '../../../src/demo/slack/matrix.ts';
import type { Backstage } from '../../../src/demo/slack/page-api/backstage.ts';
import { DEEDS } from '../../../src/demo/slack/page-api/what-the-page-does.ts';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import { METHODS } from '../../../src/demo/slack/web-api/methods.ts';
import type { Workspace } from '../../../src/demo/slack/workspace.ts';
import { afterThisTest, call, HOME, manifestWith, OPENED, workspace } from './bench.ts';
import { ask } from './page-api/page-bench.ts';

const { alice } = PEOPLE;
const { cutover } = CHANNELS;
const names = (spoken: readonly Spoken[]) => spoken.map(({ name }) => name).sort();
const plain = (text: string) => ({ type: 'plain_text', text });

/** Everything a bare app hears, as `envelope/payload`; it acknowledges with an empty answer. */
async function hear(slack: Workspace): Promise<{ heard: Set<string>; payloads: Record<string, unknown>[] }> {
  const { body } = await call(slack, 'apps.connections.open', {}, slack.appToken);
  const socket = new WebSocket(String(body['url']));
  afterThisTest(() => socket.terminate());
  const heard = new Set<string>();
  const payloads: Record<string, unknown>[] = [];
  socket.on('message', (data) => {
    const { type, envelope_id, payload = {} } = JSON.parse(String(data));
    if (type === 'hello') return;
    const kind = payload.event?.type ?? payload.type;
    heard.add(kind === undefined ? type : `${type}/${kind}`);
    payloads.push(payload);
    socket.send(JSON.stringify({ envelope_id, payload: kind === 'block_suggestion' ? { options: [] } : {} }));
  });
  await once(socket, 'message');
  return { heard, payloads };
}

describe('the list of what the local workspace speaks', () => {
  it('names exactly the methods that are answered', () => {
    expect(names(WEB_API)).toEqual(Object.keys(METHODS).sort());
  });

  it('names exactly what the page can do', () => {
    expect(names(PAGE_DEEDS)).toEqual(Object.keys(DEEDS).sort());
  });

  it('names exactly the blocks and elements that are taken', () => {
    expect(names(BLOCKS)).toEqual(Object.keys(blockKinds).sort());
    expect(names(ELEMENTS)).toEqual([...interactiveKinds].sort());
  });

  it('names exactly what an app hears when a person does everything', async () => {
    const slack = await workspace({ manifestPath: await manifestWith(HOME, OPENED) });
    const { heard, payloads } = await hear(slack);
    await slack.type(alice, cutover, '/dts');
    await slack.openHome(alice);
    const button = { type: 'button', action_id: 'go', text: plain('Go') };
    const select = { type: 'external_select', action_id: 'task', min_query_length: 0 };
    const blocks = [{ type: 'actions', elements: [button, select] }];
    const { body } = await call(slack, 'chat.postMessage', { channel: cutover, text: 'x', blocks });
    const messageTs = String(body['ts']);
    await slack.suggest(alice, { messageTs, actionId: 'task' }, '');
    const modal = { type: 'modal', title: plain('M'), submit: plain('S'), notify_on_close: true, blocks: [] };
    for (const finish of [() => slack.submit(alice, undefined, {}), () => slack.closeView(alice)]) {
      await slack.press(alice, { messageTs, actionId: 'go' });
      await call(slack, 'views.open', { trigger_id: payloads.at(-1)?.['trigger_id'], view: modal });
      await finish();
    }
    expect([...heard].sort()).toEqual(names(TO_THE_APP));
  });

  it('names addresses that answer, and the server answers no other', async () => {
    const backstage: Backstage = {
      show: () => ({}),
      act: async () => ({}),
      onChange: () => () => undefined,
    };
    const slack = await workspace({ backstage });
    const { payloads } = await hear(slack);
    const element = { type: 'button', action_id: 'go', text: plain('Go') };
    const blocks = [{ type: 'actions', elements: [element] }];
    const { body: posted } = await call(slack, 'chat.postMessage', { channel: cutover, text: 'x', blocks });
    await slack.type(alice, cutover, '/dts');
    await slack.press(alice, { messageTs: String(posted['ts']), actionId: 'go' });
    const [command, action] = payloads.map((one) => new URL(String(one['response_url'])).pathname);
    const { body: opened } = await call(slack, 'apps.connections.open', {}, slack.appToken);
    const link = new URL(String(opened['url']));
    const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
    const example: Record<string, [string | undefined, object?]> = {
      'POST /commands/…': [command],
      'POST /actions/…': [action],
      'GET /files/…': ['/files/styles/base.css'],
      'GET /archives/…': [`/archives/${cutover}/p1`],
      'GET /link/': [link.pathname + link.search, { ...upgrade, 'sec-websocket-key': `${'x'.repeat(22)}==` }],
      'POST /api/…': ['/api/auth.test'],
      'POST /page/…': ['/page/read'],
    };
    for (const name of names(ROUTES)) {
      const [method = '', path = ''] = name.split(' ');
      const [address = path, more] = example[name] ?? [];
      const headers = { 'content-type': 'application/json', ...more };
      const status = await ask(slack, address, headers, method, method === 'POST' ? '{}' : '');
      expect([name, status]).not.toEqual([name, 404]);
      expect([name, status]).not.toEqual([name, 405]);
    }
    for (const path of ['/nothing', '/page/', '/page/nothing', '/files/', '/api', '/link'])
      expect([path, await ask(slack, path, {})]).toEqual([path, 404]);
  });
});
