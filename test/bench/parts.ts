import type { Part } from './part.ts';
import { acks } from './parts/acks.ts';
import { help } from './parts/help.ts';
import { history } from './parts/history.ts';
import { list } from './parts/list.ts';
import { memory } from './parts/memory.ts';
import { record } from './parts/record.ts';
import { start } from './parts/start.ts';

/** Every part of `npm run bench`, in the order in which they run. */
export const PARTS: readonly Part[] = [start, help, acks, record, memory, history, list];
