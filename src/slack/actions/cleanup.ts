import { itemMessage } from '../messages/checklist.ts';
import { say } from '../messages/message.ts';
import { whyParts } from '../messages/who-may.ts';
import { explainFailure, whisper } from '../reply.ts';
import type { Room } from '../room.ts';
import { signOffView } from '../views/sign-off-view.ts';
import { actorOf, type Click, idOn } from './click.ts';

/** Shows what to type or to look for, to the person who pressed. */
export async function showItem(room: Room, click: Click): Promise<void> {
  const itemId = idOn(click);
  const checklist = await room.cleanup.read(itemId.slice(0, itemId.lastIndexOf('.')));
  const item = checklist?.items.find((candidate) => candidate.id === itemId);
  const message =
    item === undefined
      ? say(['I no longer hold this item. The audit log has what became of it.'])
      : itemMessage(item);
  await whisper(click.respond, room.log, message);
}

/** Asks for the line of text that signs an item off. Who may not is told so, and no modal opens. */
export async function signOffItem(room: Room, click: Click): Promise<void> {
  try {
    const may = await room.cleanup.maySignOff(idOn(click), actorOf(click));
    if ('why' in may) {
      await whisper(click.respond, room.log, say(whyParts(may.why), ['Nothing was changed.']));
      return;
    }
    const { channelId, userId } = actorOf(click);
    if (channelId !== null) room.places.keep(`${may.item.id}/${userId}`, channelId);
    await click.client.views.open({
      trigger_id: click.body.trigger_id,
      view: signOffView(may.checklist, may.item),
    });
  } catch (error) {
    await whisper(click.respond, room.log, explainFailure(room.log, 'opening the sign-off', error));
  }
}
