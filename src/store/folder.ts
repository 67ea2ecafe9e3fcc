import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENT_FILE, listMonths, logFileOf } from '../audit/files.ts';
import { schemaOf } from './document.ts';
import { codeOf, StoreError } from './store-error.ts';

export const BACKUP_FILE = `${DOCUMENT_FILE}.bak`;

/** What lies in the folder before anything is touched. */
export interface Found {
  readonly document: boolean;
  /** Files that only a bot with a document leaves. */
  readonly traces: readonly string[];
}

/** Why this is no folder to work in, as the person who wrote `store.path` can mend it. */
function noFolder(folder: string, error: unknown): StoreError {
  const code = codeOf(error) ?? 'unknown';
  const what =
    code === 'EEXIST' || code === 'ENOTDIR'
      ? 'is a file, or lies below one. Name a folder in store.path; where it is mounted, mount the folder.'
      : `cannot be used (${code}). Give it to the user that runs the bot, or correct store.path.`;
  return new StoreError(`${folder} ${what}`, error);
}

/** Makes the folder where there is none, for this user alone, and looks what it holds. */
export async function lookInto(folder: string): Promise<Found> {
  const names = await mkdir(folder, { recursive: true, mode: 0o700 })
    .then(() => readdir(folder))
    .catch((error: unknown) => {
      throw noFolder(folder, error);
    });
  const logs = (await listMonths(folder)).map(logFileOf);
  return {
    document: names.includes(DOCUMENT_FILE),
    traces: [...names.filter((name) => name === BACKUP_FILE), ...logs],
  };
}

/** Takes away what a killed process left half-written. Only under the lock. */
export async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith('cutover.') && name.endsWith('.tmp')) await rm(join(folder, name), { force: true });
}

function advice(folder: string): string {
  return `Nothing was overwritten. The generation before it is ${join(folder, BACKUP_FILE)}, if there is one: compare it with the audit log before you put it back, because an old copy knows less than has happened.`;
}

/** The folder had a bot, but its document is gone: an unmounted volume or a removed file, not a first start. */
export function missingDocument(folder: string, traces: readonly string[]): StoreError {
  return new StoreError(
    `${folder} has ${traces.join(', ')} but no ${DOCUMENT_FILE}, so what the bot knew is missing. ${advice(folder)} To begin anew, move these files away.`,
  );
}

/** The document is there but says nothing this program understands. */
export function unusableDocument(folder: string, text: string, cause: unknown): StoreError {
  const path = join(folder, DOCUMENT_FILE);
  const schema = schemaOf(text);
  const what =
    schema !== null && schema > 1
      ? `was written by a newer Cutover (schema ${schema}); start that one`
      : 'is damaged, or not a document of Cutover';
  return new StoreError(`${path} ${what}. ${advice(folder)}`, cause);
}
