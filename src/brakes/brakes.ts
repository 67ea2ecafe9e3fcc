import type { Actor, Brakes, Row } from '../lifecycle/ports.ts';
import { type FreezeOutcome, freeze, unfreeze } from './freezing.ts';
import type { Hold } from './hold.ts';
import { expire, type HoldInput, type HoldOutcome, hold, unhold } from './holding.ts';
import type { BrakePorts } from './ports.ts';
import { readStanding, type Standing, whyNot } from './standing.ts';

/** The brakes as their callers see them. Nothing here calls a cloud, and no brake keeps anybody from looking. */
export interface BrakeRoom extends Brakes {
  /** What stands now. */
  standing(): Promise<Standing>;
  /** Puts a task on hold, both of its directions; one that stands is made longer, never shorter. */
  hold(input: HoldInput): Promise<HoldOutcome>;
  /** Takes a hold off, by its id. */
  unhold(input: { id: string; actor: Actor }): Promise<HoldOutcome>;
  freeze(input: { actor: Actor; because: string }): Promise<FreezeOutcome>;
  unfreeze(input: { actor: Actor }): Promise<FreezeOutcome>;
  /** A hold whose time is over: takes it away and says so. */
  expire(row: Row<Hold>): Promise<void>;
}

/** Puts the brakes together from their ports. */
export function createBrakes(ports: BrakePorts): BrakeRoom {
  const standingAt = (at: number) => readStanding(ports.store, ports.windows(), at);
  const standing = () => standingAt(ports.now());
  return {
    standing,
    against: async (task, at) => whyNot(await standingAt(at ?? ports.now()), task),
    hold: (input) => hold(ports, input),
    unhold: (input) => unhold(ports, input),
    freeze: (input) => freeze(ports, input),
    unfreeze: (input) => unfreeze(ports, input),
    expire: (row) => expire(ports, row),
  };
}
