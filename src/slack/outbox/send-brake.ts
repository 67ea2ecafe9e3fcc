import type { Row } from '../../lifecycle/ports.ts';
import { type Announcement, OUTBOX } from '../../lifecycle/rows.ts';
import { METADATA } from '../ids.ts';
import { brakeNewsMessage } from '../messages/brake-news.ts';
import type { Letter } from './letter.ts';
import { CHANNEL_GONE, postOnce } from './post-once.ts';
import type { SenderPorts, Sent } from './sender-ports.ts';
import { slackProblem } from './slack-answer.ts';

/**
 * A new message in a channel: a brake was put on, taken off, or is over. A channel that takes no messages gets none;
 * the brake counts all the same.
 */
export async function sendBrake(
  ports: SenderPorts,
  row: Row<Letter>,
  letter: Extract<Announcement, { what: 'brake' }>,
): Promise<{ row: Row<Letter>; sent: Sent }> {
  const mark = { eventType: METADATA.brake, field: 'brake', value: row.id };
  try {
    const message = brakeNewsMessage(letter.news);
    return await postOnce(ports, row, letter.id, { mark, message, thread: null });
  } catch (error) {
    const problem = slackProblem(error);
    if (problem.kind !== 'said-no' || !CHANNEL_GONE.has(problem.error)) throw error;
    const facts = { channel: letter.id, error: problem.error };
    ports.log.error('the channel does not take messages; it is not told of a brake', facts);
    const current = await ports.store.read<Letter>(OUTBOX, row.id);
    return { row: current ?? row, sent: { kind: 'done', posted: null } };
  }
}
