import { open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AUDIT_FILE, AuditLine, fileOf } from '../audit/line.ts';
import { syncFolder } from './durable-file.ts';

/** The last whole line of the log, and whether a cut one lies behind it. */
async function lastSeq(folder: string): Promise<number> {
  const files = (await readdir(folder)).filter((name) => AUDIT_FILE.test(name)).sort();
  let last = 0;
  for (const name of files) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
    for (const line of lines) {
      if (line === '') continue;
      const read = AuditLine.safeParse(parse(line));
      if (read.success) last = Math.max(last, read.data.seq);
    }
  }
  return last;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

async function appendTo(folder: string, name: string, lines: readonly AuditLine[]): Promise<void> {
  const handle = await open(join(folder, name), 'a+', 0o600);
  try {
    const { size } = await handle.stat();
    // A crash can leave half a line; the next one starts on a line of its own.
    const lastByte = Buffer.alloc(1);
    if (size > 0) await handle.read(lastByte, 0, 1, size - 1);
    const gap = size > 0 && lastByte.toString() !== '\n' ? '\n' : '';
    await handle.appendFile(`${gap}${lines.map((line) => `${JSON.stringify(line)}\n`).join('')}`);
    await handle.sync();
    if (size === 0) await syncFolder(folder);
  } finally {
    await handle.close();
  }
}

/** Appends lines to the files of their months and syncs them. */
export async function appendLines(folder: string, lines: readonly AuditLine[]): Promise<void> {
  const months = new Map<string, AuditLine[]>();
  for (const line of lines) months.set(fileOf(line), [...(months.get(fileOf(line)) ?? []), line]);
  for (const [name, ofMonth] of months) await appendTo(folder, name, ofMonth);
}

/** Of the lines that a crash may have left between document and log, those that the log does not have. */
export async function missingLines(
  folder: string,
  pending: readonly AuditLine[],
): Promise<readonly AuditLine[]> {
  if (pending.length === 0) return [];
  const last = await lastSeq(folder);
  return pending.filter((line) => line.seq > last);
}
