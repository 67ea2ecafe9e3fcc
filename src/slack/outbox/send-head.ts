import type { Row } from '../../lifecycle/ports.ts';
import { type Announcement, OUTBOX } from '../../lifecycle/rows.ts';
import { METADATA } from '../ids.ts';
import { headMessage } from '../messages/head.ts';
import type { Letter } from './letter.ts';
import { CHANNEL_GONE, postOnce } from './post-once.ts';
import type { SenderPorts, Sent } from './sender-ports.ts';
import { slackProblem } from './slack-answer.ts';

/** Posts the day's head of the audit log, once. A channel that takes no messages gets none: standard output has it. */
export async function sendHead(
  ports: SenderPorts,
  row: Row<Letter>,
  letter: Extract<Announcement, { what: 'head' }>,
): Promise<{ row: Row<Letter>; sent: Sent }> {
  const mark = { eventType: METADATA.head, field: 'day', value: letter.day };
  try {
    return await postOnce(ports, row, letter.id, { mark, message: headMessage(letter), thread: null });
  } catch (error) {
    const problem = slackProblem(error);
    if (problem.kind !== 'said-no' || !CHANNEL_GONE.has(problem.error)) throw error;
    const facts = { channel: letter.id, error: problem.error };
    ports.log.error('the channel does not take messages; the head of the audit log is left out', facts);
    const current = await ports.store.read<Letter>(OUTBOX, row.id);
    return { row: current ?? row, sent: { kind: 'done', posted: null } };
  }
}
