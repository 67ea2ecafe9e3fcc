import { isFinal } from '../../lifecycle/ending.ts';
import type { ConfirmOutcome } from '../../lifecycle/outcome.ts';
import { type Message, say } from '../messages/message.ts';
import { objectionMessage } from '../messages/objection.ts';
import type { Line } from '../messages/rich.ts';
import { endingWords } from '../messages/state-words.ts';
import { titleWithDirection } from '../messages/task-lines.ts';
import { agreedLines } from '../messages/waiting.ts';
import { endingWhy } from '../messages/who-may.ts';
import { aboutConfirm } from '../offers/about.ts';
import { offer } from '../offers/offer.ts';
import { explainFailure, whisper } from '../reply.ts';
import type { Room } from '../room.ts';
import { requestView } from '../views/request-view.ts';
import { actorOf, type Click, idOn, isEphemeral } from './click.ts';

/** What became of a confirmation, for the person who confirmed; the channel message is the record. */
export function confirmMessage(outcome: ConfirmOutcome): Message {
  if (outcome.kind === 'objection') return objectionMessage(outcome.objection);
  const lines = outcome.endings.map((ending): Line => {
    const why = ending.why === null ? [] : [' ', ...endingWhy(ending.state, ending.why)];
    return [`${titleWithDirection(ending.task)}: ${endingWords(ending)}.`, ...why];
  });
  const goesOn = outcome.endings.some((ending) => !isFinal(ending.state));
  const where = goesOn ? 'The message in the channel follows it to its end.' : 'The channel has it as well.';
  const lost = outcome.endings.flatMap(({ state, lost }) =>
    state === 'awaiting-approval' ? (lost ?? []) : [],
  );
  return say(...lines, ...agreedLines({ approvals: [], lost }), [where]);
}

/** May the message that the plan was on be replaced by the outcome? Only a plan of one's own that is used up or void. */
export function endsPlan(outcome: ConfirmOutcome): boolean {
  if (outcome.kind === 'taken') return true;
  return (
    outcome.objection.kind === 'already' ||
    outcome.objection.kind === 'unknown' ||
    outcome.objection.kind === 'expired'
  );
}

/**
 * The button that confirms: under `type-name`, or where the task is not ready, it opens the modal (a trigger lives for three seconds, so nothing
 * slow comes before it), else it acts at once.
 */
export async function confirmPlan(room: Room, click: Click): Promise<void> {
  const id = idOn(click);
  const actor = actorOf(click);
  const confirmation = await room.lifecycle.confirmation(id);
  const facts = confirmation === null ? [] : room.lifecycle.factsAgainst(confirmation);
  if (confirmation !== null && (confirmation.confirm === 'type-name' || facts.length > 0)) {
    const objection = await room.lifecycle.precheck({ id, actor, typed: null });
    if (objection !== null) {
      // The plan stays where its owner may still press it: when a brake is lifted, or because it is another's.
      const stays = objection.kind === 'not-yours' || objection.kind === 'braked';
      const outcome: ConfirmOutcome = { kind: 'objection', objection };
      const message = await offer(room, actor, confirmMessage(outcome), aboutConfirm(outcome));
      await whisper(click.respond, room.log, message, !stays && isEphemeral(click));
      return;
    }
    room.plans.keep(id, click.respond);
    try {
      await click.client.views.open({
        trigger_id: click.body.trigger_id,
        view: requestView(confirmation, facts, room.now()),
      });
    } catch (error) {
      await whisper(click.respond, room.log, explainFailure(room.log, 'opening the confirmation', error));
    }
    return;
  }
  let replace = false;
  const work = async (): Promise<Message> => {
    const outcome = await room.lifecycle.confirm({ id, actor, typed: null });
    replace = endsPlan(outcome) && isEphemeral(click);
    return offer(room, actor, confirmMessage(outcome), aboutConfirm(outcome));
  };
  const message = await room.running
    .track(work())
    .catch((error) => explainFailure(room.log, 'confirming', error));
  await whisper(click.respond, room.log, message, replace);
}
