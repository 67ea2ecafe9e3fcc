import type { Actor } from '../../lifecycle/ports.ts';
import type { Schedule } from '../../lifecycle/schedule/schedule.ts';
import { readWhen } from '../../times/when.ts';
import { describeError } from '../reply.ts';
import type { Room } from '../room.ts';

/** The asker's own zone; where Slack does not say, a time needs a zone that is typed. */
async function zoneOf(room: Room, userId: string): Promise<string | null> {
  try {
    return await room.timeZoneOf(userId);
  } catch (error) {
    room.log.warn('a time zone could not be read', { user: userId, error: describeError(error) });
    return null;
  }
}

/** The moment that was typed, on the clocks of its zone; or the sentence that says what is wrong with it. */
export async function typedTime(room: Room, words: string, actor: Actor): Promise<Schedule | string> {
  const zone = await zoneOf(room, actor.userId);
  const when = readWhen({ words, now: room.now(), zone });
  return when.ok ? { at: when.at, wall: when.wall, zone: when.zone } : when.why;
}
