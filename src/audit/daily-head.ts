import type { AuditEvent, Store } from '../lifecycle/ports.ts';
import { announcement } from '../lifecycle/rows.ts';
import type { Head } from './line.ts';

/** The kind of row that says on which day the head of the chain was told last; its one id is `head`. */
export const HEAD_TOLD = 'audit-head';

/** The last day that has been looked after, and the lines that are told or tell. */
export interface HeadTold {
  /** YYYY-MM-DD, UTC. */
  readonly day: string;
  readonly upTo: number;
}

export interface HeadPorts {
  readonly store: Store;
  /** The end of the chain as it is on disk; `null` where it cannot be read. */
  readonly readHead: () => Promise<Head | null>;
  /** The channel that is to be a witness. */
  readonly channel: string;
  /** Writes a line to standard output. */
  readonly tell: (line: string) => void;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
}

/** The line for whoever collects standard output: one JSON object. */
function lineOf(day: string, head: Head, at: string): string {
  return JSON.stringify({ time: at, level: 'info', event: 'audit head', day, ...head });
}

/**
 * Once a day (UTC), also over restarts, where there are new lines: tells the head of the chain to standard output and to
 * the channel, so that both are witnesses against a log that is written anew, and puts it on record. What is told twice
 * after a crash is told in the same words.
 */
export async function tellHead(ports: HeadPorts): Promise<void> {
  const at = new Date(ports.now()).toISOString();
  const day = at.slice(0, 10);
  const told = await ports.store.read<HeadTold>(HEAD_TOLD, 'head');
  if (told !== null && told.value.day >= day) return;
  const head = await ports.readHead();
  if (head === null) return;
  const upTo = told?.value.upTo ?? 0;
  const row = { kind: HEAD_TOLD, id: 'head', expect: told?.version ?? 0 };
  if (head.seq <= upTo) {
    await ports.store.commit([{ ...row, value: { day, upTo } }]);
    return;
  }
  ports.tell(lineOf(day, head, at));
  const event: AuditEvent = { type: 'audit.head', at, day, head };
  // The line that records it is told with the next one; any other that has come meanwhile counts as new.
  const value: HeadTold = { day, upTo: head.seq + 1 };
  const letter = announcement(ports, { what: 'head', id: ports.channel, day, ...head });
  await ports.store.commit([{ ...row, value }, letter], [event]);
}
