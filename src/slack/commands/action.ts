import type { Actor } from '../../lifecycle/ports.ts';
import { type Schedule, scheduleObjection } from '../../lifecycle/schedule/schedule.ts';
import type { Provider } from '../../lifecycle/task.ts';
import { requestMessage } from '../messages/answer.ts';
import type { Message } from '../messages/message.ts';
import { timeRefusalMessage } from '../messages/schedule-answer.ts';
import { aboutRequest } from '../offers/about.ts';
import { offer } from '../offers/offer.ts';
import type { Room } from '../room.ts';
import type { Typed } from './parse.ts';
import { typedTime } from './typed-time.ts';

type TypedAction = Extract<Typed, { kind: 'action' }>;

/** Keeps a typed reason and time for the buttons of the answer, so that a choice between tasks loses neither. */
function keepSaid(room: Room, reason: string | null, schedule: Schedule | null): string | null {
  if (reason === null && schedule === null) return null;
  const id = room.newId(schedule === null ? 'r' : 's');
  room.said.keep(id, { reason, schedule });
  return id;
}

/** Asks for the plan of what was typed; a time that is none, or that the action cannot have, is refused first. */
export async function actionCommand(
  room: Room,
  scope: Provider | null,
  typed: TypedAction,
  actor: Actor,
): Promise<Message> {
  const { action, reason, task: words } = typed;
  const time = typed.when === undefined ? null : await typedTime(room, typed.when, actor);
  const refuse = (why: string) => timeRefusalMessage(why, scope, action, `${words} ${behind(typed)}`);
  if (typeof time === 'string') return refuse(time);
  const wrong = time === null ? null : scheduleObjection(action, time, room.now());
  if (wrong !== null) return refuse(wrong);
  const outcome = await room.lifecycle.request({
    action,
    reason,
    actor,
    target: { kind: 'words', words, scope },
    schedule: time,
  });
  const message = requestMessage(outcome, keepSaid(room, reason, time));
  return offer(room, actor, message, aboutRequest(outcome));
}

/** The time as it was typed behind the task. */
function behind({ when = '' }: TypedAction): string {
  return /^in\s/i.test(when) ? when : `at ${when}`;
}
