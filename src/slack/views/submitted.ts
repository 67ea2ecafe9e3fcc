import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import type { Actor } from '../../lifecycle/ports.ts';
import type { Message } from '../messages/message.ts';
import { explainFailure } from '../reply.ts';
import type { Room } from '../room.ts';

/** A modal that a person has sent in. */
export type Submitted = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

function stateOf({ view }: Pick<Submitted, 'view'>, id: string) {
  return view.state.values[id]?.[id];
}

/** What was typed; empty where the modal has no such input. */
export function input(submitted: Pick<Submitted, 'view'>, id: string): string {
  return stateOf(submitted, id)?.value ?? '';
}

/** What was typed, without outer blanks; `null` where nothing was, or the modal has no such input. */
export function inputOrNull(submitted: Pick<Submitted, 'view'>, id: string): string | null {
  const text = input(submitted, id).trim();
  return text === '' ? null : text;
}

/** The value of the option that was chosen. */
export function chosen(submitted: Pick<Submitted, 'view'>, id: string): string | null {
  return stateOf(submitted, id)?.selected_option?.value ?? null;
}

/** The day that was chosen, YYYY-MM-DD. */
export function day(submitted: Pick<Submitted, 'view'>, id: string): string | null {
  return stateOf(submitted, id)?.selected_date ?? null;
}

export function actorIn(submitted: Pick<Submitted, 'body'>, channelId: string | null): Actor {
  const { user, team } = submitted.body;
  return { userId: user.id, teamId: user.team_id ?? team?.id ?? null, channelId };
}

/** Under which key the channel is kept in which a person opened a form. */
export function placeKey(id: string, userId: string): string {
  return `${id}/${userId}`;
}

/** Tells one person something after a modal has closed; a direct message where there is no channel to whisper in. */
export async function tell(
  room: Room,
  submitted: Pick<Submitted, 'body' | 'client'>,
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

/** Keeps the modal open with an error on one of its inputs. */
export async function objectOn(
  submitted: Pick<Submitted, 'ack'>,
  inputId: string,
  error: string,
): Promise<void> {
  await submitted.ack({ response_action: 'errors', errors: { [inputId]: error.slice(0, 300) } });
}

/** Work behind a form that has closed: a stop waits for it, and a failure becomes a sentence. */
export function workOn<Answer>(room: Room, what: string, work: Promise<Answer>): Promise<Answer | Message> {
  return room.running.track(work).catch((error: unknown) => explainFailure(room.log, what, error));
}
