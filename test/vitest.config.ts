import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('..'),
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [here('./helpers/cloud-http.ts')],
    globalSetup: [here('./helpers/build.ts'), here('./browser/look-for-chromium.ts')],
    reporters: ['default', here('./helpers/closing-line.ts')],
    // Shared CI machines stall real processes now and then; a second try is named at the end of the run, never hidden.
    retry: process.env['CI'] === 'true' ? 1 : 0,
    // Stories mostly wait for real time-outs and processes, so more of them than cores go side by side.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    testTimeout: 20_000,
    // What a browser will show comes late on a busy machine; who waits for it is not slowed down where it comes soon.
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 30_000,
  },
});
