import { createInterface } from 'node:readline';
import { openFileStore } from '../dist/store/file-store.js';

/** Opens the store and says "held", or why not. Holds it until it is killed; writes a row for each line of its input. */
const [folder = ''] = process.argv.slice(2);
const store = await openFileStore(folder).catch((error) => {
  console.log(error.message);
  process.exit(1);
});
console.log('held');
for await (const id of createInterface({ input: process.stdin })) {
  const written = store.commit([{ kind: 'k', id, expect: 0, value: {} }]);
  console.log(
    await written.then(
      () => 'written',
      (error) => error.message,
    ),
  );
}
