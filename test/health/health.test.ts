import { describe, expect, it } from 'vitest';
import { healthPages, type Phase } from '../../src/health/health.ts';
import { OUTBOX } from '../../src/lifecycle/rows.ts';
import { createIds, madeAt } from '../../src/new-ids.ts';
import type { Writable } from '../../src/store/watched-store.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';

const NOW = Date.parse('2026-11-21T02:00:00Z');

async function read(
  path: '/healthz' | '/readyz',
  state: Partial<{ phase: Phase; up: boolean; writable: Writable; oldest: number }>,
) {
  const store = new MemoryStore(
    () => NOW,
    () => undefined,
  );
  if (state.oldest !== undefined) {
    const id = createIds(() => NOW - (state.oldest ?? 0))('o');
    await store.commit([{ kind: OUTBOX, id, expect: 0, value: { what: 'ending', id: 'e1' }, dueAt: NOW }]);
  }
  const pages = healthPages({
    phase: () => state.phase ?? 'running',
    transport: 'socket',
    connection: { isUp: () => state.up ?? true, silentMs: () => 740 },
    store,
    writable: async () => state.writable ?? { writable: true },
    now: () => NOW,
  });
  const page = await pages[path]?.();
  return { status: page?.status, body: JSON.parse(page?.text ?? 'null') };
}

describe('/healthz', () => {
  it('is 200 while Slack is there and the store can be written, and says so', async () => {
    expect(await read('/healthz', {})).toEqual({
      status: 200,
      body: {
        ok: true,
        phase: 'running',
        slack: { transport: 'socket', connected: true, silentSeconds: 0.7 },
        store: { writable: true },
        outbox: { oldestSeconds: null },
      },
    });
  });

  it('is 503 while Slack is not there', async () => {
    const { status, body } = await read('/healthz', { up: false });
    expect(status).toBe(503);
    expect(body).toMatchObject({ ok: false, slack: { connected: false }, store: { writable: true } });
  });

  it('is 503 while the store cannot be written, with the code of why', async () => {
    const { status, body } = await read('/healthz', { writable: { writable: false, why: 'ENOSPC' } });
    expect(status).toBe(503);
    expect(body).toMatchObject({ ok: false, store: { writable: false, why: 'ENOSPC' } });
  });

  it('tells for how long the oldest message has been waiting, which is no fault of the bot', async () => {
    const { status, body } = await read('/healthz', { oldest: 90_000 });
    expect(status).toBe(200);
    expect(body.outbox).toEqual({ oldestSeconds: 90 });
  });
});

describe('/readyz', () => {
  it.each([
    { phase: 'running', up: true, status: 200 },
    { phase: 'running', up: false, status: 503 },
    { phase: 'starting', up: true, status: 503 },
    { phase: 'draining', up: true, status: 503 },
  ] as const)('is $status while $phase, with Slack there: $up', async ({ phase, up, status }) => {
    expect(await read('/readyz', { phase, up })).toEqual({ status, body: { ready: status === 200, phase } });
  });
});

describe('the time in an id', () => {
  it('is the time of its making', () => {
    const id = createIds(() => NOW)('o');
    expect(madeAt(id)).toBe(NOW);
  });

  it.each(['', 'o', 'o123', 'O1abcdef', 'o1/abcdef'])('is not there in "%s"', (id) => {
    expect(madeAt(id)).toBeNull();
  });
});
