import type { Actor, Store } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';
import type { FreezeWindow } from './window.ts';

/** As much of a task as a hold keeps: which one it is, and what the policy looks at. */
export type HeldTask = Pick<
  Task,
  'provider' | 'account' | 'region' | 'taskId' | 'instanceId' | 'direction' | 'name' | 'tags'
>;

export type May = { readonly allowed: true } | { readonly allowed: false; readonly why: string };

/** Who may put a brake on and take it off. Refuses (never throws) where it cannot check. */
export interface BrakeRights {
  mayHold(actor: Actor, task: HeldTask): Promise<May>;
  mayFreeze(actor: Actor): Promise<May>;
}

/** The configuration could not be read when it was loaded again, so that no window is known. */
export interface NotKnown {
  readonly why: string;
  readonly at: number;
}

/** Everything the brakes need from others. */
export interface BrakePorts {
  readonly store: Store;
  readonly rights: BrakeRights;
  /** The freeze windows of the configuration as it is now. */
  readonly windows: () => readonly FreezeWindow[] | NotKnown;
  /** Where the messages of an account go. */
  readonly channelOf: (account: string) => string;
  /** Every channel of the configuration, each once. */
  readonly channels: readonly string[];
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
}
