import { INPUT } from '../ids.ts';
import { refusalMessage } from '../messages/cleanup-refusal.ts';
import type { Message } from '../messages/message.ts';
import { momentOf, type Room } from '../room.ts';
import { readHow } from './sign-off-view.ts';
import {
  actorIn,
  chosen,
  day,
  inputOrNull,
  objectOn,
  placeKey,
  type Submitted,
  tell,
  workOn,
} from './submitted.ts';

/** Why the day is none on which something can lapse; `null` where it is one. */
function badDay(until: string | null, now: number): string | null {
  if (until === null) return 'Say until which day it is kept.';
  return Date.parse(`${until}T23:59:59.999Z`) < now ? 'That day is over: choose a later one.' : null;
}

/** Signs an item off. A missing line of text or day is said while the modal is open. */
export async function submitSignOff(room: Room, submitted: Submitted): Promise<void> {
  const text = inputOrNull(submitted, INPUT.reason);
  const how = readHow(chosen(submitted, INPUT.how));
  const until = how === 'kept' ? day(submitted, INPUT.until) : null;
  if (text === null) {
    await objectOn(submitted, INPUT.reason, 'A line of text is needed: what was done, or why nothing is.');
    return;
  }
  const bad = how === 'kept' ? badDay(until, momentOf(room).now) : null;
  if (bad !== null) {
    await objectOn(submitted, INPUT.until, bad);
    return;
  }
  await submitted.ack();
  const itemId = submitted.view.private_metadata;
  const channelId = room.places.take(placeKey(itemId, submitted.body.user.id));
  const work = async (): Promise<Message | null> => {
    const actor = actorIn(submitted, channelId);
    const outcome = await room.cleanup.signOff({ itemId, actor, text, how, until });
    return outcome.kind === 'refused' ? refusalMessage(outcome) : null;
  };
  const message = await workOn(room, 'signing off', work());
  if (message !== null) await tell(room, submitted, channelId, message);
}
