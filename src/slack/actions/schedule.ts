import { answer } from '../reply.ts';
import type { Room } from '../room.ts';
import { approvalMessage } from './approval.ts';
import { actorOf, type Click, idOn } from './click.ts';

/** Somebody says to be there for a scheduled end. */
export async function presentAtEnding(room: Room, click: Click): Promise<void> {
  const input = { id: idOn(click), actor: actorOf(click) };
  await answer(room, click.respond, 'saying to be here', async () =>
    approvalMessage(await room.lifecycle.sayPresent(input)),
  );
}

/** Stops a scheduled end before its time. */
export async function vetoEnding(room: Room, click: Click): Promise<void> {
  const input = { id: idOn(click), actor: actorOf(click) };
  await answer(room, click.respond, 'vetoing', async () => approvalMessage(await room.lifecycle.veto(input)));
}
