import { chmodSync } from 'node:fs';
import { build } from 'rolldown';
import { licensePlugin } from 'rolldown-license-plugin';

/** Licences whose text may be handed on with a program; another one wants a look before it is built in. */
const KNOWN = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'Apache License 2.0',
  '0BSD',
  'BlueOak-1.0.0',
];

/** Faster parts of ws that somebody may install beside it; it does without. */
const OPTIONAL = ['bufferutil', 'utf-8-validate'];

/**
 * Parts of packages that nobody here calls, and that bring much with them: Bolt's own receivers for HTTP (Express, the
 * reading of bodies) and its OAuth; XML, dates and WebSockets of Alibaba's SDK. Called after all, they throw.
 */
const UNUSED = [
  '@slack/bolt/dist/receivers/AwsLambdaReceiver.js',
  '@slack/bolt/dist/receivers/ExpressReceiver.js',
  '@slack/bolt/dist/receivers/HTTPReceiver.js',
  '@slack/oauth/dist/index.js',
  'raw-body/index.js',
  '@alicloud/openapi-core/dist/websocketUtils/index.js',
  '@darabonba/typescript/dist/date.js',
  '@darabonba/typescript/dist/websocket.js',
  '@darabonba/typescript/dist/xml.js',
];
const NOT_BUILT_IN = `module.exports = class NotBuiltIn {
  constructor() {
    throw new Error('this part of a package is not built in');
  }
};
module.exports.default = module.exports;
`;

const met = new Set();
const withoutUnused = {
  name: 'without-unused',
  load(id) {
    const path = UNUSED.find((one) => id.replaceAll('\\', '/').endsWith(`/node_modules/${one}`));
    if (path === undefined) return null;
    met.add(path);
    return NOT_BUILT_IN;
  },
  buildEnd() {
    const gone = UNUSED.filter((path) => !met.has(path));
    if (gone.length > 0) throw new Error(`no longer part of what is built: ${gone.join(', ')}`);
  },
};

const withLicences = licensePlugin({
  allow: ({ license }) => KNOWN.includes(license),
  failOnViolation: true,
  failOnUnlicensed: true,
  done(packages, context) {
    const texts = packages.map(({ name, version, license, licenseText }) =>
      `${name} ${version} (${license})\n\n${licenseText}`.trim(),
    );
    context.emitFile({
      type: 'asset',
      fileName: 'licences.txt',
      source: `${texts.join('\n\n----\n\n')}\n`,
    });
  },
});

/**
 * The program with all that it needs in `dist`, readable, in parts that are loaded when they are needed, and the
 * licences of what was built in. A warning ends the build. In ASCII V8 keeps a text in half the memory.
 */
await build({
  input: 'src/main.ts',
  platform: 'node',
  external: OPTIONAL,
  plugins: [withoutUnused, withLicences],
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message);
  },
  output: {
    dir: 'dist',
    cleanDir: true,
    chunkFileNames: 'parts/[name]-[hash].js',
    comments: false,
    charset: 'ascii',
  },
});
chmodSync('dist/main.js', 0o755);
