import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { COMMANDS, findChromium } from './chromium.ts';

/** A folder of programs: each exits with its number when it is asked for its version. */
function folderWith(programs: Readonly<Record<string, number>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-path-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, code] of Object.entries(programs)) {
    const path = join(folder, name);
    writeFileSync(path, `#!/bin/sh\nexit ${code}\n`);
    chmodSync(path, 0o755);
  }
  return folder;
}

it('takes the Chromium that CHROMIUM names, and looks for no other if it does not start', async () => {
  const folder = folderWith({ mine: 0, broken: 1, chromium: 0 });
  const path = join(folder, 'mine');
  expect(await findChromium({ CHROMIUM: path, PATH: folder })).toMatchObject({ path });
  for (const name of ['broken', 'nowhere']) {
    const named = join(folder, name);
    expect(await findChromium({ CHROMIUM: named, PATH: folder })).toEqual({
      why: `CHROMIUM is ${named}, and that does not start.`,
    });
  }
});

it('passes over a name that does not start, and over a folder of that name', async () => {
  const folder = folderWith({ 'chromium-browser': 10, 'google-chrome': 0 });
  mkdirSync(join(folder, 'chromium'));
  expect(await findChromium({ PATH: folder })).toMatchObject({ path: join(folder, 'google-chrome') });
});

it('gives up the sandbox for root alone, who has no other choice', async () => {
  const folder = folderWith({ chromium: 0 });
  const found = await findChromium({ PATH: folder });
  if ('why' in found) throw new Error(found.why);
  expect(found.args.includes('--no-sandbox')).toBe(process.getuid?.() === 0);
  expect(found.args.join(' ')).not.toMatch(/web-security|single-process|insecure/);
});

it('is looked for in CI under the same names', () => {
  const script = readFileSync(fileURLToPath(new URL('../../.ci/chromium', import.meta.url)), 'utf8');
  expect(script).toContain(`in "\${CHROMIUM:-}" ${COMMANDS.join(' ')}; do`);
});
