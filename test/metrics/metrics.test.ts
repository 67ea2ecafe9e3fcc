import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Checklist } from '../../src/cleanup/checklist/checklist.ts';
import { CHECKLIST } from '../../src/cleanup/rows.ts';
import type { Ending, EndingState } from '../../src/lifecycle/ending.ts';
import { ENDING, OUTBOX } from '../../src/lifecycle/rows.ts';
import { withCommitsMeasured } from '../../src/metrics/measured-store.ts';
import { createMetrics } from '../../src/metrics/metrics.ts';
import { createIds } from '../../src/new-ids.ts';
import type { CloudCall } from '../../src/providers/cloud-call.ts';
import { anEnding } from '../lifecycle/endings.ts';
import { MemoryStore } from '../lifecycle/memory-store.ts';
import { drsTask } from '../lifecycle/tasks.ts';
import { checklist, items, NOON, openItem } from '../slack/checklists.ts';
import { figure } from './figures.ts';

function setUp() {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-metrics-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const clock = { now: NOON };
  const memory = new MemoryStore(() => clock.now);
  const metrics = createMetrics({ store: memory, folder, now: () => clock.now });
  const store = withCommitsMeasured(memory, metrics);
  const save = async (ending: Ending, expect = 0) => {
    await store.commit([{ kind: ENDING, id: ending.id, expect, value: ending }]);
  };
  const read = async (series: string) => figure(await metrics.registry.metrics(), series);
  return { folder, clock, memory, metrics, store, save, read };
}

describe('endings', () => {
  it('are shown by state, action and provider as the store has them now', async () => {
    const { store, save, read } = setUp();
    await save(anEnding());
    await save(anEnding({ id: 'e2' }));
    await save(anEnding({ id: 'e3', task: drsTask(), action: 'force-terminate', state: 'needs-human' }));
    const running = 'cutover_endings{state="ending",action="terminate",provider="alibaba-dts"}';
    expect(await read(running)).toBe(2);
    expect(await read('cutover_endings{state="needs-human",action="force-terminate",provider="drs"}')).toBe(
      1,
    );
    await save(anEnding({ state: 'ended' }), 1);
    await store.commit([{ kind: ENDING, id: 'e2', expect: 1, value: null }]);
    expect(await read(running)).toBeUndefined();
  });

  it('that are over are counted once, however often they are written then', async () => {
    const { save, read } = setUp();
    const total = (state: EndingState) => read(`cutover_endings_total{state="${state}"}`);
    expect(await total('ended')).toBe(0);
    expect(await total('vetoed')).toBe(0);
    expect(await total('ending')).toBeUndefined();
    await save(anEnding());
    await save(anEnding({ state: 'needs-human' }), 1);
    await save(anEnding({ state: 'ended' }), 2);
    await save(anEnding({ state: 'ended', slow: true }), 3);
    await save(anEnding({ id: 'e2', state: 'refused' }));
    expect(await total('ended')).toBe(1);
    expect(await total('refused')).toBe(1);
  });

  it('that somebody else has brought to their end meanwhile are not counted for the slower one', async () => {
    const { save, read } = setUp();
    await save(anEnding());
    await save(anEnding({ state: 'ended' }), 9);
    expect(await read('cutover_endings_total{state="ended"}')).toBe(0);
  });
});

it('open items of checklists are shown by state, and those that are done are not', async () => {
  const { memory, read } = setUp();
  const open = (state: string) => read(`cutover_checklist_items_open{state="${state}"}`);
  const list: Checklist = checklist([
    ...items(2, () => ({ state: 'open' })),
    openItem({ id: 'k1.3', state: 'blocked' }),
    openItem({ id: 'k1.4', state: 'gone' }),
    openItem({ id: 'k1.5', state: 'signed-off' }),
  ]);
  await memory.commit([{ kind: CHECKLIST, id: 'k1', expect: 0, value: list }]);
  expect(await open('open')).toBe(2);
  expect(await open('blocked')).toBe(1);
  expect(await open('could-not-look')).toBe(0);
  expect(await open('gone')).toBeUndefined();
  await memory.commit([{ kind: CHECKLIST, id: 'k1', expect: 1, value: null }]);
  expect(await open('open')).toBe(0);
});

it('the outbox shows how many messages wait, and for how long the oldest', async () => {
  const { clock, memory, read } = setUp();
  const newId = createIds(() => clock.now);
  expect(await read('cutover_outbox_messages')).toBe(0);
  expect(await read('cutover_outbox_oldest_seconds')).toBe(0);
  const first = newId('o');
  await memory.commit([{ kind: OUTBOX, id: first, expect: 0, value: {}, dueAt: clock.now }]);
  clock.now += 60_000;
  // Put off, claimed and written again, it is as old as before.
  await memory.commit([{ kind: OUTBOX, id: first, expect: 1, value: { tries: 1 }, dueAt: clock.now }]);
  await memory.commit([{ kind: OUTBOX, id: newId('o'), expect: 0, value: {}, dueAt: clock.now }]);
  clock.now += 5_000;
  expect(await read('cutover_outbox_messages')).toBe(2);
  expect(await read('cutover_outbox_oldest_seconds')).toBeCloseTo(65, 3);
  await memory.commit([{ kind: OUTBOX, id: first, expect: 2, value: null }]);
  expect(await read('cutover_outbox_oldest_seconds')).toBeCloseTo(5, 3);
});

