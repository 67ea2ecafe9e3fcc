import type { Actor } from '../../lifecycle/ports.ts';
import type { Provider } from '../../lifecycle/task.ts';
import {
  brakeRefusalMessage,
  frozenMessage,
  needsReasonMessage,
  thawedMessage,
  typeEverythingMessage,
} from '../messages/brake-answer.ts';
import type { Message } from '../messages/message.ts';
import { standingMessage } from '../messages/standing.ts';
import type { Room } from '../room.ts';
import { holdCommand, unholdCommand } from './hold.ts';
import type { TypedBrake } from './parse-brakes.ts';

async function freezeCommand(
  room: Room,
  { everything, reason }: Extract<TypedBrake, { kind: 'freeze' }>,
  actor: Actor,
): Promise<Message> {
  if (!everything) return typeEverythingMessage('freeze');
  if (reason === null) return needsReasonMessage('A freeze', null, 'freeze everything because REASON');
  const outcome = await room.brakes.freeze({ actor, because: reason });
  return outcome.kind === 'refused' ? brakeRefusalMessage(outcome.why) : frozenMessage();
}

async function unfreezeCommand(room: Room, everything: boolean, actor: Actor): Promise<Message> {
  if (!everything) return typeEverythingMessage('unfreeze');
  const outcome = await room.brakes.unfreeze({ actor });
  return outcome.kind === 'refused' ? brakeRefusalMessage(outcome.why) : thawedMessage();
}

/** Does what was typed to a brake, and returns the one answer. What is missing is asked for, and nothing is done. */
export async function brakeCommand(
  room: Room,
  scope: Provider | null,
  typed: Exclude<TypedBrake, { kind: 'missing-task' }>,
  actor: Actor,
): Promise<Message> {
  switch (typed.kind) {
    case 'hold':
      return holdCommand(room, scope, typed, actor);
    case 'unhold':
      return unholdCommand(room, scope, typed.task, actor);
    case 'freeze':
      return freezeCommand(room, typed, actor);
    case 'unfreeze':
      return unfreezeCommand(room, typed.everything, actor);
    case 'holds':
      return standingMessage(await room.brakes.standing(), scope);
  }
}
