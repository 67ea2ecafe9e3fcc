import type { Task } from '../task.ts';
import { type Evidence, isEvidence, type NoEvidence } from './evidence.ts';
import type { Read } from './judge.ts';

/** More readings than any judgement looks back on are not kept. */
const MOST_READINGS = 100;

/** What was read for one plan until now: a read for each of its tasks, in their order. */
export interface Reads {
  readonly id: string;
  readonly reads: readonly Read[];
  /** No reading is made after it, in milliseconds since 1970. */
  readonly until: number;
}

/**
 * The readings for plans that are open. They live in memory only: what a restart forgets is not known afterwards, and
 * what is not known is never fine.
 */
export interface ReadingBook {
  open(reads: Reads): void;
  /** Goes on until a later time; does nothing where the plan is not open. */
  prolong(id: string, until: number): void;
  close(id: string): void;
  of(id: string): Reads | null;
  all(): readonly Reads[];
  /** Adds one reading of one of the tasks, told by its place among them. */
  add(id: string, at: number, task: Task, evidence: Evidence | NoEvidence | null): void;
}

/** The first reading of a task. */
export function firstRead(task: Task, evidence: Evidence | NoEvidence): Read {
  return withReading({ task, lags: [], evidence, positions: [] }, task, evidence);
}

/** A read with one more reading; `null` evidence leaves the newest one standing. */
function withReading(read: Read, task: Task, evidence: Evidence | NoEvidence | null): Read {
  const lag = { lagMs: task.lag?.milliseconds ?? null, at: task.readAt };
  const position = evidence !== null && isEvidence(evidence) ? evidence.position : null;
  const positions =
    position === null || evidence === null
      ? read.positions
      : [...read.positions, { position, at: evidence.readAt }];
  return {
    task,
    lags: [...read.lags, lag].slice(-MOST_READINGS),
    evidence: evidence ?? read.evidence,
    positions: positions.slice(-MOST_READINGS),
  };
}

export function createReadingBook(): ReadingBook {
  const open = new Map<string, Reads>();
  return {
    open: (reads) => void open.set(reads.id, reads),
    prolong(id, until) {
      const reads = open.get(id);
      if (reads !== undefined) open.set(id, { ...reads, until: Math.max(until, reads.until) });
    },
    close: (id) => void open.delete(id),
    of: (id) => open.get(id) ?? null,
    all: () => [...open.values()],
    add(id, at, task, evidence) {
      const found = open.get(id);
      if (found === undefined) return;
      const reads = found.reads.map((read, index) =>
        index === at ? withReading(read, task, evidence) : read,
      );
      open.set(id, { ...found, reads });
    },
  };
}
