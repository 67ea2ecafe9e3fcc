import { readdir } from 'node:fs/promises';
import { openFileStore } from '../../dist/store/file-store.js';

const [folder = ''] = process.argv.slice(2);
const store = await openFileStore(folder);
const commit = (expect, text) => store.commit([{ kind: 'k', id: 'a', expect, value: { text } }]);

const small = await commit(0, 'small');
const big = await commit(1, 'x'.repeat(1_000_000)).catch((error) => error.name);
const stillSmall = await store.read('k', 'a');
const files = (await readdir(folder)).toSorted();
const again = await commit(1, 'again');
await store.close();
process.stdout.write(JSON.stringify({ small, big, stillSmall, files, again }));
