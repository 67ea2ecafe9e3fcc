import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DurableFile } from './durable-file.ts';
import { formatSnapshots, parseSnapshots, type Snapshot } from './snapshot-schema.ts';
import { StoreError } from './store-error.ts';

export const SNAPSHOT_FILE = 'snapshots.json';
/** Where a file that cannot be read is put; the one before it there is replaced. */
export const DAMAGED_FILE = `${SNAPSHOT_FILE}.damaged`;

/** Told of what goes wrong. */
export type Trouble = (what: string, error: unknown) => void;

/** The file on disk. `read` never throws, and must come before the first `write` and after one that failed. */
export interface SnapshotFile {
  read(): Promise<readonly Snapshot[]>;
  /** Resolves when it is on disk; throws where it cannot be written, and leaves the former one in place. */
  write(snapshots: readonly Snapshot[]): Promise<void>;
}

/** Takes away what a killed process left half-written. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder))
    if (name.startsWith(SNAPSHOT_FILE) && name.endsWith('.tmp'))
      await rm(join(folder, name), { force: true });
}

async function setAside(path: string, trouble: Trouble): Promise<void> {
  try {
    await rename(path, `${path}.damaged`);
  } catch (error) {
    trouble('the snapshots of tasks could not be set aside', error);
  }
}

/**
 * The file of the snapshots in a folder whose lock is held. One that is damaged is set aside and told to
 * `trouble`: snapshots are a convenience, never a reason not to start.
 */
export function snapshotFile(
  folder: string,
  trouble: Trouble,
  reached: (point: string) => void,
): SnapshotFile {
  const path = join(folder, SNAPSHOT_FILE);
  const parse = (text: string): readonly Snapshot[] => {
    const parsed = parseSnapshots(text);
    // No cause: the message of a SyntaxError quotes the text, which may be confidential.
    if (parsed === null) throw new StoreError(`${path} is damaged, or not a list of snapshots of mine.`);
    if (parsed.wrong > 0)
      trouble(
        'some snapshots of tasks are left out',
        new StoreError(`${parsed.wrong} of the tasks in ${path} are written in a way I do not understand.`),
      );
    return parsed.snapshots;
  };
  const open = () =>
    new DurableFile<readonly Snapshot[]>(
      path,
      { parse, format: formatSnapshots },
      { mayWrite: () => Promise.resolve(), reached },
    );
  let file = open();
  return {
    async read() {
      file = open();
      try {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        await sweep(folder);
        return (await file.read()) ?? [];
      } catch (error) {
        await setAside(path, trouble);
        trouble(`the snapshots of tasks could not be read, so I begin anew beside ${DAMAGED_FILE}`, error);
        file = open();
        return [];
      }
    },
    write: (snapshots) => file.write(snapshots),
  };
}
