import { describe, expect, it } from 'vitest';
import { CHANNELS, PEOPLE } from '../../../src/demo/slack/seed.ts';
import type { WorkspaceOptions } from '../../../src/demo/slack/workspace.ts';
import { boltApp, call, workspace } from './bench.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const view = (title: string, more: object = {}) => ({
  type: 'modal',
  title: plain(title),
  blocks: [
    {
      type: 'section',
      block_id: 'row',
      text: plain('x'),
      accessory: { type: 'button', action_id: 'more', text: plain('More') },
    },
  ],
  ...more,
});

/** A workspace whose app does nothing but hand out the trigger of each command and each press. */
async function triggers(options: Partial<WorkspaceOptions> = {}) {
  const slack = await workspace(options);
  let last = '';
  await boltApp(slack, (app) => {
    app.command('/dts', async ({ ack, command }) => {
      last = command.trigger_id;
      await ack();
    });
    app.action('more', async ({ ack, body }) => {
      if ('trigger_id' in body) last = body.trigger_id;
      await ack();
    });
  });
  const fromCommand = async () => {
    await slack.type(PEOPLE.alice, CHANNELS.cutover, '/dts');
    return last;
  };
  const fromView = async () => {
    const viewId = String(slack.view(PEOPLE.alice)?.['id']);
    await slack.press(PEOPLE.alice, { viewId, actionId: 'more' });
    return last;
  };
  const errorOf = async (method: string, body: object) => (await call(slack, method, body)).body['error'];
  return { slack, fromCommand, fromView, errorOf };
}

describe('a trigger', () => {
  it('opens one view, once', async () => {
    const { slack, fromCommand, errorOf } = await triggers();
    const trigger_id = await fromCommand();
    const { body } = await call(slack, 'views.open', { trigger_id, view: view('One') });
    expect(body).toMatchObject({
      ok: true,
      view: {
        title: { text: 'One' },
        root_view_id: (body['view'] as { id: string }).id,
        previous_view_id: null,
        state: { values: {} },
      },
    });
    expect(await errorOf('views.open', { trigger_id, view: view('Two') })).toBe('exchanged_trigger_id');
  });

  it('is over after three seconds', async () => {
    let now = Date.UTC(2026, 10, 21);
    const { fromCommand, errorOf } = await triggers({ now: () => now });
    const inTime = await fromCommand();
    const late = await fromCommand();
    now += 3_000;
    expect(await errorOf('views.open', { trigger_id: inTime, view: view('One') })).toBeUndefined();
    now += 1;
    expect(await errorOf('views.open', { trigger_id: late, view: view('One') })).toBe('expired_trigger_id');
  });

  it('is not used up by a view that Slack refuses', async () => {
    const { fromCommand, errorOf } = await triggers();
    const trigger_id = await fromCommand();
    expect(await errorOf('views.open', { trigger_id, view: view('x'.repeat(25)) })).toBe('invalid_arguments');
    expect(await errorOf('views.open', { trigger_id, view: view('One') })).toBeUndefined();
  });
});

describe('the stack of views', () => {
  it('holds three and refuses a fourth', async () => {
    const { slack, fromCommand, fromView, errorOf } = await triggers();
    await call(slack, 'views.open', { trigger_id: await fromCommand(), view: view('1') });
    await call(slack, 'views.push', { trigger_id: await fromView(), view: view('2') });
    await call(slack, 'views.push', { trigger_id: await fromView(), view: view('3') });
    expect(await errorOf('views.push', { trigger_id: await fromView(), view: view('4') })).toBe(
      'push_limit_reached',
    );
    await slack.closeView(PEOPLE.alice);
    expect(slack.view(PEOPLE.alice)).toMatchObject({ title: { text: '2' } });
    await slack.closeView(PEOPLE.alice, 'cross');
    expect(slack.view(PEOPLE.alice)).toBeNull();
  });

  it('takes a push only from a view', async () => {
    const { fromCommand, errorOf } = await triggers();
    expect(await errorOf('views.push', { trigger_id: await fromCommand(), view: view('1') })).toBe(
      'not_found',
    );
  });

  it('refuses an update with the hash of an earlier state', async () => {
    const { slack, fromCommand, errorOf } = await triggers();
    await call(slack, 'views.open', {
      trigger_id: await fromCommand(),
      view: view('1', { external_id: 'plan' }),
    });
    const before = slack.view(PEOPLE.alice);
    const update = { view_id: before?.['id'], hash: before?.['hash'], view: view('2') };
    expect(await errorOf('views.update', update)).toBeUndefined();
    expect(await errorOf('views.update', update)).toBe('hash_conflict');
    expect(slack.view(PEOPLE.alice)).toMatchObject({ id: before?.['id'], title: { text: '2' } });
  });

  it('keeps what was typed when a button is pressed and the app changes the view', async () => {
    const { slack, fromCommand } = await triggers();
    const element = { type: 'plain_text_input', action_id: 'name' };
    const input = { type: 'input', block_id: 'name', label: plain('Name'), element };
    const withInput = (title: string) => {
      const { blocks } = view(title);
      return view(title, { submit: plain('End'), blocks: [...blocks, input] });
    };
    await call(slack, 'views.open', { trigger_id: await fromCommand(), view: withInput('1') });
    const viewId = String(slack.view(PEOPLE.alice)?.['id']);
    await slack.press(PEOPLE.alice, { viewId, actionId: 'more', entries: { name: 'ord' } });
    await call(slack, 'views.update', { view_id: viewId, view: withInput('2') });
    expect(slack.view(PEOPLE.alice)).toMatchObject({
      title: { text: '2' },
      state: { values: { name: { name: { type: 'plain_text_input', value: 'ord' } } } },
    });
  });

  it('refuses an external_id that is in use', async () => {
    const { slack, fromCommand, errorOf } = await triggers();
    await call(slack, 'views.open', {
      trigger_id: await fromCommand(),
      view: view('1', { external_id: 'plan' }),
    });
    const again = { trigger_id: await fromCommand(), view: view('2', { external_id: 'plan' }) };
    expect(await errorOf('views.open', again)).toBe('duplicate_external_id');
    expect(await errorOf('views.update', { external_id: 'plan', view: view('3') })).toBeUndefined();
  });
});
