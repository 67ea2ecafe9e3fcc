import type { Part } from './part.ts';
import { memory } from './parts/memory.ts';
import { start } from './parts/start.ts';

/** Every part of `npm run bench`, in the order in which they run. */
export const PARTS: readonly Part[] = [start, memory];
