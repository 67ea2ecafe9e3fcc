import type { AllMiddlewareArgs, App, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { ConfirmOutcome } from '../../lifecycle/outcome.ts';
import type { Actor } from '../../lifecycle/ports.ts';
import { approvalMessage } from '../actions/approval.ts';
import { confirmMessage, endsPlan } from '../actions/confirm.ts';
import { INPUT, VIEW } from '../ids.ts';
import { type Message, say } from '../messages/message.ts';
import { whyParts } from '../messages/who-may.ts';
import { explainFailure, whisper } from '../reply.ts';
import type { Room } from '../room.ts';

type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

function input(submitted: Submitted, id: string): string {
  return submitted.view.state.values[id]?.[id]?.value ?? '';
}

function actorIn(submitted: Submitted, channelId: string | null): Actor {
  const { user, team } = submitted.body;
  return { userId: user.id, teamId: user.team_id ?? team?.id ?? null, channelId };
}

/** Tells one person something after a modal has closed; a direct message where there is no channel to whisper in. */
async function tell(
  room: Room,
  submitted: Submitted,
  channelId: string | null,
  message: Message,
): Promise<void> {
  const userId = submitted.body.user.id;
  try {
    if (channelId === null) await submitted.client.chat.postMessage({ channel: userId, ...message });
    else await submitted.client.chat.postEphemeral({ channel: channelId, user: userId, ...message });
  } catch (error) {
    room.log.warn('an answer after a form was not taken', {
      error: error instanceof Error ? error.message : String(error),
    });
  }
}

/** The typed name is checked while the modal is open; everything else comes after it has closed. */
async function submitRequest(room: Room, submitted: Submitted): Promise<void> {
  const id = submitted.view.private_metadata;
  const confirmation = await room.lifecycle.confirmation(id);
  const channelId = confirmation?.requester.channelId ?? null;
  const actor = actorIn(submitted, channelId);
  const reason = input(submitted, INPUT.reason).trim();
  const typed = { name: input(submitted, INPUT.name), reason: reason === '' ? null : reason };
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
        ? await room.lifecycle.confirm({ id, actor, typed })
        : { kind: 'objection', objection };
    replace = endsPlan(outcome);
    return confirmMessage(outcome);
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

async function submitSignOff(room: Room, submitted: Submitted): Promise<void> {
  const text = input(submitted, INPUT.reason).trim();
  if (text === '') {
    await submitted.ack({
      response_action: 'errors',
      errors: { [INPUT.reason]: 'A line of text is needed: what was done, or why nothing is.' },
    });
    return;
  }
  await submitted.ack();
  const itemId = submitted.view.private_metadata;
  const channelId = room.places.take(`${itemId}/${submitted.body.user.id}`);
  const work = async (): Promise<Message | null> => {
    const outcome = await room.cleanup.signOff({ itemId, actor: actorIn(submitted, channelId), text });
    return outcome.kind === 'refused' ? say(whyParts(outcome.why), ['Nothing was changed.']) : null;
  };
  const message = await room.running
    .track(work())
    .catch((error) => explainFailure(room.log, 'signing off', error));
  if (message !== null) await tell(room, submitted, channelId, message);
}

/** The modals that people send in. */
export function registerViews(app: App, room: Room): void {
  app.view<ViewSubmitAction>(VIEW.request, (submitted) => submitRequest(room, submitted));
  app.view<ViewSubmitAction>(VIEW.reject, (submitted) => submitRejection(room, submitted));
  app.view<ViewSubmitAction>(VIEW.signOff, (submitted) => submitSignOff(room, submitted));
}
