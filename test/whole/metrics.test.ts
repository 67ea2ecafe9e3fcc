import { readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { figure } from '../metrics/figures.ts';
import { configOf } from './command.ts';
import { alice, type Night, startNight } from './night.ts';
import { allTold, settled } from './told.ts';

/** The port that the bot serves its pages on: the configured one, or the one that it has chosen and told. */
async function portOf(night: Night): Promise<string> {
  const configured = /port: (\d+)/.exec(readFileSync(configOf(night), 'utf8'))?.[1];
  if (configured !== undefined && configured !== '0') return configured;
  return vi.waitFor(() => {
    const told = /"event":"health","port":(\d+)/.exec(night.output())?.[1];
    if (told === undefined) throw new Error('the port is not told yet');
    return told;
  });
}

async function ask(night: Night, method = 'GET', path = '/metrics'): Promise<Response> {
  return fetch(`http://127.0.0.1:${await portOf(night)}${path}`, { method });
}

async function scrape(night: Night): Promise<(series: string) => number | undefined> {
  const text = await (await ask(night)).text();
  return (series) => figure(text, series);
}

const ENDED = 'cutover_endings_total{state="ended"}';
const STOPPED = 'cutover_cloud_calls_total{provider="alibaba-dts",operation="dts/StopDtsJob",outcome="ok"}';
const acks = (kind: string) => `cutover_ack_seconds_count{kind="${kind}"}`;

describe.each(['socket', 'http'] as const)('/metrics (%s)', (transport) => {
  it('counts an ending, its calls, its acknowledgements and what is left to clean up', async () => {
    const night = await startNight({ transport });
    const before = await scrape(night);
    expect(before(ENDED)).toBe(0);
    expect(before(STOPPED)).toBeUndefined();

    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await settled(night, ['ended']);
    await night.checklist();
    await allTold(night);

    const after = await scrape(night);
    expect(after(ENDED)).toBe(1);
    expect(after('cutover_endings_total{state="failed"}')).toBe(0);
    expect(after('cutover_endings{state="ended",action="terminate",provider="alibaba-dts"}')).toBe(1);
    expect(after(STOPPED)).toBe(1);
    for (const kind of ['command', 'action', 'view']) expect(after(acks(kind)), kind).toBe(1);
    expect(after('cutover_outbox_messages')).toBe(0);
    expect(after('cutover_outbox_oldest_seconds')).toBe(0);
    expect(after('cutover_store_bytes{part="document"}')).toBeGreaterThan(1_000);
    expect(after('cutover_store_bytes{part="audit-log"}')).toBeGreaterThan(1_000);
    expect(after('cutover_store_commit_seconds_count')).toBeGreaterThan(5);
    expect(after('process_resident_memory_bytes')).toBeGreaterThan(1_000_000);
    const open = night.workspace
      .messages('C0CUTOVER')
      .findLast(({ metadata }) => metadata?.event_type === 'cutover_checklist')?.metadata?.event_payload;
    const states = ['open', 'blocked', 'unknown', 'removing', 'by-hand', 'could-not-look'];
    const shown = states.map((state) => after(`cutover_checklist_items_open{state="${state}"}`) ?? 0);
    expect(shown.reduce((sum, count) => sum + count)).toBe(open?.['open']);
    expect(open?.['open']).toBeGreaterThan(0);
  });
});

describe('/metrics', () => {
  it('names no account, no task and no person, and is for a plain GET only', async () => {
    const night = await startNight({ transport: 'http' });
    await night.end(alice, '/drs stop DRS-shop-prod', 'DRS-shop-prod');
    await settled(night, ['ended']);
    const answer = await ask(night);
    expect(answer.headers.get('content-type')).toContain('text/plain; version=0.0.4');
    const text = await answer.text();
    expect(text).toContain('operation="drs/DELETE /jobs/batch-jobs"');
    for (const name of ['prod-cn', 'otc', 'eu-de', 'DRS-shop', alice, night.clouds.drs.project])
      expect(text, name).not.toContain(name);
    for (const method of ['POST', 'PUT', 'DELETE'])
      expect((await ask(night, method)).status, method).toBe(404);
  });

  it('shows how long the outbox has been waiting while Slack takes nothing', async () => {
    const night = await startNight();
    await portOf(night);
    night.workspace.faults.failNext('chat.postMessage', { kind: 'status', status: 500 }, 1_000);
    await night.end(alice, '/dts terminate orders-prod', 'orders-prod');
    await vi.waitFor(
      async () => {
        const now = await scrape(night);
        expect(now('cutover_outbox_messages')).toBeGreaterThan(0);
        expect(now('cutover_outbox_oldest_seconds')).toBeGreaterThan(1);
      },
      { timeout: 15_000, interval: 100 },
    );
  });

  it.each(['socket', 'http'] as const)('is not there where it is switched off (%s)', async (transport) => {
    const night = await startNight({
      transport,
      config: (text) => text.replace(/port: (\d+) \}/, 'port: $1, metrics: off }'),
    });
    expect((await ask(night)).status).toBe(404);
    expect((await ask(night, 'GET', '/healthz')).status).toBe(200);
  });
});
