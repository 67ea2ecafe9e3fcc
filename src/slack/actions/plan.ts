import { planLinesOf } from '../../lifecycle/plan.ts';
import { carriesTime, requestMessage } from '../messages/answer.ts';
import { type Message, say } from '../messages/message.ts';
import { sharedPlanMessage } from '../messages/plan.ts';
import { typedCommand } from '../messages/typed-command.ts';
import { aboutRequest } from '../offers/about.ts';
import { offer } from '../offers/offer.ts';
import { answer, explainFailure, whisper } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorOf, type Click, idOn, isEphemeral } from './click.ts';
import { readPlanButton } from './read-plan-button.ts';

/** A time that is forgotten must not become "now". */
const TIME_FORGOTTEN = say(
  ['I no longer hold the time that you gave: I was started again since. Ask once more, with the time.'],
  ['Nothing was changed.'],
);

/** Shows another plan to the person who pressed; changes nothing. */
export async function requestPlan(room: Room, click: Click): Promise<void> {
  const read = readPlanButton(idOn(click));
  const work = async (): Promise<Message> => {
    if (read === null)
      return say(
        ['I do not know this button. Type ', typedCommand(null, 'list'), ' for a fresh one.'],
        ['Nothing was changed.'],
      );
    const { action, target, saidId } = read;
    const said = saidId === null ? null : room.said.look(saidId);
    if (said === null && carriesTime(saidId)) return TIME_FORGOTTEN;
    const { reason, schedule } = said ?? { reason: null, schedule: null };
    const actor = actorOf(click);
    const outcome = await room.lifecycle.request({ action, target, actor, reason, schedule });
    return offer(room, actor, requestMessage(outcome, saidId), aboutRequest(outcome));
  };
  await answer(room, click.respond, 'plan button', work);
}

/** Shows the plan to everybody in the channel; only its owner can. */
export async function showPlanInChannel(room: Room, click: Click): Promise<void> {
  const confirmation = await room.lifecycle.confirmation(idOn(click));
  const actor = actorOf(click);
  if (confirmation === null || confirmation.requester.userId !== actor.userId) {
    await whisper(
      click.respond,
      room.log,
      say(['I no longer hold this plan. Ask for a new one. Nothing was changed.']),
    );
    return;
  }
  const lines = planLinesOf(confirmation.action, confirmation.tasks, confirmation.readiness, confirmation);
  try {
    const shared = sharedPlanMessage(confirmation, lines, room.now());
    await click.respond({ response_type: 'in_channel', replace_original: false, ...shared });
  } catch (error) {
    await whisper(click.respond, room.log, explainFailure(room.log, 'showing a plan in the channel', error));
  }
}

/** Puts a plan away. It would have changed nothing, and now it cannot be confirmed by mistake. */
export async function cancelPlan(room: Room, click: Click): Promise<void> {
  room.plans.take(idOn(click));
  await whisper(click.respond, room.log, say(['Put away. Nothing was changed.']), isEphemeral(click));
}
