import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { ENDING_STATES, type EndingState, isFinal } from '../lifecycle/ending.ts';
import type { CloudCall } from '../providers/cloud-call.ts';
import type { Acknowledged } from '../slack/heard-app.ts';
import { addStoreGauges, type Kept } from './store-gauges.ts';

/** Our code has fewer operations; a cloud whose ids are words instead of numbers must not make them more. */
const MOST_OPERATIONS = 300;

/** In seconds. Slack gives up after 3; a cloud is waited for up to 30. */
const ACK_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
const CALL_BUCKETS = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];
const COMMIT_BUCKETS = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5];
/** Between two looks at how late the event loop is, in milliseconds. */
const LOOP_PRECISION_MS = 100;

/** What is counted while the bot runs. Labels are ids of providers, operations and states, and nothing else. */
export interface Metrics {
  readonly registry: Registry;
  called(call: CloudCall): void;
  readonly acknowledged: Acknowledged;
  /** A commit of the store took so many seconds, however it came out. */
  committed(seconds: number): void;
  /** An ending has come to a state that is its last. */
  over(state: EndingState): void;
}

function cloudCalls(registry: Registry): (call: CloudCall) => void {
  const count = new Counter({
    name: 'cutover_cloud_calls_total',
    help: 'Requests to a cloud, by how they came out.',
    labelNames: ['provider', 'operation', 'outcome'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'cutover_cloud_call_seconds',
    help: 'How long requests to a cloud took.',
    labelNames: ['provider', 'operation'],
    buckets: CALL_BUCKETS,
    registers: [registry],
  });
  const known = new Set<string>();
  const bounded = (operation: string) => {
    if (known.size < MOST_OPERATIONS) known.add(operation);
    return known.has(operation) ? operation : 'other';
  };
  return ({ provider, outcome, milliseconds, ...call }) => {
    const operation = bounded(call.operation);
    count.inc({ provider, operation, outcome });
    seconds.observe({ provider, operation }, milliseconds / 1000);
  };
}

/** Every final state begins with 0: an increase from nothing to 1 is one that Prometheus does not see. */
function endings(registry: Registry): (state: EndingState) => void {
  const count = new Counter({
    name: 'cutover_endings_total',
    help: 'Endings that have come to their last state since the start.',
    labelNames: ['state'],
    registers: [registry],
  });
  for (const state of ENDING_STATES.filter(isFinal)) count.inc({ state }, 0);
  return (state) => count.inc({ state });
}

/** Makes the instruments of one bot, of what it keeps and of its process, in a registry of its own. */
export function createMetrics(kept: Kept): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LOOP_PRECISION_MS });
  addStoreGauges(registry, kept);
  const acknowledged = new Histogram({
    name: 'cutover_ack_seconds',
    help: 'From the receipt of what Slack sends to its acknowledgement.',
    labelNames: ['kind'],
    buckets: ACK_BUCKETS,
    registers: [registry],
  });
  const committed = new Histogram({
    name: 'cutover_store_commit_seconds',
    help: 'How long commits of the store took, with their place in the queue.',
    buckets: COMMIT_BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    called: cloudCalls(registry),
    acknowledged: (kind, seconds) => acknowledged.observe({ kind }, seconds),
    committed: (seconds) => committed.observe(seconds),
    over: endings(registry),
  };
}
