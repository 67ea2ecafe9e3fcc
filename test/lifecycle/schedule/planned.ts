import type { Ending } from '../../../src/lifecycle/ending.ts';
import type { Confirmation } from '../../../src/lifecycle/outcome.ts';
import type { Announcement, Note } from '../../../src/lifecycle/rows.ts';
import type { EndingSchedule, Schedule } from '../../../src/lifecycle/schedule/schedule.ts';
import type { Action } from '../../../src/lifecycle/task.ts';
import { wallAt } from '../../../src/times/zone.ts';
import { ALICE, HOUR, MINUTE, type World, world } from '../world.ts';

/** The moment in so many milliseconds, as somebody in Berlin means it. */
export function timeIn(night: World, milliseconds: number): Schedule {
  const at = night.now() + milliseconds;
  return { at, wall: wallAt(at, 'Europe/Berlin'), zone: 'Europe/Berlin' };
}

/** Asks for an end in so many milliseconds, and insists on a plan. */
export async function planIn(
  night: World,
  milliseconds: number,
  action: Action = 'terminate',
): Promise<Confirmation> {
  const outcome = await night.ask(action, 'orders-prod', ALICE, timeIn(night, milliseconds));
  if (outcome.kind !== 'plan') throw new Error(`no plan but ${JSON.stringify(outcome)}`);
  return outcome.confirmation;
}

export interface Planned {
  readonly night: World;
  readonly id: string;
  /** Lets time pass until so many milliseconds before it is to happen, with a round of the schedules then. */
  readonly until: (before: number) => Promise<void>;
  readonly ending: () => Promise<Ending>;
  readonly schedule: () => Promise<EndingSchedule>;
  readonly notes: () => Promise<readonly Note[]>;
}

/** An end in three hours (or another time) that Alice has asked for and confirmed; `onPlan` comes before that. */
export async function planned(
  change: (night: World) => void = () => undefined,
  inMs: number = 3 * HOUR,
  onPlan: (night: World, id: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<Planned> {
  const night = world();
  change(night);
  const { id: confirmation } = await planIn(night, inMs);
  const at = night.now() + inMs;
  await onPlan(night, confirmation);
  const { id } = await night.press(confirmation);
  const ending = () => night.read(id);
  return {
    night,
    id,
    ending,
    async until(before) {
      await night.keepTime();
      night.pass(at - before - night.now());
      await night.keepTime();
    },
    async schedule() {
      const { schedule } = await ending();
      if (schedule === undefined || schedule === null) throw new Error('it has no time');
      return schedule;
    },
    async notes() {
      const isNote = (one: Announcement) => one.what === 'note';
      return (await night.outbox()).filter(isNote).map(({ note }) => note);
    },
  };
}

/** An end whose time comes in a moment, with Alice there; nothing has been judged again yet. */
export async function aboutToBegin(
  change?: (night: World) => void,
  inMs?: number,
  onPlan?: (night: World, id: string) => Promise<unknown>,
): Promise<Planned> {
  const one = await planned(change, inMs, onPlan);
  await one.until(5 * MINUTE);
  const said = await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE });
  if (said.kind !== 'recorded') throw new Error(`not present but ${said.kind}`);
  return one;
}
