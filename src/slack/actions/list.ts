import { listPage } from '../commands/run.ts';
import { say } from '../messages/message.ts';
import { typedCommand } from '../messages/typed-command.ts';
import { answer } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorOf, type Click, idOn, isEphemeral } from './click.ts';

/** The next page of a list, read afresh. */
export async function nextPage(room: Room, click: Click): Promise<void> {
  const page = room.lists.look(idOn(click));
  const work = async () => {
    if (page?.kind !== 'tasks')
      return say(['That list is old. Type ', typedCommand(null, 'list'), ' for a fresh one.']);
    const actor = actorOf(click);
    const may = await room.lifecycle.mayRead(actor);
    return may.allowed ? listPage(room, page.scope, page.words, page.page, actor) : say([may.why]);
  };
  await answer(room, click.respond, 'next page', work, page !== null && isEphemeral(click));
}
