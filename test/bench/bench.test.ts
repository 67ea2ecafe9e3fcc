import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { compared, reported } from './part.ts';
import { PARTS } from './parts.ts';
import { formatResults, missedOf } from './results.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const MAIN = fileURLToPath(new URL('./dist/test/bench/main.js', import.meta.url));

/** Runs the benchmark as `npm run bench` does. */
function bench(...words: string[]) {
  const ran = spawnSync(process.execPath, [MAIN, ...words], {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: 100_000,
  });
  return { code: ran.status, said: `${ran.stdout}${ran.stderr}` };
}

const row = (cutover: number, target: { least: number } | { most: number }) =>
  compared({ what: 'a', cutover, against: 10, target, inWords: (value) => `${value} x` });

describe('the results of the benchmark', () => {
  it('hold what should be much, and what should be little, against their targets', () => {
    expect(row(8, { least: 0.8 })).toMatchObject({ ratio: 0.8, target: 'at least 0.8', met: true });
    expect(row(7, { least: 0.8 }).met).toBe(false);
    expect(row(13, { most: 1.3 }).met).toBe(true);
    expect(row(14, { most: 1.3 }).met).toBe(false);
  });

  it('name what is missed, and nothing that is only reported', () => {
    const missed = row(14, { most: 1.3 });
    expect(missedOf([row(1, { most: 1 }), missed, reported('b', '1')])).toEqual([missed]);
    expect(formatResults([missed])).toMatch(/a +14 x +10 x +1\.40 +at most 1\.3 +MISSED$/m);
  });
});

describe('npm run bench', () => {
  beforeAll(() => {
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'test/bench'], { cwd: ROOT });
  }, 60_000);

  it('knows its parts by name, and refuses other words', () => {
    const { code, said } = bench('speed');
    expect(code).toBe(2);
    for (const { name } of PARTS) expect(said).toContain(`  ${name} `);
  });

  it('measures a real bot beside a bare Bolt app, over both transports', { timeout: 120_000 }, () => {
    const { code, said } = bench('start', '--quick');
    expect([0, 1], said).toContain(code);
    for (const transport of ['http', 'socket'])
      expect(said).toMatch(
        new RegExp(
          `first acknowledgement, ${transport} +[\\d.]+ ms +[\\d.]+ ms +\\d\\.\\d\\d +at most 1\\.4`,
        ),
      );
  });

  it('has every part in the README, with the command', () => {
    const readme = readFileSync(`${ROOT}README.md`, 'utf8');
    for (const { name } of PARTS) expect(readme).toContain(`npm run bench -- ${name}`);
  });
});
