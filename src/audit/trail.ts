import type { AuditLine } from './events.ts';
import { listMonths, readAuditPart, readMonth } from './files.ts';
import { readLine } from './line.ts';

/**
 * Every line of the trail in order, with those at its end that only the document holds so far. Throws at a whole line
 * that is no audit line; it does not check the chain.
 */
export async function* readTrail(folder: string): AsyncGenerator<AuditLine> {
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
