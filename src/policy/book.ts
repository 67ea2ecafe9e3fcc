import type { FreezeWindow } from '../brakes/window.ts';
import type { Rule } from './ports.ts';

/** The file could not be read when it was loaded again: why, in one sentence, and when, in ms since 1970. */
export interface Unreadable {
  readonly why: string;
  readonly at: number;
}

/** What of the configuration may be replaced while the bot runs. */
export interface Loaded {
  readonly rules: readonly Rule[];
  readonly windows: readonly FreezeWindow[];
}

/**
 * The rules and the freeze windows that hold now. After a load that failed there are none of either: the last good
 * ones are not kept.
 */
export interface PolicyBook {
  rules(): readonly Rule[] | Unreadable;
  windows(): readonly FreezeWindow[] | Unreadable;
  replace(next: Loaded | Unreadable): void;
}

export function createPolicyBook(first: Loaded): PolicyBook {
  let now: Loaded | Unreadable = first;
  return {
    rules: () => ('why' in now ? now : now.rules),
    windows: () => ('why' in now ? now : now.windows),
    replace: (next) => {
      now = next;
    },
  };
}

export function isUnreadable<Part extends object>(part: Part | Unreadable): part is Unreadable {
  return 'why' in part;
}
