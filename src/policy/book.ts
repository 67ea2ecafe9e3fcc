import type { Rule } from './ports.ts';

/** The file could not be read when it was loaded again: why, in one sentence, and when, in ms since 1970. */
export interface Unreadable {
  readonly why: string;
  readonly at: number;
}

/** The rules that hold now. After a load that failed there are none: the last good ones are not kept. */
export interface PolicyBook {
  rules(): readonly Rule[] | Unreadable;
  replace(rules: readonly Rule[] | Unreadable): void;
}

export function createPolicyBook(first: readonly Rule[]): PolicyBook {
  let now: readonly Rule[] | Unreadable = first;
  return {
    rules: () => now,
    replace: (next) => {
      now = next;
    },
  };
}

export function isUnreadable(rules: readonly Rule[] | Unreadable): rules is Unreadable {
  return 'why' in rules;
}
