import { csvHeader, csvRow } from './csv.ts';
import { formatLine } from './line.ts';
import { selection, type Wanted } from './selection.ts';
import { readTrail } from './trail.ts';

/** Which lines to hand out, and how. */
export interface ExportOptions extends Wanted {
  readonly format: 'jsonl' | 'csv';
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
  const isWanted = await selection(folder, options);
  let lines = 0;
  if (options.format === 'csv') await write(csvHeader());
  for await (const line of readTrail(folder)) {
    if (!isWanted(line)) continue;
    lines += 1;
    await write(options.format === 'csv' ? csvRow(line) : `${formatLine(line)}\n`);
  }
  return lines;
}
