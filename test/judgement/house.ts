import { createPolicyBook } from '../../src/policy/book.ts';
import { createPolicy } from '../../src/policy/policy.ts';
import { DEEDS, type Directory, type Person, type Rule } from '../../src/policy/ports.ts';
import type { FakePolicy } from '../lifecycle/world.ts';

const UNREADABLE = { why: 'policy[0].who is missing', at: Date.parse('2026-11-21T00:40:00Z') };

/**
 * Puts the real policy in the place of a fake one: what was set on that one becomes a rule and two groups, and from
 * then on the product's own code answers every question. What is changed counts at once, as in Slack, and as after
 * the file was loaded again.
 */
export class House {
  /** What people are who are no full members. */
  readonly kinds = new Map<string, Person['kind']>();
  /** Slack answers no more. */
  silent: 'no' | 'about people' | 'about groups' = 'no';
  /** The file was loaded again: it is broken, has a rule that denies everything, or names another channel. */
  broken = false;
  denied = false;
  channel = 'C1';
  readonly #lists: FakePolicy;
  readonly #book = createPolicyBook({ rules: [], windows: [] });

  constructor(lists: FakePolicy) {
    this.#lists = lists;
    const directory: Directory = {
      person: async (id) => this.#person(id),
      members: async (id) => this.#members(id),
    };
    Object.assign(lists, createPolicy({ ...this.#book, rules: () => this.#rules() }, directory));
  }

  /** Takes a person out of every group. */
  dismiss(userId: string): void {
    this.#lists.may.delete(userId);
    this.#lists.approvers.delete(userId);
  }

  /** Takes a person into both groups. */
  admit(userId: string): void {
    this.#lists.may.add(userId);
    this.#lists.approvers.add(userId);
  }

  /** Whether Slack and the policy would let a person ask, and whether they would let him agree. */
  lets(userId: string): { readonly ask: boolean; readonly agree: boolean } {
    const { broken, denied, silent, channel } = this;
    const counts = !this.kinds.has(userId) && !broken && silent === 'no';
    const { may, approvers } = this.#lists;
    const asks = may.has(userId) && !denied && channel === 'C1';
    return { ask: counts && asks, agree: counts && approvers.has(userId) };
  }

  #rules() {
    this.#book.replace(this.broken ? UNREADABLE : { rules: this.#allRules(), windows: [] });
    return this.#book.rules();
  }

  #allRules(): readonly Rule[] {
    const rule = this.#rule();
    const denial: Rule = { ...rule, effect: 'deny', who: ['everyone'], because: 'the auditors are in' };
    return this.denied ? [denial, rule] : [rule];
  }

  #rule(): Rule {
    const { confirm, approvals, readiness, presence } = this.#lists;
    return {
      effect: 'allow',
      deeds: DEEDS,
      who: ['SDBA'],
      channels: [this.channel],
      accounts: null,
      tasks: null,
      tags: null,
      confirm,
      approvals,
      approvers: ['SLEADS'],
      readiness,
      presence,
      because: null,
    };
  }

  #person(id: string): Person {
    if (this.silent === 'about people') throw new Error('users.info: no answer');
    return { id, kind: this.kinds.get(id) ?? 'full-member', name: null };
  }

  #members(id: string): readonly string[] {
    if (this.silent === 'about groups') throw new Error('usergroups.users.list: no answer');
    return [...(id === 'SDBA' ? this.#lists.may : this.#lists.approvers)];
  }
}
