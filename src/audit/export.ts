import { csvHeader, csvRow } from './csv.ts';
import type { AuditLine } from './events.ts';
import { listMonths, readAuditPart, readMonth } from './files.ts';
import { formatLine, readLine } from './line.ts';

/** Which lines to hand out. What is left out does not narrow. */
export interface ExportOptions {
  readonly format: 'jsonl' | 'csv';
  /** The id of an ending. */
  readonly ending?: string;
  /** A task's id, name or key, ignoring case. */
  readonly task?: string;
  /** Events from this time on. */
  readonly since?: Date;
  /** Events before this time. */
  readonly until?: Date;
}

function isAbout(line: AuditLine, task: string): boolean {
  const wanted = task.toLowerCase();
  const keys = [line['task'], ...(Array.isArray(line['tasks']) ? line['tasks'] : [])];
  const names = keys.flatMap((key) => (typeof key === 'string' ? [key, ...key.split('/')] : []));
  if (typeof line['name'] === 'string') names.push(line['name']);
  return names.some((name) => name.toLowerCase() === wanted);
}

function isWanted(line: AuditLine, { ending, task, since, until }: ExportOptions): boolean {
  if (ending !== undefined && line['ending'] !== ending) return false;
  if (task !== undefined && !isAbout(line, task)) return false;
  const at = Date.parse(line.at);
  if (since !== undefined && !(at >= since.getTime())) return false;
  return until === undefined || at < until.getTime();
}

/** Every line of the trail in order, with those at its end that only the document holds so far. */
async function* readTrail(folder: string): AsyncGenerator<AuditLine> {
  const pending = (await readAuditPart(folder))?.pending ?? [];
  let last = 0;
  for (const month of await listMonths(folder)) {
    for await (const { text, whole, file, number } of readMonth(folder, month)) {
      if (!whole) continue;
      const line = readLine(text);
      if (line === null) throw new Error(`${file}, line ${number}, is not an audit line`);
      last = line.seq;
      yield line;
    }
  }
  for (const { line } of pending) if (line.seq > last) yield line;
}

/**
 * Hands the wanted lines to `write`, one call a line (CSV begins with its header), and returns how many there
 * were. Changes nothing and takes no lock; it does not check the chain.
 */
export async function exportAudit(
  folder: string,
  options: ExportOptions,
  write: (text: string) => void | Promise<void>,
): Promise<number> {
  let lines = 0;
  if (options.format === 'csv') await write(csvHeader());
  for await (const line of readTrail(folder)) {
    if (!isWanted(line, options)) continue;
    lines += 1;
    await write(options.format === 'csv' ? csvRow(line) : `${formatLine(line)}\n`);
  }
  return lines;
}
