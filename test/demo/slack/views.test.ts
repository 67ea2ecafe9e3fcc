import type { ViewResponseAction } from '@slack/bolt';
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

/** A workspace whose app answers each submission with this, and shows a first modal when asked. */
async function answering(answer: (view: object) => object) {
  const slack = await workspace({ ackTimeoutMs: 1_000 });
  await boltApp(slack, (app) => {
    app.command('/dts', async ({ ack, command }) => {
      await ack();
      const first = view('1', { callback_id: 'm', submit: plain('S'), external_id: 'first' });
      await call(slack, 'views.open', { trigger_id: command.trigger_id, view: first });
    });
    app.view('m', ({ ack, body }) => ack(answer(body.view) as ViewResponseAction));
  });
  await slack.type(PEOPLE.alice, CHANNELS.cutover, '/dts');
  await slack.waitFor(() => slack.view(PEOPLE.alice));
  return slack;
}

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

  it('is closed as a whole by Cancel in a view that asks for it', async () => {
    const { slack, fromCommand, fromView } = await triggers();
    await call(slack, 'views.open', { trigger_id: await fromCommand(), view: view('1') });
    await call(slack, 'views.push', {
      trigger_id: await fromView(),
      view: view('2', { clear_on_close: true }),
    });
    await slack.closeView(PEOPLE.alice, 'cancel');
    expect(slack.view(PEOPLE.alice)).toBeNull();
  });

  it('takes no push from a view that was closed meanwhile, though another one is open', async () => {
    const { slack, fromCommand, fromView, errorOf } = await triggers();
    await call(slack, 'views.open', { trigger_id: await fromCommand(), view: view('1') });
    const trigger_id = await fromView();
    await slack.closeView(PEOPLE.alice);
    await call(slack, 'views.open', { trigger_id: await fromCommand(), view: view('another') });
    expect(await errorOf('views.push', { trigger_id, view: view('2') })).toBe('not_found');
    expect(slack.view(PEOPLE.alice)).toMatchObject({ title: { text: 'another' }, previous_view_id: null });
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
    const { slack, fromCommand, fromView, errorOf } = await triggers();
    await call(slack, 'views.open', {
      trigger_id: await fromCommand(),
      view: view('1', { external_id: 'plan' }),
    });
    const again = { trigger_id: await fromCommand(), view: view('2', { external_id: 'plan' }) };
    expect(await errorOf('views.open', again)).toBe('duplicate_external_id');
    const update = (external_id: string) =>
      errorOf('views.update', { external_id: 'plan', view: view('3', { external_id }) });
    expect(await update('plan')).toBeUndefined();
    const pushed = view('4', { external_id: 'other' });
    expect(await errorOf('views.push', { trigger_id: await fromView(), view: pushed })).toBeUndefined();
    expect(await update('other')).toBe('duplicate_external_id');
  });
});

describe('the answer to a submission', () => {
  const pushed = (more: object = {}) => ({ response_action: 'push', view: view('2', { ...more }) });
  const WRONG: [string, object][] = [
    ['errors for a block that is none', { response_action: 'errors', errors: { nowhere: 'x' } }],
    ['errors for a block that is no input', { response_action: 'errors', errors: { row: 'x' } }],
    ['no errors at all', { response_action: 'errors', errors: {} }],
    ['an action that is none', { response_action: 'close' }],
    ['a view that is none', { response_action: 'update', view: { type: 'modal' } }],
    ['no view', { response_action: 'push' }],
    ['a view for the Home tab', { response_action: 'update', view: { type: 'home', blocks: [] } }],
    ['an external_id that is in use', pushed({ external_id: 'first' })],
  ];

  it.each(WRONG)('with %s leaves the modal as it is, and the problem is told', async (_name, answer) => {
    const slack = await answering(() => answer);
    let told = 0;
    const before = slack.view(PEOPLE.alice);
    slack.onChange(() => {
      told += 1;
    });
    expect(await slack.submit(PEOPLE.alice, undefined, {})).toEqual({ kind: 'failed' });
    expect(slack.view(PEOPLE.alice)).toEqual(before);
    expect([slack.problems.length, told > 0]).toEqual([1, true]);
  });

  it('pushes up to the third view and no further', async () => {
    const slack = await answering(() => pushed({ callback_id: 'm', submit: plain('S') }));
    for (const kind of ['pushed', 'pushed', 'failed'])
      expect(await slack.submit(PEOPLE.alice, undefined, {})).toMatchObject({ kind });
    expect(slack.problems).toEqual([expect.stringContaining('push_limit_reached')]);
  });

  it.each([
    ['update', { response_action: 'update', view: view('late') }],
    ['push', pushed()],
    ['errors', { response_action: 'errors', errors: { row: 'x' } }],
  ])('is too late as %s when the person has closed the modal meanwhile', async (_name, answer) => {
    const slack = await answering(() => answer);
    slack.faults.delayAcks(50);
    const submitted = slack.submit(PEOPLE.alice, undefined, {});
    await slack.closeView(PEOPLE.alice);
    expect(await submitted).toEqual({ kind: 'closed' });
    expect([slack.view(PEOPLE.alice), slack.problems]).toEqual([null, []]);
  });
});
