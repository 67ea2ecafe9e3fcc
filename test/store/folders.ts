import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AuditEvent, Store } from '../../src/lifecycle/ports.ts';
import { type FileStoreOptions, openFileStore } from '../../src/store/file-store.ts';
import { describeThisProcess, type Holder } from '../../src/store/holder.ts';

export const NOW = Date.UTC(2026, 10, 21);

/** A folder of the test's own; it goes when the test is over. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cutover-store-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Opens a folder's store; it is closed when the test is over, if not before. */
export async function openStore(folder: string, options: FileStoreOptions = {}): Promise<Store> {
  const store = await openFileStore(folder, options);
  onTestFinished(() => store.close());
  return store;
}

/** A folder that a bot has used: two commits with an audit line each, and a generation before the last. */
export async function makeUsedFolder(): Promise<string> {
  const folder = await makeFolder();
  const store = await openFileStore(folder);
  await store.commit([{ kind: 'ending', id: 'e1', expect: 0, value: { state: 'checking' } }], [event()]);
  await store.commit([{ kind: 'ending', id: 'e1', expect: 1, value: { state: 'executing' } }], [event()]);
  await store.close();
  return folder;
}

/** Leaves a lock as this process would write it, with other words where they are given. */
export async function leaveLock(folder: string, holder: Partial<Holder>): Promise<void> {
  const held = { ...describeThisProcess('somebody', NOW), ...holder };
  await writeFile(join(folder, 'cutover.lock'), JSON.stringify(held));
}

export function event(more: Record<string, unknown> = {}): AuditEvent {
  return { type: 'ending.checking', at: '2026-11-21T08:00:00.000Z', ...more };
}

export async function readDocument(folder: string): Promise<{
  schema: number;
  rows: Record<string, Record<string, { version: number; value: unknown }>>;
  audit: { head: { seq: number; hash: string }; pending: { month: string; line: AuditEvent }[] };
}> {
  return JSON.parse(await readFile(join(folder, 'cutover.json'), 'utf8'));
}

/** The lines of a month's log, parsed. */
export async function readLog(folder: string, month: string): Promise<Record<string, unknown>[]> {
  const text = await readFile(join(folder, `audit-${month}.jsonl`), 'utf8');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line));
}

/** The error a promise is rejected with; a promise that resolves fails the test. */
export async function errorOf(promise: Promise<unknown>): Promise<Error> {
  const outcome = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof Error) return outcome;
  throw new Error(`expected an error, got ${String(outcome)}`);
}
