import { evidenceMessage } from '../messages/evidence.ts';
import { type Message, say } from '../messages/message.ts';
import { answer } from '../reply.ts';
import type { Room } from '../room.ts';
import { actorOf, type Click, idOn } from './click.ts';

/** Shows what the audit log has of an ending to the person who pressed. Open to whoever may read. */
export async function showEvidence(room: Room, click: Click): Promise<void> {
  const ending = idOn(click);
  const work = async (): Promise<Message> => {
    const may = await room.lifecycle.mayRead(actorOf(click));
    if (!may.allowed) return say([may.why], ['Ask a full member to look. Nothing was changed.']);
    return evidenceMessage(ending, await room.evidence(ending));
  };
  await answer(room, click.respond, 'showing the evidence', work);
}
