import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SOURCES = [
  'package.json',
  'tsconfig.json',
  '.build.mjs',
  'manifest.yml',
  'README.md',
  'LICENSE',
  'src',
  'test',
];
const DOT_FILES = ['.cutover.example.yml', '.env.example', '.github'];

/** How a program ended, and everything it said. */
export interface Ended {
  readonly code: number | string;
  readonly said: string;
}

/** Runs a program of this machine in a folder until it ends; nothing of our environment is handed on but PATH. */
export async function runIn(
  folder: string,
  [program = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(program, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'] ?? '', HOME: folder, ...env },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk);
    });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { code: code ?? signal ?? 'unknown', said };
}

/** The tarball that `npm pack` makes from a clean copy of the sources, unpacked where there is no other package. */
export interface Packed {
  /** Paths in the tarball. */
  readonly files: readonly string[];
  /** In bytes, packed. */
  readonly size: number;
  /** The program, as an installed package has it. */
  readonly main: string;
  /** A folder with nothing in it. */
  readonly empty: string;
  remove(): void;
}

const Report = z.tuple([
  z.object({ filename: z.string(), size: z.number(), files: z.array(z.object({ path: z.string() })) }),
]);

/** Packs as somebody does who has cloned the repository: nothing is built yet, and packing builds it. */
export async function pack(): Promise<Packed> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-packed-'));
  const clone = join(folder, 'clone');
  const unpacked = join(folder, 'unpacked');
  const empty = join(folder, 'empty');
  for (const made of [clone, unpacked, empty]) mkdirSync(made);
  for (const name of [...SOURCES, ...DOT_FILES])
    cpSync(join(ROOT, name), join(clone, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  const npm = ['npm', 'pack', '--json', '--offline', '--loglevel=error', '--pack-destination', folder];
  const packed = await runIn(clone, npm, { npm_config_update_notifier: 'false' });
  if (packed.code !== 0) throw new Error(`npm pack ended with ${packed.code}:\n${packed.said}`);
  const [{ filename, size, files }] = Report.parse(JSON.parse(packed.said.slice(packed.said.indexOf('[\n'))));
  const untarred = await runIn(unpacked, ['tar', 'xzf', join(folder, filename)]);
  if (untarred.code !== 0) throw new Error(untarred.said);
  return {
    files: files.map(({ path }) => path),
    size,
    main: join(unpacked, 'package', 'dist', 'main.js'),
    empty,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
