import type { ConfirmOutcome } from '../../lifecycle/outcome.ts';
import { readPurpose, waivesReadiness } from '../../lifecycle/purpose.ts';
import { approvalMessage } from '../actions/approval.ts';
import { confirmMessage, endsPlan } from '../actions/confirm.ts';
import { INPUT, VIEW, type ViewId } from '../ids.ts';
import type { Message } from '../messages/message.ts';
import { aboutConfirm } from '../offers/about.ts';
import { offer } from '../offers/offer.ts';
import { explainFailure, whisper } from '../reply.ts';
import type { Room } from '../room.ts';
import { tickedIn } from './known-boxes.ts';
import { submitRemoval } from './submit-removal.ts';
import { submitSignOff } from './submit-sign-off.ts';
import { submitUndo } from './submit-undo.ts';
import { actorIn, chosen, input, objectOn, type Submitted, tell } from './submitted.ts';

/** The typed name is checked while the modal is open; everything else comes after it has closed. */
async function submitRequest(room: Room, submitted: Submitted): Promise<void> {
  const id = submitted.view.private_metadata;
  const confirmation = await room.lifecycle.confirmation(id);
  const channelId = confirmation?.requester.channelId ?? null;
  const actor = actorIn(submitted, channelId);
  const reason = input(submitted, INPUT.reason).trim();
  const asksName = submitted.view.state.values[INPUT.name] !== undefined;
  const name = asksName ? input(submitted, INPUT.name) : null;
  const typed = { name, reason: reason === '' ? null : reason };
  const { known, all } = tickedIn(submitted);
  const purpose = readPurpose(chosen(submitted, INPUT.purpose));
  if (!all && !waivesReadiness(purpose, confirmation?.readinessRule ?? 'shown')) {
    await objectOn(submitted, INPUT.know, 'Tick each of them, or cancel. Nothing has happened.');
    return;
  }
  const objection = await room.lifecycle.precheck({ id, actor, typed });
  if (objection?.kind === 'wrong-name') {
    await submitted.ack({
      response_action: 'errors',
      errors: { [INPUT.name]: `That is not ${objection.title}. Nothing has happened.`.slice(0, 300) },
    });
    return;
  }
  await submitted.ack();
  const respond = room.plans.take(id);
  let replace = false;
  const work = async (): Promise<Message> => {
    const outcome: ConfirmOutcome =
      objection === null
        ? await room.lifecycle.confirm({
            id,
            actor,
            typed,
            known,
            ...(purpose === undefined ? {} : { purpose }),
          })
        : { kind: 'objection', objection };
    replace = endsPlan(outcome);
    return offer(room, actor, confirmMessage(outcome), aboutConfirm(outcome));
  };
  const message = await room.running
    .track(work())
    .catch((error) => explainFailure(room.log, 'confirming', error));
  if (respond === null) await tell(room, submitted, channelId, message);
  else await whisper(respond, room.log, message, replace);
}

async function submitRejection(room: Room, submitted: Submitted): Promise<void> {
  await submitted.ack();
  const actor = actorIn(submitted, null);
  const work = async () =>
    approvalMessage(
      await room.lifecycle.reject({
        id: submitted.view.private_metadata,
        actor,
        reason: input(submitted, INPUT.reason),
      }),
    );
  const message = await room.running
    .track(work())
    .catch((error) => explainFailure(room.log, 'rejecting', error));
  await tell(room, submitted, null, message);
}

/** What becomes of each modal that is sent in; each acknowledges it itself. */
export const SUBMISSIONS: Readonly<Record<ViewId, (room: Room, submitted: Submitted) => Promise<void>>> = {
  [VIEW.request]: submitRequest,
  [VIEW.reject]: submitRejection,
  [VIEW.removal]: submitRemoval,
  [VIEW.undo]: submitUndo,
  [VIEW.signOff]: submitSignOff,
};
