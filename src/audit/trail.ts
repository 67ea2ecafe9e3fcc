import type { AuditLine } from './events.ts';
import { listMonths, logFileOf, readAuditPart, readLinesWith, readMonth } from './files.ts';
import { formatLine, readLine } from './line.ts';

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

/**
 * Those lines of the trail, in order, that have one of the ids in them, from a month on (`null` = from its beginning).
 * Throws where such a line is no audit line; the others are not looked at.
 */
export async function* readTrailWith(
  folder: string,
  ids: readonly string[],
  from: string | null,
): AsyncGenerator<AuditLine> {
  const pending = (await readAuditPart(folder))?.pending ?? [];
  const words = ids.map((id) => JSON.stringify(id));
  let last = 0;
  for (const month of await listMonths(folder)) {
    if (from !== null && month < from) continue;
    for await (const text of readLinesWith(folder, month, words)) {
      const line = readLine(text);
      if (line === null) throw new Error(`${logFileOf(month)} has a line that is not an audit line`);
      last = line.seq;
      yield line;
    }
  }
  for (const { line } of pending)
    if (line.seq > last && words.some((word) => formatLine(line).includes(word))) yield line;
}
