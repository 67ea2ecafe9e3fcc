import { createReadStream } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AuditPart } from './line.ts';

/** The document that holds the bot's state, and with it the head of the chain. */
export const DOCUMENT_FILE = 'cutover.json';

const LOG_FILE = /^audit-(\d{4}-\d{2})\.jsonl$/;

/** The month of a time in milliseconds since 1970, in UTC: "2026-11". */
export function monthOf(time: number): string {
  return new Date(time).toISOString().slice(0, 7);
}

export function logFileOf(month: string): string {
  return `audit-${month}.jsonl`;
}

/** The months that have a log in the folder, oldest first. */
export async function listMonths(folder: string): Promise<string[]> {
  return (await readdir(folder)).flatMap((name) => LOG_FILE.exec(name)?.[1] ?? []).toSorted();
}

/** One line of a log. `whole` is `false` for a last line that has no end of line. */
export interface RawLine {
  readonly file: string;
  readonly number: number;
  readonly text: string;
  readonly whole: boolean;
}

/** The lines of one month, piece by piece, so that a log of any size fits. */
export async function* readMonth(folder: string, month: string): AsyncGenerator<RawLine> {
  const file = logFileOf(month);
  let rest = '';
  let number = 0;
  for await (const chunk of createReadStream(join(folder, file), { encoding: 'utf8' })) {
    const parts = (rest + String(chunk)).split('\n');
    rest = parts.pop() ?? '';
    for (const text of parts) {
      number += 1;
      yield { file, number, text, whole: true };
    }
  }
  if (rest !== '') yield { file, number: number + 1, text: rest, whole: false };
}

/** How much of a log is looked through at once. */
const BLOCK_BYTES = 256 * 1024;

/**
 * The whole lines of one month that have one of these words in them. The others are not even taken apart, so that a log
 * of years is looked through in a moment.
 */
export async function* readLinesWith(
  folder: string,
  month: string,
  words: readonly string[],
): AsyncGenerator<string> {
  const path = join(folder, logFileOf(month));
  let rest = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: BLOCK_BYTES })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    const end = bytes.lastIndexOf('\n') + 1;
    rest = bytes.subarray(end);
    const block = bytes.subarray(0, end);
    if (!words.some((word) => block.includes(word))) continue;
    const lines = block.toString().split('\n');
    yield* lines.filter((line) => words.some((word) => line.includes(word)));
  }
}

const WithAudit = z.object({ audit: AuditPart });

/** The audit part of the document as it is now, or `null` where there is none that can be read. */
export async function readAuditPart(folder: string): Promise<AuditPart | null> {
  let text: string;
  try {
    text = await readFile(join(folder, DOCUMENT_FILE), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
  try {
    return WithAudit.safeParse(JSON.parse(text)).data?.audit ?? null;
  } catch {
    return null;
  }
}
