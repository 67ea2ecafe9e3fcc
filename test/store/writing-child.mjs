import { writeSync } from 'node:fs';
import { openFileStore } from '../dist/store/file-store.js';

/**
 * Counts up in the store until it is killed, with eight callers at once, and tells each number when it is safe:
 * "<caller> <number>". With a point and a count it kills itself when it comes there for that time.
 */
const [folder = '', point, times] = process.argv.slice(2);
let left = Number(times ?? 0);
const store = await openFileStore(folder, {
  crash(reached) {
    if (reached !== point) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  },
});

async function count(id) {
  for (;;) {
    const row = await store.read('count', id);
    const n = (row?.value.n ?? 0) + 1;
    const write = { kind: 'count', id, expect: row?.version ?? 0, value: { n, ballast: 'x'.repeat(2000) } };
    const event = { type: 'ending.sent', at: new Date().toISOString(), ending: id, n };
    if (await store.commit([write], [event])) writeSync(1, `${id} ${n}\n`);
  }
}

await Promise.all(Array.from({ length: 8 }, (_, caller) => count(`c${caller}`)));
