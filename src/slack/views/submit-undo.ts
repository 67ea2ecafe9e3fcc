import { INPUT } from '../ids.ts';
import { refusalMessage } from '../messages/cleanup-refusal.ts';
import { say } from '../messages/message.ts';
import { cut } from '../messages/rich.ts';
import type { Room } from '../room.ts';
import { actorIn, inputOrNull, objectOn, placeKey, type Submitted, tell, workOn } from './submitted.ts';

/** Puts the old value of a removal back; the reason is needed, and asked for while the modal is open. */
export async function submitUndo(room: Room, submitted: Submitted): Promise<void> {
  const reason = inputOrNull(submitted, INPUT.reason);
  if (reason === null) {
    await objectOn(submitted, INPUT.reason, 'A reason is needed to put it back.');
    return;
  }
  await submitted.ack();
  const itemId = submitted.view.private_metadata;
  const channelId = room.places.take(placeKey(itemId, submitted.body.user.id));
  const work = async () => {
    const outcome = await room.cleanup.undo({ itemId, actor: actorIn(submitted, channelId), reason });
    return outcome.kind === 'refused' ? refusalMessage(outcome) : say([cut(outcome.words, 800)]);
  };
  await tell(room, submitted, channelId, await workOn(room, 'putting back', work()));
}
