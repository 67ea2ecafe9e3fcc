import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../src/', import.meta.url));

/** Every file of the product's source but the simulated world, by its path under src. */
export function sourceFiles(): readonly string[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.startsWith('demo/'),
  );
}

/** The code of a file without its comments. */
export function codeOf(name: string): string {
  return readFileSync(path.join(ROOT, name), 'utf8')
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(^|[\s;{}()])\/\/.*$/gm, '$1');
}

/** How often each file matches; those that never do are left out. */
export function whereIs(pattern: RegExp, among: readonly string[]): Readonly<Record<string, number>> {
  const counted = among.map((name) => [name, codeOf(name).match(pattern)?.length ?? 0] as const);
  return Object.fromEntries(counted.filter(([, times]) => times > 0).toSorted());
}

const IMPORT = /(?:\bfrom|\bimport)\s*\(?\s*'(\.[^']+\.ts)'/g;

/** Is the line an import of types only, which is not there when the bot runs? */
function withoutTypes(code: string): string {
  return code.replace(/\b(?:import|export) type [^;]*;/g, '');
}

/** The files that are loaded with this one, itself among them. */
export function loadedWith(name: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  if (seen.has(name) || !existsSync(path.join(ROOT, name))) return seen;
  seen.add(name);
  for (const [, target = ''] of withoutTypes(codeOf(name)).matchAll(IMPORT))
    loadedWith(path.join(path.dirname(name), target), seen);
  return seen;
}
