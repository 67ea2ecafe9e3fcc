import { execFileSync } from 'node:child_process';

/** Whole tests run the real `dist/main.js`, and browsers its page; both are built once before the first test. */
export default function build(): void {
  for (const project of ['.', 'src/demo/page'])
    execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', project], { stdio: 'inherit' });
}
