import { type Hold, isSameTask } from '../../brakes/hold.ts';
import { type Actor, ProviderError } from '../../lifecycle/ports.ts';
import { namesTask, type Provider, type Task } from '../../lifecycle/task.ts';
import {
  brakeRefusalMessage,
  chooseHoldMessage,
  heldMessage,
  liftedMessage,
  needsReasonMessage,
  notOnHoldMessage,
} from '../messages/brake-answer.ts';
import { nothingMeantMessage } from '../messages/cleanup-answer.ts';
import type { Message } from '../messages/message.ts';
import type { Room } from '../room.ts';
import { meaningsOf } from './meant.ts';
import type { TypedBrake } from './parse-brakes.ts';
import { typedTime } from './typed-time.ts';

type TypedHold = Extract<TypedBrake, { kind: 'hold' }>;

/** A brake works while a cloud is silent: then the task counts as it was found. */
async function lookOrTake(room: Room, task: Task): Promise<Task> {
  try {
    return await room.lifecycle.look(task);
  } catch (error) {
    if (error instanceof ProviderError) return task;
    throw error;
  }
}

/** One of each task: the two directions of one count as one. */
function distinct(tasks: readonly Task[]): readonly Task[] {
  return tasks.filter((task, at) => !tasks.slice(0, at).some((earlier) => isSameTask(earlier, task)));
}

/** Puts a task on hold that is named by id or name, alive, over, or remembered only. */
export async function holdCommand(
  room: Room,
  scope: Provider | null,
  typed: TypedHold,
  actor: Actor,
): Promise<Message> {
  const { task: words, reason } = typed;
  const until = typed.until === null ? null : await typedTime(room, typed.until, actor);
  if (typeof until === 'string') return brakeRefusalMessage(until);
  const again = `hold ${words}${typed.until === null ? '' : ` until ${typed.until}`} because`;
  if (reason === null) return needsReasonMessage('A hold', scope, `${again} REASON`);
  const { meant, looked } = await meaningsOf(room, scope, words);
  const tasks = distinct(meant.map(({ task }) => task).filter((task) => namesTask(task, words)));
  const [only] = tasks;
  if (only === undefined) return nothingMeantMessage(words, looked);
  if (tasks.length > 1) {
    const behind = `${typed.until === null ? '' : ` until ${typed.until}`} because ${reason}`;
    return chooseHoldMessage(words, tasks, (task) => `hold ${task.taskId}${behind}`);
  }
  const task = await lookOrTake(room, only);
  const outcome = await room.brakes.hold({ actor, task, until, because: reason });
  if (outcome.kind === 'refused') return brakeRefusalMessage(outcome.why);
  return heldMessage(outcome.hold);
}

/** Is the hold on a task of this id or name, in either direction? */
function isMeant({ task, taskIds }: Hold, words: string): boolean {
  return namesTask(task, words) || taskIds.some((taskId) => namesTask({ ...task, taskId }, words));
}

/** Takes a hold off, whether or not a cloud still lists its task. */
export async function unholdCommand(
  room: Room,
  scope: Provider | null,
  words: string,
  actor: Actor,
): Promise<Message> {
  const { holds } = await room.brakes.standing();
  const meant = holds.filter(
    (hold) => (scope === null || hold.task.provider === scope) && isMeant(hold, words),
  );
  const [only] = meant;
  if (only === undefined) return notOnHoldMessage(words);
  if (meant.length > 1)
    return chooseHoldMessage(
      words,
      meant.map(({ task }) => task),
      (task) => `unhold ${task.taskId}`,
    );
  const outcome = await room.brakes.unhold({ id: only.id, actor });
  return outcome.kind === 'refused' ? brakeRefusalMessage(outcome.why) : liftedMessage(only);
}
