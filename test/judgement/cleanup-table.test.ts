import { describe, expect, it } from 'vitest';
import type { Actor } from '../../src/lifecycle/ports.ts';
import { desk, group, item } from '../cleanup/desk.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { againstCleanup, PLACES, type Place, ROLES, type Role } from './expected.ts';
import { actorAt, judgedBy, USER } from './table-world.ts';
import { SAYS } from './walk.ts';

const NAMED = actorAt('U0NAMED', 'the channel of the rule');
const POLICY = judgedBy('shown');

/** A checklist with two groups that can go, and one whose removal can be put back. */
async function tidyDesk() {
  const at = desk();
  Object.assign(at.policy, POLICY);
  at.dts.leftovers = ['dts_a', 'dts_b', 'dts_c'].map((name) => group('rm-bp1162', name));
  const checklist = await at.open(dtsTask());
  await at.remove(checklist, 'dts_c', NAMED);
  const [before, lines] = [at.dts.changes.length, at.store.audit.length];
  return {
    ...at,
    checklist,
    open: item(checklist, 'dts_a').id,
    removed: item(checklist, 'dts_c').id,
    calls: () => at.dts.changes.length - before,
    lines: () => at.store.audit.slice(lines),
  };
}
type Tidy = Awaited<ReturnType<typeof tidyDesk>>;

/** Why it was refused; `null` where it was done. */
type Tried = Promise<string | null>;

function whyOf(outcome: { kind: string; why?: string }): string | null {
  return outcome.kind === 'refused' ? (outcome.why ?? '') : null;
}

/** Asks, lets others and another channel try in vain, and confirms. */
async function remove(at: Tidy, actor: Actor, itemId: string | null): Tried {
  const asked = await at.cleanup.askRemoval({ checklistId: at.checklist.id, itemId, actor });
  if (asked.kind === 'refused') return asked.why;
  const other = actorAt(actor.userId === 'U0NAMED' ? 'U0MEMBER' : 'U0NAMED', 'the channel of the rule');
  for (const wrong of [other, actorAt(actor.userId, 'another channel')])
    expect(await at.confirm(asked.ask.id, wrong)).toMatchObject({ kind: 'refused' });
  expect(at.calls()).toBe(0);
  const done = await at.confirm(asked.ask.id, actor);
  expect(await at.confirm(asked.ask.id, actor)).toMatchObject({ kind: 'refused' });
  return whyOf(done);
}

const PRESSES: Readonly<
  Record<string, { readonly calls: number; readonly press: (at: Tidy, actor: Actor) => Tried }>
> = {
  'removing one item': { calls: 1, press: (at, actor) => remove(at, actor, at.open) },
  'removing all safe ones': { calls: 2, press: (at, actor) => remove(at, actor, null) },
  'putting one back': {
    calls: 1,
    press: async (at, actor) =>
      whyOf(await at.cleanup.undo({ itemId: at.removed, actor, reason: 'orders are down' })),
  },
  'signing one off': {
    calls: 0,
    press: async (at, actor) =>
      whyOf(
        await at.cleanup.signOff({
          itemId: at.open,
          actor,
          how: 'never-there',
          text: 'by hand',
          until: null,
        }),
      ),
  },
  'taking the list': {
    calls: 0,
    press: async (at, actor) => {
      const to = await at.cleanup.takeOver({ checklistId: at.checklist.id, actor });
      return whyOf(to);
    },
  },
  'opening a list': {
    calls: 0,
    press: async (at, actor) => {
      const may = await at.cleanup.mayOpen(at.checklist.task, actor);
      return may.allowed ? null : may.why;
    },
  },
};

const ROLE_NAMES = Object.keys(ROLES) as Role[];
const CELLS = Object.entries(PRESSES).flatMap(([name, press]) =>
  PLACES.flatMap((place: Place) => ROLE_NAMES.map((role) => [name, role, place, press] as const)),
);

describe('the clean-up', () => {
  it.each(CELLS)('is judged as promised: %s, %s, %s', async (_, role, place, { calls, press }) => {
    const at = await tidyDesk();
    const because = againstCleanup(role, place);
    const why = await press(at, actorAt(USER[role], place));
    expect(at.calls()).toBe(because === null ? calls : 0);
    if (because === null) expect(why).toBeNull();
    else {
      expect(why).toMatch(SAYS[because]);
      expect(at.lines()).toEqual([expect.objectContaining({ actor: USER[role], why })]);
    }
  });
});
