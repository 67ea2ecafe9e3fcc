import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { commandBody, signed } from '../slack/http/signed.ts';
import { auditLines } from './clean-up.ts';
import { healthBecomes, readHealth, readPort } from './listening.ts';
import { alice, bob, type Night, startNight } from './night.ts';
import { endingsIn, settled } from './told.ts';

const ORDERS = '/dts terminate orders-prod';

/** Confirms an end whose call takes this long, and waits until the cloud has it. */
async function callUnderWay(night: Night, milliseconds: number): Promise<void> {
  night.clouds.world.fault({ action: 'StopDtsJob', kind: 'delay', milliseconds, takesEffect: true });
  await night.end(alice, ORDERS, 'orders-prod');
  await vi.waitFor(() => expect(night.deeds()).toHaveLength(1), { timeout: 10_000, interval: 20 });
}

function expectRecorded(night: Night): void {
  const [intent] = auditLines(night, 'ending.executing');
  const [answered] = auditLines(night, 'ending.answered');
  expect(intent).toBeDefined();
  expect(answered).toMatchObject({ ending: intent?.['ending'] });
  expect(night.deeds()).toHaveLength(1);
  expect(readdirSync(join(night.folder, 'data'))).not.toContain('cutover.lock');
}

describe.each(['socket', 'http'] as const)('SIGTERM in the middle of a call, over %s', (transport) => {
  it('waits for the answer, records it, tells it, and exits 0', async () => {
    const night = await startNight({ transport, speed: 3 });
    await callUnderWay(night, 2_500);
    night.kill('SIGTERM');
    await healthBecomes(night, '/readyz', 503);
    expect((await readHealth(night, '/readyz')).body.phase).toBe('draining');
    expect(await night.gone()).toBe(0);
    expectRecorded(night);
    expect(endingsIn(night)[0]?.metadata?.event_payload['state']).toBe('ending');
    await night.restart();
    const ended = await settled(night, ['ended']);
    expect(ended.text).not.toContain('interrupted');
    expect(night.deeds()).toHaveLength(1);
  });
});

describe('a second signal', () => {
  it('does not cut a call whose answer is not on record', async () => {
    const night = await startNight({ speed: 3 });
    await callUnderWay(night, 2_500);
    night.kill('SIGTERM');
    await healthBecomes(night, '/readyz', 503);
    night.kill('SIGTERM');
    night.kill('SIGINT');
    expect(await night.gone()).toBe(0);
    expectRecorded(night);
  });

  it('ends looks that were still waited for', async () => {
    const night = await startNight({
      config: (text) => text.replace('slack: {', 'slack: { drainSeconds: 600,'),
    });
    night.clouds.world.setRegion('alibaba', 'ap-southeast-1', 'hang');
    await night.workspace.type(alice, 'C0CUTOVER', '/dts list');
    await vi.waitFor(() => expect(night.output()).toContain('"event":"command"'));
    night.kill('SIGTERM');
    await healthBecomes(night, '/readyz', 503);
    night.kill('SIGTERM');
    expect(await night.gone(12_000)).toBe(0);
  });
});

describe('a call that takes longer than the drain', () => {
  it('is waited for all the same', async () => {
    const night = await startNight({
      speed: 3,
      config: (text) => text.replace('slack: {', 'slack: { drainSeconds: 0.2,'),
    });
    await callUnderWay(night, 3_000);
    night.kill('SIGTERM');
    expect(await night.gone()).toBe(0);
    expectRecorded(night);
  });
});

describe('a click whose look waits for a silent region', () => {
  it('does not hold up the stop, and the person is told', async () => {
    const night = await startNight({
      config: (text) => text.replace('slack: {', 'slack: { drainSeconds: 1,'),
    });
    night.clouds.world.setRegion('alibaba', 'ap-southeast-1', 'hang');
    await night.workspace.type(bob, 'C0CUTOVER', '/dts list');
    await vi.waitFor(() => expect(night.output()).toContain('"event":"command"'));
    night.kill('SIGTERM');
    expect(await night.gone(12_000)).toBe(0);
    const told = night.workspace.ephemerals(bob).map(({ text }) => text);
    expect(told.at(-1)).toContain('I am being stopped');
    expect(night.deeds()).toEqual([]);
  });
});

describe('while it is being stopped', () => {
  it('a bot with signed requests takes no click: 503, and it may come again', async () => {
    const night = await startNight({ transport: 'http', speed: 3 });
    const url = `http://127.0.0.1:${readPort(night)}/slack/events`;
    await callUnderWay(night, 3_000);
    night.kill('SIGTERM');
    await healthBecomes(night, '/readyz', 503);
    const at = Math.floor(Date.now() / 1_000);
    const request = signed(commandBody('list', { user_id: bob }), {
      at,
      secret: night.workspace.signingSecret,
    });
    const refused = await vi.waitFor(async () => {
      const response = await fetch(url, request);
      expect(response.status).toBe(503);
      return response;
    });
    expect(await refused.text()).toBe('');
    expect(night.output()).not.toContain(`"user":"${bob}"`);
    expect(await night.gone()).toBe(0);
    expectRecorded(night);
  });

  it('a bot with a socket has left it, before its call is answered', async () => {
    const night = await startNight({ speed: 3 });
    await callUnderWay(night, 4_000);
    night.kill('SIGTERM');
    await night.workspace.waitFor(() => night.workspace.connections() === 0, 3_500);
    expect(auditLines(night, 'ending.answered')).toEqual([]);
    expect(await night.gone()).toBe(0);
    expectRecorded(night);
  });
});
