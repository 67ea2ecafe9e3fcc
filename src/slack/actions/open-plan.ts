import type {
  AllMiddlewareArgs,
  BlockAction,
  SlackActionMiddlewareArgs,
  StaticSelectAction,
} from '@slack/bolt';
import type { PlanOutcome } from '../../lifecycle/outcome.ts';
import { type Purpose, readPurpose } from '../../lifecycle/purpose.ts';
import { objectionMessage } from '../messages/objection.ts';
import { planMessage } from '../messages/plan.ts';
import { aboutOpenPlan } from '../offers/about.ts';
import { offer } from '../offers/offer.ts';
import { answer } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorOf, type Click, idOn, isEphemeral } from './click.ts';
import { endsPlan } from './confirm.ts';

/** A choice from the menu of a plan. */
export type Choice = SlackActionMiddlewareArgs<BlockAction<StaticSelectAction>> & AllMiddlewareArgs;

/** The purpose and the plan that an option stands for, e.g. "cut-over:c1"; `null` where it is none of ours. */
export function readChoice(value: string): { readonly purpose: Purpose; readonly id: string } | null {
  const at = value.indexOf(':');
  const purpose = readPurpose(value.slice(0, Math.max(at, 0)));
  return purpose === undefined ? null : { purpose, id: value.slice(at + 1) };
}

/** Answers with the plan as it is by now, in the place of the old one; an objection leaves a plan that is still good. */
async function showInPlace(
  room: Room,
  click: Click | Choice,
  what: string,
  work: Promise<PlanOutcome>,
): Promise<void> {
  let replace = false;
  const message = async () => {
    const outcome = await work;
    replace = isEphemeral(click) && (outcome.kind === 'plan' || endsPlan(outcome));
    const shown =
      outcome.kind === 'objection'
        ? objectionMessage(outcome.objection)
        : planMessage(outcome.plan, outcome.confirmation, [], room.now());
    return offer(room, actorOf(click), shown, aboutOpenPlan(outcome));
  };
  await answer(room, click.respond, what, message, () => replace);
}

/** "Look again": the same plan with what is known by now. */
export async function refreshPlan(room: Room, click: Click): Promise<void> {
  const input = { id: idOn(click), actor: actorOf(click) };
  await showInPlace(room, click, 'looking again at a plan', room.lifecycle.lookAgain(input));
}

/** "Writes are stopped": who says so and when goes on record, and the task is read at once. */
export async function sayWritesStopped(room: Room, click: Click): Promise<void> {
  const input = { id: idOn(click), actor: actorOf(click) };
  await showInPlace(
    room,
    click,
    'saying that writes are stopped',
    room.lifecycle.declareWritesStopped(input),
  );
}

/** Why the task is ended, chosen from the menu of its plan. */
export async function choosePurpose(room: Room, choice: Choice): Promise<void> {
  const chosen = readChoice(choice.action.selected_option.value);
  const work: Promise<PlanOutcome> =
    chosen === null
      ? Promise.resolve({ kind: 'objection', objection: { kind: 'unknown' } })
      : room.lifecycle.choosePurpose({ ...chosen, actor: actorOf(choice) });
  await showInPlace(room, choice, 'choosing the purpose of a plan', work);
}
