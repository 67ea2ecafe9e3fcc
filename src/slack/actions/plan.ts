import { planLinesOf } from '../../lifecycle/plan.ts';
import type { RequestInput, Target } from '../../lifecycle/target.ts';
import { ACTIONS, type Action } from '../../lifecycle/task.ts';
import { carriesTime, requestMessage } from '../messages/answer.ts';
import { type Message, say } from '../messages/message.ts';
import { sharedPlanMessage } from '../messages/plan.ts';
import { typedCommand } from '../messages/typed-command.ts';
import { answer, explainFailure, whisper } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorOf, type Click, idOn, isEphemeral } from './click.ts';

function isAction(word: string): word is Action {
  return ACTIONS.some((action) => action === word);
}

/** The id of what was said before, behind a plan button's value, and the value without it. */
function splitSaid(value: string): { plan: string; saidId: string | null } {
  const match = /^(.*)#([rs][0-9a-z]+)$/su.exec(value);
  return { plan: match?.[1] ?? value, saidId: match?.[2] ?? null };
}

/** A time that is forgotten must not become "now". */
const TIME_FORGOTTEN = say(
  ['I no longer hold the time that you gave: I was started again since. Ask once more, with the time.'],
  ['Nothing was changed.'],
);

/** What a plan button stands for: "terminate:<task key>", or "again:<confirmation id>". */
export function readPlanId(value: string): { action: Action; target: Target } | null {
  const at = value.indexOf(':');
  const [word, rest] = [value.slice(0, Math.max(at, 0)), value.slice(at + 1)];
  if (word === 'again' && rest !== '')
    return { action: 'terminate', target: { kind: 'again', confirmationId: rest } };
  if (!isAction(word) || rest === '') return null;
  return { action: word, target: { kind: 'key', key: rest } };
}

/** Shows another plan to the person who pressed; changes nothing. */
export async function requestPlan(room: Room, click: Click): Promise<void> {
  const { plan, saidId } = splitSaid(idOn(click));
  const read = readPlanId(plan);
  const said = saidId === null ? null : room.said.look(saidId);
  const work = async (): Promise<Message> => {
    if (read === null)
      return say(
        ['I do not know this button. Type ', typedCommand(null, 'list'), ' for a fresh one.'],
        ['Nothing was changed.'],
      );
    if (said === null && carriesTime(saidId)) return TIME_FORGOTTEN;
    const { reason, schedule } = said ?? { reason: null, schedule: null };
    const input: RequestInput = { ...read, actor: actorOf(click), reason, schedule };
    return requestMessage(await room.lifecycle.request(input), saidId);
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
  const lines = planLinesOf(confirmation.action, confirmation.tasks, confirmation.readiness);
  try {
    const shared = sharedPlanMessage(confirmation, lines);
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
