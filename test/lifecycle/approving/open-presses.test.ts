import { describe, expect, it } from 'vitest';
import { openPresses, type Press } from '../../../src/lifecycle/approving/open-presses.ts';
import type { Actor } from '../../../src/lifecycle/ports.ts';
import { timeIn } from '../schedule/planned.ts';
import { ALICE, BOB, CAROL, HOUR, MALLORY, MINUTE, type World, world } from '../world.ts';

const PEOPLE: readonly Actor[] = [ALICE, BOB, CAROL, MALLORY];

/** What each press does at its door. */
const DOORS: Readonly<Record<Press, (night: World, id: string, actor: Actor) => Promise<unknown>>> = {
  approve: ({ lifecycle }, id, actor) => lifecycle.approve({ id, actor }),
  reject: ({ lifecycle }, id, actor) => lifecycle.reject({ id, actor, reason: 'not tonight' }),
  withdraw: ({ lifecycle }, id, actor) => lifecycle.withdraw({ id, actor }),
  present: ({ lifecycle }, id, actor) => lifecycle.sayPresent({ id, actor }),
  veto: ({ lifecycle }, id, actor) => lifecycle.veto({ id, actor }),
  'press-again': ({ lifecycle }, id, actor) => lifecycle.confirm({ id, actor, typed: null }),
};

type Night = { night: World; id: string };

async function waiting(approvals: number): Promise<Night> {
  const night = world();
  night.policy.approvals = approvals;
  return { night, id: (await night.end()).id };
}

async function scheduled(ahead: number, approvals = 0): Promise<Night> {
  const night = world({ approvalMs: 3 * HOUR });
  night.policy.approvals = approvals;
  const outcome = await night.ask('terminate', 'orders-prod', ALICE, timeIn(night, ahead));
  if (outcome.kind !== 'plan') throw new Error(outcome.kind);
  return { night, id: (await night.press(outcome.confirmation.id)).id };
}

async function grownOld(): Promise<Night> {
  const { night, id } = await waiting(1);
  night.pass(20 * MINUTE);
  await night.lifecycle.approve({ id, actor: BOB });
  return { night, id };
}

const NIGHTS: readonly (readonly [string, () => Promise<Night>])[] = [
  ['waits for one agreement', () => waiting(1)],
  [
    'waits for a second one',
    async () => {
      const made = await waiting(2);
      await made.night.lifecycle.approve({ id: made.id, actor: BOB });
      return made;
    },
  ],
  [
    'waited too long',
    async () => {
      const made = await waiting(1);
      made.night.pass(2 * HOUR);
      return made;
    },
  ],
  ['waits for a second press', grownOld],
  ['waits for a time that is far', () => scheduled(2 * HOUR)],
  ['waits for a time that is near', () => scheduled(10 * MINUTE)],
  ['waits for a time, and for agreement', () => scheduled(2 * HOUR, 1)],
  [
    'is over',
    async () => {
      const made = await waiting(1);
      await made.night.lifecycle.withdraw({ id: made.id, actor: ALICE });
      return made;
    },
  ],
];

describe.each(NIGHTS)('an ending that %s', (_, begin) => {
  it.each(PEOPLE)('offers $userId what its door takes, and nothing else', async (actor) => {
    const { night, id } = await begin();
    const open = await openPresses(night.ports, await night.read(id), actor);
    for (const [press, door] of Object.entries(DOORS) as [Press, (typeof DOORS)[Press]][]) {
      const fresh = await begin();
      const outcome = (await door(fresh.night, fresh.id, actor)) as { kind: string };
      const isTaken = outcome.kind === 'recorded' || outcome.kind === 'taken';
      expect([press, open.has(press)]).toEqual([press, isTaken]);
    }
  });

  it('is not changed by the question, and the trail has no line of it', async () => {
    const { night, id } = await begin();
    const [before, lines] = [await night.read(id), night.store.audit.length];
    for (const actor of PEOPLE) await openPresses(night.ports, before, actor);
    expect(await night.read(id)).toEqual(before);
    expect(night.store.audit).toHaveLength(lines);
  });
});
