import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { DTS } from '../../src/demo/clouds/alibaba/alibaba-seed.ts';
import { DRS } from '../../src/demo/clouds/drs/drs-seed.ts';
import type { Demo } from '../../src/demo/demo.ts';
import { PEOPLE } from '../../src/demo/slack/seed.ts';
import { act, cutover, shown, startQuietDemo } from './demo-player.ts';
import { labelledButtons } from './night.ts';

let demo: Demo;
beforeAll(async () => {
  demo = await startQuietDemo();
});
afterAll(() => demo.stop());

async function startOver(): Promise<void> {
  expect(await act(demo, { deed: 'start-over' })).toMatchObject({ status: 200 });
}

const bot = (to: string) => act(demo, { deed: 'bot', to });
const cloud = (control: string, given: unknown) => act(demo, { deed: 'cloud', control, with: given });

/** Alice asks for the end of orders-prod and confirms it by its name. */
async function endOrders(): Promise<void> {
  const { workspace } = demo;
  await workspace.type(PEOPLE.alice, cutover, '/dts terminate orders-prod');
  const plan = await workspace.waitFor(
    () => workspace.ephemerals(PEOPLE.alice).findLast(({ text }) => text.startsWith('END FOR GOOD')),
    15_000,
  );
  const confirm = labelledButtons(plan).find(({ id }) => id === 'ending.confirm');
  await workspace.press(PEOPLE.alice, {
    ephemeral: plan.ts,
    channelId: cutover,
    actionId: 'ending.confirm',
    value: confirm?.value ?? '',
  });
  await workspace.waitFor(() => workspace.view(PEOPLE.alice));
  await workspace.submit(PEOPLE.alice, undefined, { name: 'orders-prod', reason: 'cut-over' });
}

function endingIn(state: string) {
  return demo.workspace.waitFor(
    () =>
      demo.workspace
        .messages(cutover)
        .findLast(
          ({ metadata }) =>
            metadata?.event_type === 'cutover_ending' && metadata.event_payload['state'] === state,
        ),
    20_000,
  );
}

function stops(): number {
  return demo.clouds.calls.filter(({ action }) => action === 'StopDtsJob').length;
}

describe('the bot, from the page', () => {
  beforeEach(startOver);

  test('is stopped, started, killed and restarted, one process at a time', { timeout: 60_000 }, async () => {
    const { starts } = (await shown(demo)).bot;
    expect(await bot('start')).toEqual({ status: 400, said: 'The bot is running already.' });
    expect(await bot('stop')).toEqual({ status: 200, said: 'The bot has stopped.' });
    expect((await shown(demo)).bot).toMatchObject({ state: 'stopped', starts });
    expect(demo.workspace.connections()).toBe(0);
    expect(await bot('stop')).toEqual({ status: 400, said: 'The bot is not running.' });
    expect(await bot('start')).toEqual({ status: 200, said: 'The bot runs and is connected.' });
    expect(await bot('kill')).toEqual({ status: 200, said: 'The bot is killed.' });
    expect((await shown(demo)).bot.state).toBe('killed');
    expect(await bot('restart')).toMatchObject({ status: 200 });
    expect(await bot('restart')).toMatchObject({ status: 200 });
    expect((await shown(demo)).bot).toMatchObject({ state: 'running', starts: starts + 3 });
    expect(demo.workspace.connections()).toBe(1);
  });

  test('killed while an ending goes on, it comes back and asks nothing twice', {
    timeout: 60_000,
  }, async () => {
    await cloud('speed', { speed: 1 });
    await endOrders();
    await endingIn('ending');
    await bot('kill');
    expect(demo.workspace.connections()).toBe(0);
    await bot('start');
    expect((await endingIn('ended')).text).toContain('asked once');
    expect(stops()).toBe(1);
  });

  test('killed at its next change, it never hears the answer; restarted, it reads', {
    timeout: 60_000,
  }, async () => {
    await act(demo, { deed: 'bot-dies-at-next-change', on: true });
    expect((await shown(demo)).bot.diesAtNextChange).toBe(true);
    await endOrders();
    await vi.waitFor(() => expect(demo.backstage.show().bot.state).toBe('killed'), 20_000);
    const { bot: killed, clouds } = await shown(demo);
    expect(killed).toMatchObject({ diesAtNextChange: false, state: 'killed' });
    expect(clouds.calls.filter(({ changes }) => changes)).toMatchObject([
      { action: 'StopDtsJob', answer: { status: 0, fault: 'cut-after-change' } },
    ]);
    await bot('restart');
    expect((await endingIn('ended')).text).toContain('asked once');
    expect(stops()).toBe(1);
  });

  test('shows what it printed, and no secret', async () => {
    const text = JSON.stringify(await shown(demo));
    expect(text).toContain('connected to Slack');
    const { workspace, clouds } = demo;
    for (const secret of [
      workspace.botToken,
      workspace.appToken,
      workspace.signingSecret,
      clouds.alibaba.accessKeySecret,
      clouds.drs.secretKey,
      clouds.drs.password,
    ])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/xoxb-|xapp-/);
  });
});