it('the size of the store is that of its document and of every month of its audit log', async () => {
  const { folder, read } = setUp();
  expect(await read('cutover_store_bytes{part="document"}')).toBe(0);
  for (const [file, size] of Object.entries({
    'cutover.json': 100,
    'cutover.json.bak': 7,
    'audit-2026-10.jsonl': 20,
    'audit-2026-11.jsonl': 3,
  }))
    writeFileSync(join(folder, file), 'x'.repeat(size));
  expect(await read('cutover_store_bytes{part="document"}')).toBe(100);
  expect(await read('cutover_store_bytes{part="audit-log"}')).toBe(23);
});

it('commits are measured, those that fail as well', async () => {
  const { memory, store, read } = setUp();
  await store.commit([]);
  memory.beforeCommit = () => {
    throw new Error('the disk is full');
  };
  await expect(store.commit([])).rejects.toThrow('full');
  expect(await read('cutover_store_commit_seconds_count')).toBe(2);
});

it('cloud calls are counted by provider, operation and outcome, and nothing else of them is shown', async () => {
  const { metrics, read } = setUp();
  const call: CloudCall = {
    provider: 'drs',
    account: 'account-of-mine',
    region: 'region-of-mine',
    operation: 'drs/POST /jobs',
    changes: false,
    outcome: 'ok',
    milliseconds: 1500,
    requestId: 'request-of-mine',
  };
  metrics.called(call);
  metrics.called(call);
  metrics.called({ ...call, outcome: 'throttled', milliseconds: 10 });
  const where = 'provider="drs",operation="drs/POST /jobs"';
  expect(await read(`cutover_cloud_calls_total{${where},outcome="ok"}`)).toBe(2);
  expect(await read(`cutover_cloud_calls_total{${where},outcome="throttled"}`)).toBe(1);
  expect(await read(`cutover_cloud_call_seconds_count{${where}}`)).toBe(3);
  expect(await read(`cutover_cloud_call_seconds_sum{${where}}`)).toBeCloseTo(3.01, 5);
  expect(await read(`cutover_cloud_call_seconds_bucket{le="1",${where}}`)).toBe(1);
  expect(await metrics.registry.metrics()).not.toContain('of-mine');
});

it('acknowledgements are measured by what they were for', async () => {
  const { metrics, read } = setUp();
  metrics.acknowledged('command', 0.004);
  metrics.acknowledged('view', 4);
  expect(await read('cutover_ack_seconds_bucket{le="0.005",kind="command"}')).toBe(1);
  expect(await read('cutover_ack_seconds_bucket{le="3",kind="view"}')).toBe(0);
  expect(await read('cutover_ack_seconds_count{kind="view"}')).toBe(1);
});

it('every metric of ours is in the table of the README, and every one in the table exists', async () => {
  const { metrics } = setUp();
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const told = [...readme.matchAll(/^\| `(cutover_\w+)` \| (.*?) \|/gm)].map(
    ([, name, labels = '']) => `${name} ${[...labels.matchAll(/`(\w+)`/g)].map(([, label]) => label).join()}`,
  );
  const ours = metrics.registry.getMetricsAsArray().filter(({ name }) => name.startsWith('cutover_'));
  const labelsOf = (metric: object) => ('labelNames' in metric ? String(metric.labelNames) : '');
  expect(ours.map((metric) => `${metric.name} ${labelsOf(metric)}`).toSorted()).toEqual(told.toSorted());
});

it('two bots in one process have registries of their own, each with the figures of the process', async () => {
  const [one, other] = [setUp(), setUp()];
  one.metrics.over('ended');
  expect(await other.read('cutover_endings_total{state="ended"}')).toBe(0);
  expect(await other.read('process_resident_memory_bytes')).toBeGreaterThan(0);
  expect(await other.read('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
});

it('calls make no more series than there are operations, whatever a cloud calls its tasks', async () => {
  const { metrics, read } = setUp();
  for (let at = 0; at < 1_000; at += 1)
    metrics.called({
      ...{ provider: 'drs', account: 'a', region: 'r', changes: false, outcome: 'ok' },
      operation: `drs/GET /jobs/task${'x'.repeat(at)}`,
      milliseconds: 1,
      requestId: null,
    });
  const text = await metrics.registry.metrics();
  expect(text.split('\n').filter((line) => line.startsWith('cutover_cloud_calls_total')).length).toBe(301);
  expect(await read('cutover_cloud_calls_total{provider="drs",operation="other",outcome="ok"}')).toBe(700);
});
