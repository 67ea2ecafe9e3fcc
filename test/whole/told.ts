import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';
import type { Post } from '../../src/demo/slack/model.ts';
import { cutover, type Night } from './night.ts';

type StoredRow = { version: number; value: Record<string, unknown>; dueAt: number | null };

/** The rows of one kind as they lie on the disk; none where the bot has not written yet. */
export function rowsOnDisk(night: Night, kind: string): StoredRow[] {
  const path = join(night.folder, 'data', 'cutover.json');
  if (!existsSync(path)) return [];
  const document = JSON.parse(readFileSync(path, 'utf8')) as {
    rows: Record<string, Record<string, StoredRow>>;
  };
  return Object.values(document.rows[kind] ?? {});
}

/** Waits until everything that was to be told has been told, and every ended task has its checklist. */
export async function allTold(night: Night, timeoutMs = 30_000): Promise<void> {
  await vi.waitFor(
    () => {
      const left = [...rowsOnDisk(night, 'outbox'), ...rowsOnDisk(night, 'cleanup-due')];
      if (left.length > 0) throw new Error(`still to tell: ${JSON.stringify(left)}\n${night.output()}`);
    },
    { timeout: timeoutMs, interval: 50 },
  );
}

/** The channel messages of endings, oldest first. */
export function endingsIn(night: Night, channel: string = cutover): Post[] {
  return night.workspace.messages(channel).filter((post) => post.metadata?.event_type === 'cutover_ending');
}

/** The channel messages of checklists, oldest first. */
export function checklistsIn(night: Night, channel: string = cutover): Post[] {
  return night.workspace
    .messages(channel)
    .filter((post) => post.metadata?.event_type === 'cutover_checklist');
}

/** The word for the state in the metadata of an ending's message. */
export function stateIn(post: Post | undefined): unknown {
  return post === undefined ? undefined : post.metadata?.event_payload['state'];
}

/** Waits until the one ending has come to one of these states and everything of it has been told. */
export async function settled(night: Night, states: readonly string[], timeoutMs = 30_000): Promise<Post> {
  const post = await night.workspace.waitFor(
    () => endingsIn(night).findLast((each) => states.includes(String(stateIn(each)))),
    timeoutMs,
  );
  await allTold(night, timeoutMs);
  return endingsIn(night).find((each) => each.ts === post.ts) ?? post;
}
