import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { packagePath } from '../package-root.ts';

/** The version of this program, as its package names it. */
export function readVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(packagePath('package.json'), 'utf8'));
  return z.object({ version: z.string() }).parse(manifest).version;
}
