import type { Action, Task } from '../task.ts';
import { endsForGood, PROVIDER_NAME } from '../words.ts';
import { comparedLines } from './compared.ts';
import { type Evidence, isEvidence, type NoEvidence } from './evidence.ts';
import { type LagLimits, type LagReading, lagLine } from './lag.ts';
import type { ReadinessLine } from './line.ts';
import { type Declared, writesLine } from './writes.ts';

/** Everything that was read of one task until now. */
export interface Read {
  readonly task: Task;
  /** The newest last. */
  readonly lags: readonly LagReading[];
  readonly evidence: Evidence | NoEvidence;
  /** Positions in the source's log, the newest last; only where the cloud shows them. */
  readonly positions: readonly { readonly position: string; readonly at: number }[];
}

/** Between the two reads of a position that count (DRS FAQ: how do I ensure that all services are stopped). */
const POSITION_APART_MS = 30_000;

/**
 * Is readiness judged at all before this action on this task? Only where the end cuts off something that copies: a
 * task that is being created, waits, has failed or is over has nothing to be ready for. Paused tasks have a warning
 * of their own, and change tracking writes to no destination.
 */
export function isGated(action: Action, task: Task): boolean {
  if (!endsForGood(action) || task.kind === 'change-tracking') return false;
  return task.stage === 'running' || task.stage === 'full-load';
}

function loadLine(task: Task): ReadinessLine | null {
  const mustBeShown = task.load === 'full-only' || task.stage === 'full-load';
  if (!mustBeShown && task.fullLoad !== 'running') return null;
  const cloud = PROVIDER_NAME[task.provider];
  const shared = { key: 'full-load', label: 'Full load', source: null, at: task.readAt, amount: null };
  switch (task.fullLoad) {
    case 'complete':
      return { ...shared, standing: 'fine', value: 'complete', fact: 'the full load is complete' };
    case 'running':
      return { ...shared, standing: 'against', value: 'not complete', fact: 'the full load is not complete' };
    case 'not-shown': {
      const value = `not known: ${cloud} does not show whether it is complete`;
      return {
        ...shared,
        standing: 'not-known',
        value,
        fact: 'nobody knows whether the full load is complete',
      };
    }
  }
}

/** The lag of a task that nobody has read: as after a restart, while the cloud does not answer. */
const NEVER_READ = {
  key: 'lag-not-shown',
  label: 'Lag',
  standing: 'not-known',
  value: 'not known: it could not be read',
  source: null,
  fact: 'the lag is not known',
  amount: null,
} as const;

function positionLine({ task, positions, evidence }: Read): ReadinessLine {
  const shared = { key: 'position', label: 'Source', amount: null };
  const last = positions.at(-1);
  if (last === undefined) {
    const value = `not known whether it is still written to: ${PROVIDER_NAME[task.provider]} shows no log position; read it there twice, 30 s apart`;
    return { ...shared, standing: 'not-shown', value, source: null, at: evidence.readAt, fact: value };
  }
  const source = isEvidence(evidence) ? evidence.source : null;
  const here = { ...shared, source, at: last.at };
  const before = positions.findLast(({ at }) => last.at - at >= POSITION_APART_MS);
  if (before === undefined) {
    const value = `log position ${last.position}, read once; two reads 30 s apart are needed`;
    const fact = 'the log position was read once only';
    return { ...here, key: 'position-reads', standing: 'not-known', value, fact };
  }
  const seconds = Math.round((last.at - before.at) / 1000);
  const since = positions.filter(({ at }) => at >= before.at);
  if (since.every(({ position }) => position === last.position)) {
    const value = `log position unchanged for ${seconds} s: ${last.position}`;
    return { ...here, standing: 'fine', value, fact: 'the log position does not move' };
  }
  const value = `still written to: its log position moved within ${seconds} s, to ${last.position}`;
  return { ...here, standing: 'against', value, fact: 'the source is still written to' };
}

/**
 * What speaks for and against ending the task, line by line; empty where readiness is not judged. `declared` is who
 * said that writes are stopped, where anybody did. Pure.
 */
export function judgeReadiness(
  action: Action,
  read: Read,
  limits: LagLimits,
  declared: Declared | null = null,
): readonly ReadinessLine[] {
  const { task, lags, evidence } = read;
  if (!isGated(action, task)) return [];
  const load = loadLine(task);
  const lines = load === null ? [] : [load];
  if (task.load === 'full-only' || task.stage === 'full-load')
    return [
      ...lines,
      ...(declared === null ? [] : [writesLine(declared, null, task.readAt)]),
      ...comparedLines(action, task, evidence),
    ];
  const source = task.provider === 'drs' ? 'batch-progress' : 'DescribeDtsJobDetail';
  const lag = lagLine(lags, { provider: task.provider, limits, source, declared });
  return [
    ...lines,
    lag ?? { ...NEVER_READ, at: task.readAt },
    writesLine(declared, lags, task.readAt),
    ...comparedLines(action, task, evidence),
    positionLine(read),
  ];
}
