import type { TestProject } from 'vitest/node';
import { findChromium, type Search } from './chromium.ts';

declare module 'vitest' {
  interface ProvidedContext {
    chromium: Search;
  }
}

/** Looks once for a Chromium before all tests, and says in one line that those in a browser are left out. */
export default async function lookForChromium(project: TestProject): Promise<void> {
  const found = await findChromium();
  project.provide('chromium', found);
  if ('why' in found && process.env['CI'] !== 'true')
    process.stdout.write(`The tests in a browser are left out. ${found.why}\n`);
}
