import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, person, world } from '../lifecycle/world.ts';
import { House } from './house.ts';

const ASKER = 'UALICE';
const OTHERS = ['UBOB', 'UCAROL', 'UDAVE', 'UERIN'] as const;
const EVERYBODY = [ASKER, ...OTHERS] as const;

const anybody = fc.constantFrom(...EVERYBODY);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('plan' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('confirm' as const), by: anybody }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('press again' as const), by: anybody }) },
  { weight: 9, arbitrary: fc.record({ do: fc.constant('approve' as const), by: anybody }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('approve at once' as const),
      all: fc.array(anybody, { minLength: 2, maxLength: 6 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constantFrom('reject' as const, 'withdraw' as const), by: anybody }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('pass' as const),
      time: fc.constantFrom(1, MINUTE, 14 * MINUTE, 15 * MINUTE, 45 * MINUTE, HOUR, -10 * MINUTE),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom('dismiss' as const, 'admit' as const, 'deactivate' as const, 'reactivate' as const),
      who: anybody,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'break' as const,
        'mend' as const,
        'deny' as const,
        'allow' as const,
        'silence' as const,
        'answer' as const,
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('freeze' as const, 'thaw' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('watch' as const, 'restart' as const) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

/** A night, and beside it what an onlooker knows: who may what at each moment, and who has agreed when. */
class Onlooker {
  readonly night = world();
  readonly house = new House(this.night.policy);
  readonly needed: number;
  readonly broken: string[] = [];
  #plan: string | null = null;
  #ending: string | null = null;
  /** Who has agreed to which ending, each at a time when he could. */
  readonly #agreed = new Map<string, Set<string>>();
  #frozen = false;

  constructor(needed: number) {
    this.needed = needed;
    this.night.policy.approvals = needed;
    for (const who of EVERYBODY) this.house.admit(who);
    this.night.dts.onSend = () => this.#sent();
  }

  /** Somebody whose agreement counts at this moment. */
  #mayAgree(who: string): boolean {
    return who !== ASKER && this.house.lets(who).agree && !this.#frozen;
  }

  /** What must hold at the moment of a call. */
  #sent(): void {
    const agreed = this.#agreed.get(this.#ending ?? '')?.size ?? 0;
    if (this.night.dts.sends.length > 1) this.broken.push('sent twice');
    if (agreed < this.needed) this.broken.push(`sent with ${agreed} of ${this.needed}`);
    if (!this.house.lets(ASKER).ask || this.#frozen) this.broken.push('sent for somebody who may not');
  }

  async #approve(people: readonly string[]): Promise<void> {
    const id = this.#ending;
    if (id === null) return;
    const before = this.#agreed.get(id) ?? new Set();
    // Who counts is noted first: the call is sent while the last one presses.
    this.#agreed.set(id, new Set([...before, ...people.filter((who) => this.#mayAgree(who))]));
    await Promise.all(people.map((who) => this.night.lifecycle.approve({ id, actor: person(who) })));
    const { approvals } = await this.night.read(id);
    const recorded = new Set(approvals.map(({ userId }) => userId));
    if (recorded.size < approvals.length) this.broken.push('counted somebody twice');
    for (const who of recorded)
      if (!this.#agreed.get(id)?.has(who)) this.broken.push(`counted ${who}, who could not agree`);
    this.#agreed.set(id, recorded);
  }

  async #confirm(by: string): Promise<void> {
    if (this.#plan === null) return;
    // With nobody else to ask, the call is sent while this is pressed.
    if (this.#ending === null) this.#ending = 'the one that is being made';
    const outcome = await this.night.lifecycle.confirm({ id: this.#plan, actor: person(by), typed: null });
    const made = outcome.kind === 'taken' ? outcome.endings[0]?.id : undefined;
    if (made !== undefined) this.#ending = made;
    else if (this.#ending === 'the one that is being made') this.#ending = null;
  }

  async #ask(): Promise<void> {
    const asked = await this.night.ask('terminate');
    if (asked.kind === 'plan') this.#plan = asked.confirmation.id;
  }

  async go(one: Step): Promise<void> {
    const { night, house } = this;
    const ending = this.#ending;
    switch (one.do) {
      case 'plan':
        return this.#ask();
      case 'confirm':
        return this.#confirm(one.by);
      case 'press again':
        if (ending !== null)
          await night.lifecycle.confirm({ id: ending, actor: person(one.by), typed: null });
        return;
      case 'approve':
        return this.#approve([one.by]);
      case 'approve at once':
        return this.#approve(one.all);
      case 'reject':
      case 'withdraw':
        if (ending !== null)
          await night.lifecycle[one.do]({ id: ending, actor: person(one.by), reason: 'month end' });
        return;
      case 'pass':
        return night.pass(one.time);
      case 'dismiss':
      case 'admit':
        return house[one.do](one.who);
      case 'deactivate':
        return void house.kinds.set(one.who, 'deactivated');
      case 'reactivate':
        return void house.kinds.delete(one.who);
      case 'watch':
        return night.watch();
      case 'restart':
        return night.restart();
      default:
        return this.#turn(one.do);
    }
  }

  async #turn(
    what: 'break' | 'mend' | 'deny' | 'allow' | 'silence' | 'answer' | 'freeze' | 'thaw',
  ): Promise<void> {
    if (what === 'break' || what === 'mend') this.house.broken = what === 'break';
    if (what === 'deny' || what === 'allow') this.house.denied = what === 'deny';
    if (what === 'silence' || what === 'answer')
      this.house.silent = what === 'silence' ? 'about people' : 'no';
    if (what === 'freeze' || what === 'thaw') {
      const by = { actor: person('UFIREMAN') };
      this.house.admit('UFIREMAN');
      const { brakes } = this.night;
      const done = await (what === 'freeze'
        ? brakes.freeze({ ...by, because: 'incident' })
        : brakes.unfreeze(by));
      if (done.kind !== 'refused') this.#frozen = done.kind === 'frozen';
    }
  }
}

describe('whatever people, Slack, the policy and the clock do', () => {
  it('nothing is sent with fewer valid agreements than are needed, nor twice', async () => {
    let sent = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 3 }),
        fc.array(step, { minLength: 5, maxLength: 60 }),
        async (needed, steps) => {
          const onlooker = new Onlooker(needed);
          await onlooker.go({ do: 'plan' });
          await onlooker.go({ do: 'confirm', by: ASKER });
          for (const one of steps) await onlooker.go(one);
          expect(onlooker.broken).toEqual([]);
          if (needed > 0) sent += onlooker.night.dts.sends.length;
        },
      ),
      { numRuns: 600 },
    );
    // Else nothing would have been shown.
    expect(sent).toBeGreaterThan(50);
  });
});
