import { type Checklist, openItems } from '../../cleanup/checklist/checklist.ts';
import { CHECKLIST } from '../../cleanup/rows.ts';
import type { Row } from '../../lifecycle/ports.ts';
import { type Announcement, OUTBOX } from '../../lifecycle/rows.ts';
import { METADATA } from '../ids.ts';
import { digestMessage } from '../messages/digest.ts';
import type { Letter } from './letter.ts';
import { CHANNEL_GONE, postOnce } from './post-once.ts';
import type { SenderPorts, Sent } from './sender-ports.ts';
import { slackProblem } from './slack-answer.ts';

/**
 * A new message with the checklists of a channel that are still open; none where all were closed meanwhile. A channel
 * that takes no messages gets none: tomorrow has a reminder of its own.
 */
export async function sendDigest(
  ports: SenderPorts,
  row: Row<Letter>,
  letter: Extract<Announcement, { what: 'digest' }>,
): Promise<{ row: Row<Letter>; sent: Sent }> {
  const rows = await Promise.all(letter.checklists.map((id) => ports.store.read<Checklist>(CHECKLIST, id)));
  const open = rows.flatMap((held) =>
    held !== null && openItems(held.value).length > 0 ? [held.value] : [],
  );
  if (open.length === 0) return { row, sent: { kind: 'done', posted: null } };
  const mark = { eventType: METADATA.digest, field: 'digest', value: row.id };
  try {
    return await postOnce(ports, row, letter.id, { mark, message: digestMessage(open), thread: null });
  } catch (error) {
    const problem = slackProblem(error);
    if (problem.kind !== 'said-no' || !CHANNEL_GONE.has(problem.error)) throw error;
    const facts = { channel: letter.id, error: problem.error };
    ports.log.error('the channel does not take messages; its reminder is left out', facts);
    const current = await ports.store.read<Letter>(OUTBOX, row.id);
    return { row: current ?? row, sent: { kind: 'done', posted: null } };
  }
}
