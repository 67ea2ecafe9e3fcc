import { createPolicyBook } from '../../src/policy/book.ts';
import { createPolicy, type WholePolicy } from '../../src/policy/policy.ts';
import { DEEDS, type Directory, type Person, type Rule } from '../../src/policy/ports.ts';
import { FakePolicy } from '../lifecycle/world.ts';

/** The product's own policy in the place of the plain lists, whose answers nobody hears any more. */
export class RealPolicy extends FakePolicy {
  protected judgeBy(real: WholePolicy): void {
    Object.assign(this, real);
  }
}

const UNREADABLE = { why: 'policy[0].who is missing', at: Date.parse('2026-11-21T00:40:00Z') };

/**
 * The real policy over one rule, for whoever is in `may`; `approvers` are the people of the group that may agree.
 * What is changed counts at once, as in Slack and after the file was loaded again.
 */
export class HousePolicy extends RealPolicy {
  /** What people are who are no full members. */
  readonly kinds = new Map<string, Person['kind']>();
  /** Slack answers nothing any more. */
  silent: 'no' | 'about people' | 'about groups' = 'no';
  /** The file was loaded again, and is broken. */
  broken = false;

  readonly #book = createPolicyBook({ rules: [], windows: [] });
  readonly #directory: Directory = {
    person: async (id) => this.#person(id),
    members: async (id) => this.#members(id),
  };

  constructor() {
    super();
    this.judgeBy(createPolicy({ ...this.#book, rules: () => this.#rules() }, this.#directory));
  }

  /** Takes a person out of every group. */
  dismiss(userId: string): void {
    this.may.delete(userId);
    this.approvers.delete(userId);
  }

  /** Takes a person back into both groups. */
  admit(userId: string): void {
    this.may.add(userId);
    this.approvers.add(userId);
  }

  #rules() {
    this.#book.replace(this.broken ? UNREADABLE : { rules: [this.#rule()], windows: [] });
    return this.#book.rules();
  }

  #rule(): Rule {
    return {
      effect: 'allow',
      deeds: DEEDS,
      who: ['SDBA'],
      channels: ['C1'],
      accounts: null,
      tasks: null,
      tags: null,
      confirm: this.confirm,
      approvals: this.approvals,
      approvers: ['SLEADS'],
      readiness: this.readiness,
      because: null,
    };
  }

  #person(id: string): Person {
    if (this.silent === 'about people') throw new Error('users.info: no answer');
    return { id, kind: this.kinds.get(id) ?? 'full-member', name: null };
  }

  #members(id: string): readonly string[] {
    if (this.silent === 'about groups') throw new Error('usergroups.users.list: no answer');
    return [...(id === 'SDBA' ? this.may : this.approvers)];
  }
}
