import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('..'),
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: [here('./helpers/cloud-http.ts')],
    globalSetup: [here('./helpers/build.ts')],
    reporters: ['default', here('./helpers/closing-line.ts')],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