describe('the clouds, from the page', () => {
  beforeEach(startOver);

  test('every task shows its lag, its error, its ending and whether it is over', async () => {
    await cloud('lag', { id: DTS.orders, seconds: 90, growth: 2 });
    await cloud('fail', { id: DRS.shop });
    await cloud('set-ending', { id: DRS.noDelay, ending: 'hangs' });
    const tasks = new Map((await shown(demo)).clouds.tasks.map((task) => [task.id, task]));
    expect(tasks.get(DTS.orders)).toMatchObject({ lagGrowth: 2, error: null, isOver: false });
    expect(tasks.get(DTS.orders)?.lagSeconds).toBeGreaterThanOrEqual(90);
    expect(tasks.get(DRS.shop)).toMatchObject({ status: 'INCRE_TRANSFER_FAILED', lagSeconds: null });
    expect(tasks.get(DRS.shop)?.error).toContain('DRS.M05017: ');
    expect(tasks.get(DRS.noDelay)).toMatchObject({ ending: 'hangs', lagSeconds: null });
    expect(tasks.get(DTS.finished)).toMatchObject({ isOver: true, lagSeconds: null, lagGrowth: 0 });
    expect(tasks.get(DTS.retrying)?.error).toBe('Communications link failure');
  });

  test('their troubles are shown until they are calm again', async () => {
    // While it is cut off, no call of the bot's own meets what waits for calls.
    await cloud('cut-off', { cloud: 'drs', off: true });
    await cloud('throttle', { cloud: 'drs', times: 5 });
    await cloud('region', { cloud: 'drs', region: 'eu-de', how: 'hang' });
    await cloud('deny', { action: 'vpc:delete-rule' });
    const [alibaba, drs] = (await shown(demo)).clouds.clouds;
    expect(drs).toMatchObject({
      cloud: 'drs',
      cutOff: true,
      waiting: { throttle: 5, delay: 0, lost: 0 },
      silentRegions: ['eu-de'],
      denied: ['vpc:delete-rule'],
    });
    expect(drs?.regions).toEqual(['eu-de', 'eu-nl']);
    expect(alibaba).toMatchObject({ cutOff: false, denied: [], silentRegions: [] });
    expect(alibaba?.regions).toContain('cn-hangzhou');
    await cloud('calm', { cloud: 'drs' });
    expect((await shown(demo)).clouds.clouds[1]).toMatchObject({
      cutOff: false,
      waiting: { throttle: 0 },
      silentRegions: [],
      denied: [],
    });
  });

  test('the latest sixty calls are shown, newest first, and their numbers go on', async () => {
    await cloud('speed', { speed: 60 });
    const { workspace } = demo;
    while (demo.clouds.calls.length <= 60) {
      const before = demo.clouds.calls.length;
      await workspace.type(PEOPLE.alice, cutover, '/cutover list');
      await workspace.waitFor(() => demo.clouds.calls.length > before);
    }
    const { calls, speed } = (await shown(demo)).clouds;
    expect(speed).toBe(60);
    expect(calls).toHaveLength(60);
    const serials = calls.map(({ serial }) => serial);
    expect(serials).toEqual(serials.toSorted((one, other) => other - one));
    expect(new Set(serials).size).toBe(60);
  });
});

describe('what is no deed', () => {
  test.each([
    [{ deed: 'explode' }, /That cannot be done here/],
    [{ deed: 'bot', to: 'dance' }, /That cannot be done here/],
    [{ deed: 'play', story: 'war-and-peace' }, 'There is no story "war-and-peace".'],
    [{ deed: 'cloud', control: 'explode', with: {} }, 'The clouds have no control "explode"'],
    [{ deed: 'cloud', control: 'fail', with: { id: 'nobody' } }, /have no task nobody/],
    [{ deed: 'cloud', control: 'fail', with: { name: 'x' } }, /"fail" cannot be done so/],
    [null, /That cannot be done here/],
  ])('%j is refused in a sentence', async (body, sentence) => {
    const { status, said } = await act(demo, body);
    expect(status).toBe(400);
    expect(said).toMatch(sentence);
    expect((await shown(demo)).bot.state).toBe('running');
  });

  test('a page of another site is refused, whatever it sends', async () => {
    const body = JSON.stringify({ deed: 'bot', to: 'kill' });
    const sent = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const call = request(`${demo.url}page/backstage`, { method: 'POST', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? 0);
        });
        call.on('error', reject);
        call.end(body);
      });
    const json = { 'content-type': 'application/json' };
    expect(await sent({ ...json, origin: 'https://evil.example' })).toBe(403);
    expect(await sent({ ...json, host: 'evil.example' })).toBe(403);
    expect(await sent({ 'content-type': 'text/plain' })).toBe(415);
    expect((await shown(demo)).bot.state).toBe('running');
  });
});
