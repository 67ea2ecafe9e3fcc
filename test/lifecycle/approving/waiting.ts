import type { Ending } from '../../../src/lifecycle/ending.ts';
import type { Note } from '../../../src/lifecycle/rows.ts';
import { type World, world } from '../world.ts';

/** A night in which Alice has asked to end orders-prod, and so many others must agree. */
export async function waiting(
  approvals: number,
  prepare: (night: World) => void = () => undefined,
): Promise<{ night: World; id: string; ending: Ending }> {
  const night = world();
  night.policy.approvals = approvals;
  prepare(night);
  const ending = await night.end();
  return { night, id: ending.id, ending };
}

/** The lines for the thread, in their order. */
export async function notesOf(night: World): Promise<Note[]> {
  return (await night.outbox()).flatMap((row) => (row.what === 'note' ? [row.note] : []));
}

/** The newest line of the trail of a type. */
export function lineOf(night: World, type: string) {
  return night.store.audit.findLast((line) => line.type === type);
}
