import type { AuditLine } from './events.ts';
import { readTrail } from './trail.ts';

/** Which lines are meant. What is left out does not narrow. */
export interface Wanted {
  /** The id of an ending. */
  readonly ending?: string;
  /** A task's id, name or key, ignoring case. */
  readonly task?: string;
  /** Events from this time on. */
  readonly since?: Date;
  /** Events before this time. */
  readonly until?: Date;
}

export type IsWanted = (line: AuditLine) => boolean;

/** The fields through which a line that does not name an ending belongs to it all the same. */
const TIES = ['confirmation', 'checklist', 'removal'] as const;

function isAbout(line: AuditLine, task: string): boolean {
  const wanted = task.toLowerCase();
  const keys = [line['task'], ...(Array.isArray(line['tasks']) ? line['tasks'] : [])];
  const names = keys.flatMap((key) => (typeof key === 'string' ? [key, ...key.split('/')] : []));
  if (typeof line['name'] === 'string') names.push(line['name']);
  return names.some((name) => name.toLowerCase() === wanted);
}

/** What ties lines to an ending: the plan it came from, its checklist, and the removals that were asked there. */
export async function tiesAmong(
  lines: AsyncIterable<AuditLine>,
  ending: string,
): Promise<ReadonlyMap<string, string>> {
  const ties = new Map<string, string>();
  for await (const line of lines) {
    if (line['ending'] !== ending) continue;
    for (const field of TIES) {
      const id = line[field];
      if (typeof id === 'string') ties.set(`${field} ${id}`, id);
    }
  }
  return ties;
}

/** Does the line name this ending, or, naming none, something of it? */
export function belongsTo(line: AuditLine, ending: string, ties: ReadonlyMap<string, string>): boolean {
  if (typeof line['ending'] === 'string') return line['ending'] === ending;
  const checklists: readonly unknown[] = Array.isArray(line['checklists']) ? line['checklists'] : [];
  return (
    TIES.some((field) => ties.has(`${field} ${String(line[field])}`)) ||
    checklists.some((id) => ties.has(`checklist ${String(id)}`))
  );
}

/** Reads the trail once where an ending is meant, so that the plan before it and the presses after it count too. */
export async function selection(folder: string, wanted: Wanted): Promise<IsWanted> {
  const { ending, task, since, until } = wanted;
  const ties = ending === undefined ? new Map<string, string>() : await tiesAmong(readTrail(folder), ending);
  return (line) => {
    if (ending !== undefined && !belongsTo(line, ending, ties)) return false;
    if (task !== undefined && !isAbout(line, task)) return false;
    const at = Date.parse(line.at);
    if (since !== undefined && !(at >= since.getTime())) return false;
    return until === undefined || at < until.getTime();
  };
}
