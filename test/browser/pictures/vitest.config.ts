import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Takes the pictures of the README: `npm run pictures`. */
export default defineConfig({
  root: here('../../..'),
  test: {
    include: ['test/browser/pictures/take-pictures.ts'],
    globalSetup: [here('../../helpers/build.ts'), here('../look-for-chromium.ts')],
    reporters: ['verbose'],
  },
});
