import type { RemovalObjection } from '../../cleanup/outcome.ts';
import type { ConfirmRemovalInput } from '../../cleanup/removing/confirm-removal.ts';
import { INPUT } from '../ids.ts';
import type { Message } from '../messages/message.ts';
import { removalMessage } from '../messages/removal.ts';
import { explainFailure } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorIn, inputOrNull, objectOn, placeKey, type Submitted, tell, workOn } from './submitted.ts';

/** Does the modal ask for a reason that must be given? */
function needsReason({ view }: Submitted): boolean {
  return view.blocks.some(
    (block) =>
      block.type === 'input' &&
      block.block_id === INPUT.reason &&
      !('optional' in block && block.optional === true),
  );
}

/** What must be said before the modal closes; a failure is a message, and closes it. */
async function objectionTo(
  room: Room,
  input: ConfirmRemovalInput,
): Promise<RemovalObjection | { readonly kind: 'broke'; readonly message: Message } | null> {
  try {
    return await room.cleanup.precheckRemoval(input);
  } catch (error) {
    return { kind: 'broke', message: explainFailure(room.log, 'checking a removal', error) };
  }
}

/**
 * Carries out what was shown. A wrong name and a missing reason are said while the modal is open; everything else
 * comes after it has closed, for a removal may take minutes.
 */
export async function submitRemoval(room: Room, submitted: Submitted): Promise<void> {
  const id = submitted.view.private_metadata;
  const place = placeKey(id, submitted.body.user.id);
  const channelId = room.places.look(place);
  const typed = { name: inputOrNull(submitted, INPUT.name), reason: inputOrNull(submitted, INPUT.reason) };
  const input: ConfirmRemovalInput = { id, actor: actorIn(submitted, channelId), typed };
  const objection = await objectionTo(room, input);
  if (objection?.kind === 'wrong-name') {
    await objectOn(
      submitted,
      INPUT.name,
      `That is not ${objection.title.slice(0, 250)}. Nothing has happened.`,
    );
    return;
  }
  if (typed.reason === null && needsReason(submitted)) {
    await objectOn(submitted, INPUT.reason, 'Who else needs it is not known for sure: say why it is right.');
    return;
  }
  await submitted.ack();
  room.places.take(place);
  if (objection !== null) {
    const message = objection.kind === 'broke' ? objection.message : removalMessage(objection);
    await tell(room, submitted, channelId, message);
    return;
  }
  const work = async () => removalMessage(await room.cleanup.confirmRemoval(input));
  await tell(room, submitted, channelId, await workOn(room, 'removing', work()));
}
