import type { ModalView } from '@slack/types';
import { checklistIdOf, type Item } from '../../cleanup/checklist/checklist.ts';
import { whyNoUndo } from '../../cleanup/undoing/undo.ts';
import { refusalMessage } from '../messages/cleanup-refusal.ts';
import { itemMessage } from '../messages/item.ts';
import { type Message, say } from '../messages/message.ts';
import { answer, explainFailure, whisper } from '../reply.ts';
import { momentOf, type Room } from '../room.ts';
import { removalView } from '../views/removal-view.ts';
import { signOffView } from '../views/sign-off-view.ts';
import { placeKey } from '../views/submitted.ts';
import { undoView } from '../views/undo-view.ts';
import { actorOf, type Click, idOn } from './click.ts';

async function itemOf(room: Room, itemId: string): Promise<Item | null> {
  const checklist = await room.cleanup.read(checklistIdOf(itemId));
  return checklist?.items.find((candidate) => candidate.id === itemId) ?? null;
}

/** Shows what to type or to look for, and what was there before a removal, to the person who pressed. */
export async function showItem(room: Room, click: Click): Promise<void> {
  const work = async (): Promise<Message> => {
    const may = await room.lifecycle.mayRead(actorOf(click));
    if (!may.allowed) return say([may.why], ['Ask a full member to look. Nothing was changed.']);
    const item = await itemOf(room, idOn(click));
    return item === null
      ? say(['I no longer hold this item. The audit log has what became of it.'])
      : itemMessage(item);
  };
  await answer(room, click.respond, 'showing an item', work);
}

/** A form that may open, with the id it is sent back under; or what is said instead. */
type Form = { readonly view: ModalView; readonly id: string } | { readonly said: Message };

/**
 * Opens a form, or says why not. A trigger lives for three seconds, so `form` must be quick; the channel is kept for
 * the answer after it.
 */
async function openForm(room: Room, click: Click, what: string, form: () => Promise<Form>): Promise<void> {
  try {
    const made = await form();
    if ('said' in made) {
      await whisper(click.respond, room.log, made.said);
      return;
    }
    const { channelId, userId } = actorOf(click);
    if (channelId !== null) room.places.keep(placeKey(made.id, userId), channelId);
    await click.client.views.open({ trigger_id: click.body.trigger_id, view: made.view });
  } catch (error) {
    await whisper(click.respond, room.log, explainFailure(room.log, what, error));
  }
}

/** Asks for the line of text that signs an item off. Who may not is told so, and no modal opens. */
export async function signOffItem(room: Room, click: Click): Promise<void> {
  await openForm(room, click, 'opening the sign-off', async () => {
    const may = await room.cleanup.mayWorkOn('sign-off', idOn(click), actorOf(click));
    if (may.kind === 'refused') return { said: refusalMessage(may) };
    return { view: signOffView(may.checklist, may.item), id: may.item.id };
  });
}

async function askRemoval(
  room: Room,
  click: Click,
  about: { checklistId: string; itemId: string | null },
): Promise<void> {
  await openForm(room, click, 'opening the removal', async () => {
    const outcome = await room.cleanup.askRemoval({ ...about, actor: actorOf(click) });
    if (outcome.kind === 'refused') return { said: refusalMessage(outcome) };
    return { view: removalView(outcome.ask, momentOf(room)), id: outcome.ask.id };
  });
}

/** Shows exactly what the removal of one item would change, and asks. Changes nothing. */
export async function removeItem(room: Room, click: Click): Promise<void> {
  const itemId = idOn(click);
  await askRemoval(room, click, { checklistId: checklistIdOf(itemId), itemId });
}

/** Shows exactly what the removal of every safe item would change, and asks. Changes nothing. */
export async function removeAll(room: Room, click: Click): Promise<void> {
  await askRemoval(room, click, { checklistId: idOn(click), itemId: null });
}

/** Asks why a removal is put back. What cannot be put back any more is said, and no modal opens. */
export async function undoItem(room: Room, click: Click): Promise<void> {
  await openForm(room, click, 'opening the undo', async () => {
    const may = await room.cleanup.mayWorkOn('undo', idOn(click), actorOf(click));
    if (may.kind === 'refused') return { said: refusalMessage(may) };
    const { item, checklist } = may;
    const braked = await room.brakes.against(checklist.task);
    if (braked !== null) return { said: refusalMessage({ why: braked }) };
    const moment = momentOf(room);
    const why = whyNoUndo(item, moment.now, moment.undoMs);
    if (why !== null || item.removal === null)
      return { said: refusalMessage({ why: why ?? 'I have removed nothing here.' }) };
    return { view: undoView(checklist, item, item.removal, moment), id: item.id };
  });
}
