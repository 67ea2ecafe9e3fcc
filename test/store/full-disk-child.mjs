import { readdir } from 'node:fs/promises';
import { openFileStore } from '../dist/store/file-store.js';

/** Writes more than files may hold here, to the document and to the log, and tells how that went. */
const [folder = ''] = process.argv.slice(2);
const troubles = [];
const store = await openFileStore(folder, { trouble: (_what, error) => troubles.push(error.code) });
const commit = (expect, text) => store.commit([{ kind: 'k', id: 'a', expect, value: { text } }]);

const small = await commit(0, 'small');
const big = await commit(1, 'x'.repeat(1_000_000)).catch((error) => error.name);
const stillSmall = await store.read('k', 'a');
const files = (await readdir(folder)).toSorted();
const again = await commit(1, 'again');

const lines = [];
for (let n = 1; n <= 10; n += 1) {
  const event = { type: 'ending.sent', at: '2026-11-21T08:00:00.000Z', n, ballast: 'x'.repeat(8000) };
  lines.push(await store.commit([], [event]));
}
await store.close();
process.stdout.write(JSON.stringify({ small, big, stillSmall, files, again, lines, troubles }));
