import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Figures are measured one after the other, with nothing beside them. */
export default defineConfig({
  root: here('../..'),
  test: {
    include: ['test/bench/page.ts'],
    globalSetup: [here('../helpers/build.ts'), here('../browser/look-for-chromium.ts')],
    reporters: ['dot'],
    fileParallelism: false,
    testTimeout: 180_000,
  },
});
