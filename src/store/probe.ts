import { open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DOCUMENT_FILE } from '../audit/files.ts';
import { temporaryName } from './durable-file.ts';

/** Enough to need a new block of the disk. */
const PROBE_BYTES = 4_096;

/** Writes a small file into the folder, down to the disk, and takes it away; throws where that cannot be done. */
export async function probeFolder(folder: string): Promise<void> {
  const path = temporaryName(join(folder, `${DOCUMENT_FILE}.probe`));
  try {
    const handle = await open(path, 'wx', 0o600);
    try {
      await handle.writeFile(Buffer.alloc(PROBE_BYTES));
      await handle.sync();
    } finally {
      await handle.close();
    }
  } finally {
    await rm(path, { force: true });
  }
}
