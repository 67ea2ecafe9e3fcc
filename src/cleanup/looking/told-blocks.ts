import type { ServerBlocks } from '../ports.ts';

/** What the cloud said of the address blocks, or a sentence why it said nothing. */
export interface ToldBlocks {
  readonly blocks: readonly ServerBlocks[];
  readonly why: string;
}
