import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AUDIT_FILE, EMPTY_HEAD } from '../audit/line.ts';
import { Document } from './document.ts';
import { LOCK_FILE } from './lock.ts';
import { StoreError } from './store-error.ts';

/** A file of text, read and written whole. */
export interface TextFile {
  read(): Promise<string | null>;
  write(text: string): Promise<void>;
}

export const DOCUMENT_FILE = 'cutover.json';

/** Makes the folder, for this user alone. */
export async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Was there a bot before? Then a missing document is no first start. */
export async function traces(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter(
    (name) => AUDIT_FILE.test(name) || name === `${DOCUMENT_FILE}.bak` || name === LOCK_FILE,
  );
}

/** Takes away what a killed process left half-written. Only under the lock. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
}

function advice(folder: string): string {
  return `Nothing was overwritten. The generation before it may lie in ${join(folder, DOCUMENT_FILE)}.bak; look at it, and at the audit log, before you put it back: an old copy can bring back what was already done.`;
}

/** Reads the document, or makes an empty one on a first start. Whatever is odd stops the start. */
export async function readDocument(
  file: TextFile,
  folder: string,
  before: readonly string[],
): Promise<Document> {
  const text = await file.read();
  if (text === null) {
    if (before.length === 0) return { schema: 1, rows: {}, audit: { head: EMPTY_HEAD, pending: [] } };
    throw new StoreError(
      `${folder} holds ${before.join(', ')} but no ${DOCUMENT_FILE}: the bot's memory is missing. ${advice(folder)}`,
    );
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    throw new StoreError(`${join(folder, DOCUMENT_FILE)} is no JSON. ${advice(folder)}`, error);
  }
  const read = Document.safeParse(raw);
  if (read.success) return read.data;
  const schema = typeof raw === 'object' && raw !== null && 'schema' in raw ? raw.schema : undefined;
  const newer =
    typeof schema === 'number' && schema > 1 ? ` It was written by a newer Cutover (schema ${schema}).` : '';
  throw new StoreError(
    `${join(folder, DOCUMENT_FILE)} is not a document of this Cutover.${newer} ${advice(folder)}`,
    read.error,
  );
}
