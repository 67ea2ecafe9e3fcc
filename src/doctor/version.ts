import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const Package = z.object({ version: z.string() });

/** The version of this program, from its package.json; "unknown" where that is not beside it. */
export async function version(): Promise<string> {
  try {
    const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
    return Package.parse(JSON.parse(text)).version;
  } catch {
    return 'unknown';
  }
}
