import type { WebClient } from '@slack/web-api';
import type { Store } from '../../lifecycle/ports.ts';
import type { Log } from '../room.ts';
import type { Posted } from './posted.ts';

/** What the sender works with. */
export interface SenderPorts {
  readonly client: WebClient;
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
  /** Where endings of an account are announced. */
  readonly channelOf: (account: string) => string;
  /** For how long a removal can be put back, in milliseconds. */
  readonly undoMs: number;
  /** May stop the process in tests. */
  readonly reached: (point: 'posting' | 'posted') => void;
}

/** What became of a letter: delivered (and where its message stands now), or to be tried later. */
export type Sent =
  | { readonly kind: 'done'; readonly posted: Posted | null }
  | { readonly kind: 'later'; readonly afterMs: number; readonly posting: boolean };
