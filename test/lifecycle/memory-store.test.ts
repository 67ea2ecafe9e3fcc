import { storeConformance } from '../store/conformance.ts';
import { MemoryStore } from './memory-store.ts';

/** The rules of the order are tested on this store, so it must keep what every store keeps. */
storeConformance('the memory of these tests', async (now) => {
  const store = new MemoryStore(now);
  return { store, reopen: async () => store.reopen(), cleanup: async () => store.close() };
});
