import { execFileSync } from 'node:child_process';

/** Whole tests run the real `dist/main.js`; it is built once before the first test. */
export default function build(): void {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc'], { stdio: 'inherit' });
}
