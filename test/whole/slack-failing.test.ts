import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../../src/demo/slack/faults.ts';
import { alice, buttonsOn, cutover, type Night, startNight } from './night.ts';
import { allTold, checklistsIn, endingsIn, settled, stateIn } from './told.ts';

async function endOrders(night: Night): Promise<void> {
  await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
}

/** One message of the ending, one checklist, one call, and the truth in the end. */
function expectOnce(night: Night): void {
  expect(endingsIn(night).map(stateIn)).toEqual(['ended']);
  expect(checklistsIn(night)).toHaveLength(1);
  expect(night.deeds()).toHaveLength(1);
}

describe('Slack failing while an ending is told', () => {
  const faults: [string, Fault, number][] = [
    ['it is rate limited', { kind: 'rate-limited', retryAfter: 1 }, 2],
    ['it answers 500', { kind: 'status', status: 500 }, 3],
    ['its answer is lost after it was done', { kind: 'lose-reply' }, 1],
    ['its answer is lost twice', { kind: 'lose-reply' }, 2],
    ['it refuses for a while', { kind: 'error', error: 'internal_error' }, 2],
  ];
  it.each(faults)('goes on and tells it once when %s', async (_, fault, times) => {
    const night = await startNight({ speed: 5 });
    night.workspace.faults.failNext('chat.postMessage', fault, times);
    await endOrders(night);

    await settled(night, ['ended']);
    expectOnce(night);
  });

  it.each(faults)(
    'goes on and brings the message up to date when, at an update, %s',
    async (_, fault, times) => {
      const night = await startNight({ speed: 5 });
      night.workspace.faults.failNext('chat.update', fault, times);
      await endOrders(night);

      await settled(night, ['ended']);
      expectOnce(night);
    },
  );

  it('does not post twice when a lost answer is followed by a rate limit', async () => {
    const night = await startNight({ speed: 5 });
    night.workspace.faults.failNext('chat.postMessage', { kind: 'lose-reply' });
    night.workspace.faults.failNext('conversations.history', { kind: 'rate-limited', retryAfter: 1 });
    await endOrders(night);

    await settled(night, ['ended']);
    expectOnce(night);
  });

  it('tells the person directly when the channel is gone, and the ending goes on', async () => {
    const night = await startNight({ speed: 5 });
    night.workspace.faults.failNext('chat.postMessage', { kind: 'error', error: 'channel_not_found' });
    await endOrders(night);

    await night.workspace.waitFor(() => night.deeds().length > 0 && checklistsIn(night).length > 0, 30_000);
    await allTold(night);
    expect(endingsIn(night)).toEqual([]);
    const direct = night.workspace.calls
      .filter((call) => call.method === 'chat.postMessage' && call.args['channel'] === alice)
      .map((call) => String(call.answer['channel']));
    expect(direct).toHaveLength(1);
    expect(endingsIn(night, direct[0]).map(stateIn)).toEqual(['ended']);
    expect(night.deeds()).toHaveLength(1);
  });

  it('tells the person directly when the channel is archived in the middle', async () => {
    const night = await startNight({ speed: 2 });
    await endOrders(night);
    await night.ending('ending');
    await allTold(night);
    night.workspace.faults.archive(cutover, true);

    await night.workspace.waitFor(
      () =>
        night.workspace.calls.some((call) => call.args['channel'] === alice && call.answer['ok'] === true),
      30_000,
    );
    await allTold(night);
    const channel = String(
      night.workspace.calls.findLast((call) => call.args['channel'] === alice)?.answer['channel'],
    );
    expect(endingsIn(night, channel).map(stateIn)).toEqual(['ended']);
    expect(checklistsIn(night, channel)).toHaveLength(1);
  });

  it('posts the message anew when somebody deleted it', async () => {
    const night = await startNight({ speed: 2 });
    await endOrders(night);
    const first = await night.ending('ending');
    await allTold(night);
    night.workspace.faults.deleteMessage(cutover, first.ts);

    await settled(night, ['ended']);
    expectOnce(night);
    expect(endingsIn(night)[0]?.ts).not.toBe(first.ts);
  });

  it('tells everything afterwards when Slack could not be reached for a while', async () => {
    const night = await startNight({ speed: 5 });
    await endOrders(night);
    await night.ending('ending');
    night.workspace.faults.goOffline();
    await night.workspace
      .waitFor(() =>
        night.clouds.tasks().some((task) => task.name === 'orders-prod' && task.status === 'Finished'),
      )
      .catch(() => undefined);
    await wait(1_000);
    expect(endingsIn(night).map(stateIn)).not.toContain('ended');
    night.workspace.faults.goOnline();

    await settled(night, ['ended']);
    expectOnce(night);
    await night.workspace.waitFor(() => night.workspace.connections() > 0, 20_000);
    expect(buttonsOn(await night.ask(alice, '/dts terminate inventory-ecs'))).toContain('ending.confirm');
  });

  it('opens a dropped socket again and goes on', async () => {
    const night = await startNight({ speed: 5 });
    await endOrders(night);
    night.workspace.faults.dropSocket();

    await settled(night, ['ended']);
    expectOnce(night);
    await night.workspace.waitFor(() => night.workspace.connections() > 0, 20_000);
    expect(buttonsOn(await night.ask(alice, '/dts terminate inventory-ecs'))).toContain('ending.confirm');
  });

  it('goes on when the answer to the person cannot be delivered', async () => {
    const night = await startNight({ speed: 5 });
    const plan = await night.ask(alice, '/dts terminate orders-prod');
    night.workspace.faults.failNext('response_url', { kind: 'status', status: 500 }, 10);
    await night.press(alice, plan, 'ending.confirm');
    await night.modal(alice);
    await night.submit(alice, { name: 'orders-prod', reason: '' });

    await settled(night, ['ended']);
    expectOnce(night);
    expect(night.output()).toContain('an ephemeral answer was not taken');
  });
});

describe('a slow cloud', () => {
  it('delays no acknowledgement: the person is told to wait, and answered once', {
    timeout: 90_000,
  }, async () => {
    const night = await startNight({ speed: 5 });
    night.clouds.world.fault({ action: '*', kind: 'delay', milliseconds: 3_500, times: 40 });
    const typed = await night.workspace.type(alice, cutover, '/dts terminate orders-prod');
    expect(typed.kind).toBe('acknowledged');
    await night.workspace.waitFor(
      () => night.workspace.ephemerals(alice).some((post) => post.text.startsWith('Still looking')),
      10_000,
    );
    const plan = await night.workspace.waitFor(
      () => night.workspace.ephemerals(alice).find((post) => buttonsOn(post).includes('ending.confirm')),
      45_000,
    );
    expect(night.workspace.ephemerals(alice)).toHaveLength(2);

    const pressed = await night.workspace.press(alice, {
      ephemeral: plan.ts,
      channelId: cutover,
      actionId: 'ending.confirm',
    });
    expect(pressed.kind).toBe('acknowledged');
    await night.modal(alice);
    expect((await night.submit(alice, { name: 'orders-prod', reason: '' })).kind).toBe('closed');
    await settled(night, ['ended'], 45_000);
    expectOnce(night);
  });
});
