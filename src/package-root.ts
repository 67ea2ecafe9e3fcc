import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

function above(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder;
  const next = dirname(folder);
  if (next === folder)
    throw new Error('the package of this program is not complete: package.json is missing');
  return above(next);
}

/**
 * A file of this package by its path from the top, wherever this module lies: in `src`, or built into a part of `dist`.
 * Throws where there is no package around it.
 */
export function packagePath(...path: string[]): string {
  return join(above(dirname(fileURLToPath(import.meta.url))), ...path);
}
