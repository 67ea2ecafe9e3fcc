import type { Actor } from '../../lifecycle/ports.ts';
import { isOver, type Provider, type Task, titleOf } from '../../lifecycle/task.ts';
import { checklistMessage } from '../messages/checklist.ts';
import {
  chooseMessage,
  type Meant,
  nothingMeantMessage,
  notKnownMessage,
  notOverMessage,
  whichTaskMessage,
} from '../messages/cleanup-answer.ts';
import { refusalMessage } from '../messages/cleanup-refusal.ts';
import { type Message, say } from '../messages/message.ts';
import { undoableMessage } from '../messages/undoable.ts';
import { offer } from '../offers/offer.ts';
import { momentOf, type Room } from '../room.ts';
import { meaningsOf } from './meant.ts';

/** Its place has just said that it is over, or does not list it any more; an ending that waited for it is over too. */
async function openFor(room: Room, task: Task, actor: Actor): Promise<Message> {
  const may = await room.cleanup.mayOpen(task, actor);
  if (!may.allowed) return refusalMessage(may);
  const waited = await room.lifecycle.overElsewhere({ task, actor });
  if (waited === null) await room.cleanup.openByHand(task, actor);
  return say([`The checklist of ${titleOf(task)} is being posted in the channel.`]);
}

async function goOn(room: Room, meant: Meant, actor: Actor): Promise<Message> {
  switch (meant.kind) {
    case 'held':
      return offer(room, actor, checklistMessage(meant.checklist, momentOf(room)), {
        checklists: [meant.checklist],
      });
    case 'alive':
      return notOverMessage(meant.task);
    case 'not-known':
      return notKnownMessage(meant.task, meant.looked);
    case 'over':
      return openFor(room, meant.task, actor);
  }
}

/**
 * The checklist of a task that is over: the one there is, or a new one in the channel. The
 * words may be a task, or a database that one used.
 */
export async function cleanupCommand(
  room: Room,
  scope: Provider | null,
  words: string,
  actor: Actor,
): Promise<Message> {
  const { meant, looked } = await meaningsOf(room, scope, words);
  const [only] = meant;
  if (only === undefined) return nothingMeantMessage(words, looked);
  if (meant.length === 1) return goOn(room, only, actor);
  return chooseMessage(words, meant, looked);
}

/** The command alone: what is over, and what to type. A list of what runs would only lead astray here. */
export async function whichTask(room: Room, scope: Provider | null, verb: string): Promise<Message> {
  const { tasks, looked } = await room.lifecycle.list(scope);
  return whichTaskMessage(
    { scope, verb },
    tasks.filter(({ stage }) => isOver(stage)),
    looked,
  );
}

/** What was removed for a task or a database and can still be put back. */
export async function undoCommand(
  room: Room,
  scope: Provider | null,
  words: string,
  actor: Actor,
): Promise<Message> {
  const found = await room.cleanup.undoable(words);
  const inScope = found.filter(({ checklist }) => scope === null || checklist.task.provider === scope);
  const checklists = inScope.map(({ checklist }) => checklist);
  return offer(room, actor, undoableMessage(words, inScope, momentOf(room)), { checklists });
}
