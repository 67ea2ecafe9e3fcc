import type { ProviderError } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';

/**
 * What a right is for. `read`: lists, plans, observing an end. `look`: what is left of a task. `more`: evidence in a
 * plan, which goes on without it.
 */
export type ReadTier = 'read' | 'look' | 'more';

/** How asking came out. `right` is the missing one in the cloud's own words, else in those of its manual. */
export type ReadCame =
  | { readonly kind: 'allowed' }
  | { readonly kind: 'missing'; readonly right: string }
  | { readonly kind: 'not-used'; readonly why: string }
  | { readonly kind: 'not-known'; readonly why: string }
  | { readonly kind: 'failed'; readonly problem: ProviderError };

/** One read that the bot makes at a cloud, and whether the key may make it. */
export interface ReadAsked {
  /** The right in the manual's words, or the operation where no manual names one. */
  readonly right: string;
  readonly tier: ReadTier;
  readonly came: ReadCame;
}

/** Something about whose key it is, and what it may do beyond what is needed. */
export interface Remark {
  readonly kind: 'ok' | 'note' | 'fail';
  readonly text: string;
}

/** What a person who examines an account asks its cloud. Everything in it only reads. */
export interface Examination {
  /** Every read that the bot makes, each asked once, about things that these tasks name. Never throws. */
  reads(tasks: readonly Task[]): Promise<readonly ReadAsked[]>;
  /** Whose key it is, and which rights it should not have, as far as the cloud tells. Never throws. */
  identity(): Promise<readonly Remark[]>;
  /**
   * What our tables and manuals only suppose, as the cloud really does it: JSON without names, ids, addresses and
   * secrets. Never throws.
   */
  probe(tasks: readonly Task[]): Promise<Readonly<Record<string, unknown>>>;
}

/** Several answers about one right as one: what is missing weighs most, then what went wrong, then what is allowed. */
const WEIGHT = [
  'missing',
  'failed',
  'allowed',
  'not-known',
  'not-used',
] as const satisfies ReadCame['kind'][];

/** Each right once, in the order of first sight. */
export function eachOnce(asked: readonly ReadAsked[]): readonly ReadAsked[] {
  const byRight = new Map<string, ReadAsked>();
  for (const one of asked) {
    const earlier = byRight.get(one.right);
    if (earlier === undefined || WEIGHT.indexOf(one.came.kind) < WEIGHT.indexOf(earlier.came.kind))
      byRight.set(one.right, one);
  }
  return [...byRight.values()];
}
