import type { Row } from '../../lifecycle/ports.ts';
import type { Message } from '../messages/message.ts';
import { findPosted, type Mark } from './find-posted.ts';
import { type Letter, markPosting } from './letter.ts';
import type { SenderPorts, Sent } from './sender-ports.ts';
import { slackProblem } from './slack-answer.ts';

/** Errors after which the channel will not take the message, so that its requester is told directly. */
export const CHANNEL_GONE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'no_permission',
]);

/** Text is never markup: nothing in it is parsed, linked or unfolded. */
export function content(message: Message) {
  return { ...message, unfurl_links: false, unfurl_media: false, mrkdwn: false };
}

/** Looks for a message that an earlier try may have posted. Without the history scopes a double is possible. */
export async function adopt(
  ports: SenderPorts,
  channel: string,
  threadTs: string | null,
  mark: Mark,
): Promise<string | null> {
  try {
    return await findPosted(ports.client, channel, threadTs, mark);
  } catch (error) {
    const problem = slackProblem(error);
    if (problem.kind !== 'said-no') throw error;
    ports.log.warn('the channel history cannot be read; a message may appear twice', {
      channel,
      error: problem.error,
    });
    return null;
  }
}

/**
 * Posts what has no message of its own to update, once: says on record that it is on its way, and after a lost reply
 * looks for its mark before it posts again. Without a thread it is a message of the channel.
 */
export async function postOnce(
  ports: SenderPorts,
  row: Row<Letter>,
  channel: string,
  post: { mark: Mark; message: Message; thread: { ts: string; broadcast: boolean } | null },
): Promise<{ row: Row<Letter>; sent: Sent }> {
  const { mark, message, thread } = post;
  const mayBeThere = row.value.posting === true;
  const marked = await markPosting(ports.store, row, ports.now());
  if (marked === null) return { row, sent: { kind: 'later', afterMs: 0, posting: mayBeThere } };
  if (mayBeThere && (await adopt(ports, channel, thread?.ts ?? null, mark)) !== null)
    return { row: marked, sent: { kind: 'done', posted: null } };
  const metadata = { event_type: mark.eventType, event_payload: { [mark.field]: mark.value } };
  const said = { channel, ...content(message), metadata };
  if (thread === null) await ports.client.chat.postMessage(said);
  else {
    const { ts, broadcast } = thread;
    const where = broadcast ? { thread_ts: ts, reply_broadcast: true as const } : { thread_ts: ts };
    await ports.client.chat.postMessage({ ...said, ...where });
  }
  return { row: marked, sent: { kind: 'done', posted: null } };
}
