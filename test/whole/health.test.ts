import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { healthBecomes, readHealth } from './listening.ts';
import { alice, startNight } from './night.ts';
import { settled } from './told.ts';

describe.each(['socket', 'http'] as const)('over %s', (transport) => {
  it('a running bot is healthy and ready, and names nothing and nobody', async () => {
    const night = await startNight({ transport });
    const health = await healthBecomes(night, '/healthz', 200);
    expect(health.body).toMatchObject({
      ok: true,
      phase: 'running',
      slack: { transport, connected: true },
      store: { writable: true },
      outbox: { oldestSeconds: null },
    });
    const ready = await healthBecomes(night, '/readyz', 200);
    expect(ready.body).toEqual({ ready: true, phase: 'running' });
    const said = JSON.stringify([health.body, ready.body]);
    for (const secret of [night.workspace.botToken, night.folder, 'prod-cn', 'C0CUTOVER', 'orders-prod'])
      expect(said).not.toContain(secret);
  });

  it('a bot whose folder takes no writes says so, and says when it does again', async () => {
    const night = await startNight({ transport });
    await healthBecomes(night, '/healthz', 200);
    const data = join(night.folder, 'data');
    renameSync(data, `${data}-away`);
    const sick = await healthBecomes(night, '/healthz', 503);
    expect(sick.body).toMatchObject({
      ok: false,
      store: { writable: false, why: expect.stringMatching(/^(ENOENT|refused)$/) as string },
    });
    expect((await readHealth(night, '/readyz')).status).toBe(200);
    renameSync(`${data}-away`, data);
    await healthBecomes(night, '/healthz', 200);
  });
});

describe('a socket', () => {
  it('that drops makes the bot unhealthy and not ready, until it is back', async () => {
    const night = await startNight();
    await healthBecomes(night, '/readyz', 200);
    night.workspace.faults.goOffline();
    const lost = await healthBecomes(night, '/healthz', 503);
    expect(lost.body).toMatchObject({ ok: false, slack: { connected: false }, store: { writable: true } });
    expect((await readHealth(night, '/readyz')).status).toBe(503);
    night.workspace.faults.goOnline();
    await healthBecomes(night, '/healthz', 200);
    await healthBecomes(night, '/readyz', 200);
  });
});

describe('messages that Slack does not take', () => {
  it('are seen by the age of the oldest', async () => {
    const night = await startNight();
    night.workspace.faults.failNext('chat.postMessage', { kind: 'rate-limited', retryAfter: 3 });
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await vi.waitFor(async () => {
      const { body } = await readHealth(night, '/healthz');
      expect(body.outbox?.oldestSeconds).toBeGreaterThan(1);
    }, 10_000);
    await settled(night, ['ended']);
    expect((await readHealth(night, '/healthz')).body.outbox).toEqual({ oldestSeconds: null });
  });
});
