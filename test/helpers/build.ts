import { execFileSync } from 'node:child_process';

const TSC = 'node_modules/typescript/bin/tsc';

function run(...words: readonly string[]): void {
  execFileSync(process.execPath, words, { stdio: 'inherit' });
}

/**
 * Whole tests run the real `dist/main.js`, and browsers its page; some tests run one module of the program in a process
 * of its own, from `test/dist`. All are built once before the first test.
 */
export default function build(): void {
  run('.build.mjs');
  run(TSC, '-p', 'src/demo/page');
  run(TSC, '--noEmit', 'false', '--outDir', 'test/dist');
}
