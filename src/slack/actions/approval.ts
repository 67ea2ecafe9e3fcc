import type { ApprovalOutcome } from '../../lifecycle/outcome.ts';
import { type Message, say } from '../messages/message.ts';
import { endingWords } from '../messages/state-words.ts';
import { titleWithDirection } from '../messages/task-lines.ts';
import { agreedLines } from '../messages/waiting.ts';
import { endingWhy, whyParts } from '../messages/who-may.ts';
import { answer, explainFailure, whisper } from '../reply.ts';
import type { Room } from '../room.ts';
import { rejectView } from '../views/reject-view.ts';
import { actorOf, type Click, idOn } from './click.ts';

/** What became of an approval, for the person who pressed; the channel message shows it to all. */
export function approvalMessage(outcome: ApprovalOutcome): Message {
  if (outcome.kind === 'refused') return say(whyParts(outcome.why), ['Nothing was changed by this press.']);
  const { ending } = outcome;
  const { state } = ending;
  const counted = outcome.kind === 'not-counted' ? 'Your agreement was not counted.' : 'Recorded.';
  const why = ending.why === null ? [] : [endingWhy(state, ending.why)];
  const waits = state === 'awaiting-approval' ? agreedLines({ approvals: [], lost: ending.lost ?? [] }) : [];
  return say([`${counted} ${titleWithDirection(ending.task)}: ${endingWords(ending)}.`], ...why, ...waits);
}

/** Agrees, and with the last agreement that is needed ends now. */
export async function approveEnding(room: Room, click: Click): Promise<void> {
  const input = { id: idOn(click), actor: actorOf(click) };
  await answer(room, click.respond, 'approving', async () =>
    approvalMessage(await room.lifecycle.approve(input)),
  );
}

/** Asks for the reason of a no. Who may not say no is told so, and no modal opens. */
export async function rejectEnding(room: Room, click: Click): Promise<void> {
  try {
    const may = await room.lifecycle.mayReject({ id: idOn(click), actor: actorOf(click) });
    if ('why' in may) {
      await whisper(click.respond, room.log, say(whyParts(may.why), ['Nothing was changed.']));
      return;
    }
    await click.client.views.open({ trigger_id: click.body.trigger_id, view: rejectView(may.ending) });
  } catch (error) {
    await whisper(click.respond, room.log, explainFailure(room.log, 'opening the rejection', error));
  }
}

/** Takes a waiting ending back. */
export async function withdrawEnding(room: Room, click: Click): Promise<void> {
  const input = { id: idOn(click), actor: actorOf(click) };
  await answer(room, click.respond, 'withdrawing', async () =>
    approvalMessage(await room.lifecycle.withdraw(input)),
  );
}
