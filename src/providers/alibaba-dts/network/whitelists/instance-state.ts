import type { Readiness } from '../../../../cleanup/ports.ts';

/** What an instance says of itself, in the product's own words. */
export interface InstanceState {
  readonly status: string;
  /** "Unlock", "LockByExpiration", "0"; `null` where the product has no locks. */
  readonly lock: string | null;
}

/** In which words the products say that an instance takes changes ("Instance states" of each product). */
const READY: ReadonlySet<string> = new Set(['running', 'normal', 'active', 'activation']);

const UNLOCKED: ReadonlySet<string> = new Set(['', 'unlock', 'unlocked', '0', 'nolock']);

/** States that do not pass by themselves; every other one, known or not, may be on its way to ready. */
const STUCK: ReadonlySet<string> = new Set([
  'deleting',
  'released',
  'deleted',
  'inactive',
  'stopped',
  'unavailable',
  'error',
  'locked',
  'suspended',
  'paused',
]);

/** Does an instance in this state take a change of its whitelist? */
export function readinessOf(instanceId: string, { status, lock }: InstanceState): Readiness {
  const locked = lock !== null && !UNLOCKED.has(lock.toLowerCase());
  if (locked) return { kind: 'not-now', why: `${instanceId} is locked (${lock})` };
  const word = status.toLowerCase();
  if (READY.has(word)) return { kind: 'ready' };
  return { kind: STUCK.has(word) ? 'not-now' : 'busy', why: `${instanceId} is ${status}` };
}
