import { describeError } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorOf, type Click } from './click.ts';

/** Lists the tasks anew for somebody's Home tab. For whoever may not read nothing is listed: the tab says why. */
export async function lookAtTasks(room: Room, click: Click): Promise<void> {
  const actor = actorOf(click);
  try {
    const may = await room.lifecycle.mayRead(actor);
    if (may.allowed) await room.running.track(room.homes.look(actor.userId));
  } catch (error) {
    room.log.error('listing the tasks for a Home tab', { error: describeError(error) });
  }
}
