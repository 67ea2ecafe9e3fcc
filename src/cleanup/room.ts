import type { OneAtATime } from './one-at-a-time.ts';
import type { CleanupPorts } from './ports.ts';
import type { AskLiving } from './sharing/living.ts';

/** The clean-up's ports, with one shared memory of who lives. */
export interface CleanupRoom extends CleanupPorts {
  readonly living: AskLiving;
  /** One change at a time for each instance, machine or group. */
  readonly inTurn: OneAtATime;
}
