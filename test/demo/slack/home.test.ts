import { describe, expect, it } from 'vitest';
import { PEOPLE } from '../../../src/demo/slack/seed.ts';
import { boltApp, call, client, HOME, manifestWith, OPENED, workspace } from './bench.ts';
import { act } from './page-api/page-bench.ts';

const { alice, bob } = PEOPLE;
const plain = (text: string) => ({ type: 'plain_text' as const, text });
const home = (text: string) => ({
  type: 'home' as const,
  blocks: [{ type: 'header' as const, text: plain(text) }],
});

describe('the Home tab', () => {
  it('is published for a person, replaced in place, and not by somebody who knows an old state', async () => {
    const slack = await workspace({ manifestPath: await manifestWith(HOME) });
    const errorOf = async (body: object) =>
      (await call(slack, 'views.publish', { user_id: bob, ...body })).body['error'];
    expect(await errorOf({ view: home('a') })).toBeUndefined();
    const first = slack.home(bob);
    expect(await errorOf({ view: home('b'), hash: 'old' })).toBe('hash_conflict');
    expect(await errorOf({ view: home('b'), hash: first?.['hash'] })).toBeUndefined();
    expect(slack.home(bob)).toMatchObject({ id: first?.['id'], blocks: [{ text: { text: 'b' } }] });
    expect(slack.home(alice)).toBeNull();
    expect(await errorOf({ view: home('c'), user_id: 'U0NOBODY' })).toBe('user_not_found');
    expect(await errorOf({ view: { type: 'modal', title: plain('x'), blocks: [] } })).toBe(
      'invalid_arguments',
    );
  });

  it('cannot be published where the manifest does not switch it on', async () => {
    const slack = await workspace();
    await expect(client(slack).views.publish({ user_id: bob, view: home('a') })).rejects.toMatchObject({
      data: { error: 'not_enabled' },
    });
  });

  it('is filled by an app that hears of its being opened, and hears with which view the next time', async () => {
    const slack = await workspace({ manifestPath: await manifestWith(HOME, OPENED) });
    const heard: object[] = [];
    await boltApp(slack, (app) => {
      app.event('app_home_opened', async ({ event, client }) => {
        heard.push(event);
        if (event.tab === 'home') await client.views.publish({ user_id: event.user, view: home('Hello') });
      });
    });
    expect(await act(slack, 'home', { user: alice, tab: 'home' })).toEqual([200, {}]);
    const shown = await slack.waitFor(() => slack.home(alice));
    await slack.openHome(alice, 'home');
    await slack.openHome(alice, 'messages');
    await slack.waitFor(() => heard.length === 3);
    expect(heard[0]).toEqual({
      type: 'app_home_opened',
      user: alice,
      channel: 'D0ALICE',
      tab: 'home',
      event_ts: expect.stringMatching(/^\d+\.\d{6}$/),
    });
    expect(heard[1]).toMatchObject({ tab: 'home', view: { id: shown['id'], type: 'home' } });
    expect(heard[2]).toMatchObject({ tab: 'messages' });
    expect(heard[2]).not.toHaveProperty('view');
  });

  it('is not announced to an app that did not subscribe, nor where there is none', async () => {
    const heard: unknown[] = [];
    for (const changes of [[HOME], [OPENED]]) {
      const slack = await workspace({ manifestPath: await manifestWith(...changes) });
      await boltApp(slack, (app) => {
        app.event('app_home_opened', async ({ event }) => void heard.push(event.tab));
      });
      await slack.openHome(alice, 'home');
      await slack.openHome(alice, 'messages');
    }
    await expect.poll(() => heard).toEqual(['messages']);
  });

  it('takes presses of its elements, whose payload names the view and no channel', async () => {
    const slack = await workspace({ manifestPath: await manifestWith(HOME) });
    let payload: object = {};
    await boltApp(slack, (app) => {
      app.action('go', async ({ ack, body }) => {
        payload = body;
        await ack();
      });
    });
    const element = { type: 'button' as const, action_id: 'go', text: plain('Go') };
    const view = { type: 'home' as const, blocks: [{ type: 'actions' as const, elements: [element] }] };
    await client(slack).views.publish({ user_id: alice, view });
    const viewId = String(slack.home(alice)?.['id']);
    await slack.press(alice, { viewId, actionId: 'go' });
    expect(payload).toMatchObject({ container: { type: 'view', view_id: viewId }, view: { type: 'home' } });
    expect(payload).not.toHaveProperty('channel');
    expect(payload).not.toHaveProperty('response_url');
    await expect(slack.press(bob, { viewId, actionId: 'go' })).rejects.toThrow('has no view');
  });
});
