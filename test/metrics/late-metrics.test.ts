import { describe, expect, it } from 'vitest';
import { createLateMetrics } from '../../src/metrics/late-metrics.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';

const LOG = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function made(isOn: boolean) {
  const kept = { store: new MemoryStore(() => 0), folder: '.', now: () => 0 };
  return createLateMetrics(isOn, kept, LOG);
}

describe('metrics that are made behind the start', () => {
  it('count what was told of before and after', async () => {
    const metrics = made(true);
    metrics.over('ended');
    metrics.acknowledged('command', 0.001);
    await metrics.load();
    metrics.over('ended');
    const page = await metrics.pages['/metrics']?.();
    expect(page?.text).toContain('cutover_endings_total{state="ended"} 2');
    expect(page?.text).toContain('cutover_ack_seconds_count{kind="command"} 1');
  });

  it('are made by whoever reads the page first', async () => {
    const metrics = made(true);
    metrics.committed(0.002);
    expect((await metrics.pages['/metrics']?.())?.text).toContain('cutover_store_commit_seconds_count 1');
  });

  it('have no page where they are off', async () => {
    const metrics = made(false);
    metrics.over('ended');
    await metrics.load();
    expect(metrics.pages).toEqual({});
  });
});
