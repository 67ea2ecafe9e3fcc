import { lookNowMessage } from '../messages/look-now.ts';
import { type Message, say } from '../messages/message.ts';
import { whyParts } from '../messages/who-may.ts';
import { answer } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorOf, type Click, idOn } from './click.ts';

/** Shows a waiting plan as it is now to the person who pressed, and what differs from what was shown. */
export async function lookNow(room: Room, click: Click): Promise<void> {
  const input = { id: idOn(click), actor: actorOf(click) };
  const work = async (): Promise<Message> => {
    const outcome = await room.lifecycle.lookNow(input);
    if (outcome.kind === 'refused') return say(whyParts(outcome.why), ['Nothing was changed.']);
    return lookNowMessage(outcome.now);
  };
  await answer(room, click.respond, 'looking at a waiting plan', work);
}
