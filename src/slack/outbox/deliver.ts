import type { WebClient } from '@slack/web-api';
import type { Row, Store } from '../../lifecycle/ports.ts';
import { type Announcement, POSTED, postedId } from '../../lifecycle/rows.ts';
import { METADATA } from '../ids.ts';
import type { Message } from '../messages/message.ts';
import { noteMessage } from '../messages/note.ts';
import type { Log } from '../room.ts';
import { findPosted, type Mark } from './find-posted.ts';
import { isOnItsWay, type Letter, markPosting } from './letter.ts';
import type { Posted } from './posted.ts';
import { slackProblem } from './slack-answer.ts';
import { type Subject, subjectOf } from './subject.ts';

export interface SenderPorts {
  readonly client: WebClient;
  readonly store: Store;
  readonly log: Log;
  readonly now: () => number;
  /** Where endings of an account are announced. */
  readonly channelOf: (account: string) => string;
  /** May stop the process in tests. */
  readonly reached: (point: 'posting' | 'posted') => void;
}

/** What became of a letter: delivered (and where its message stands now), or to be tried later. */
export type Sent =
  | { readonly kind: 'done'; readonly posted: Posted | null }
  | { readonly kind: 'later'; readonly afterMs: number; readonly posting: boolean };

/** Errors after which the channel will not take the message, so that its requester is told directly. */
const CHANNEL_GONE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'no_permission',
]);
/** Errors after which the message that stands cannot be updated, so that it is posted anew. */
const MESSAGE_GONE: ReadonlySet<string> = new Set([...CHANNEL_GONE, 'message_not_found']);

/** Text is never markup: nothing in it is parsed, linked or unfolded. */
function content(message: Message) {
  return { ...message, unfurl_links: false, unfurl_media: false, mrkdwn: false };
}

/** Looks for a message that an earlier try may have posted. Without the history scopes a double is possible. */
async function adopt(
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

async function post(
  ports: SenderPorts,
  subject: Subject,
  channel: string,
  mayBeThere: boolean,
): Promise<Posted> {
  const there = mayBeThere ? await adopt(ports, channel, null, subject.mark) : null;
  // What was posted then may be older than what is so now.
  if (there !== null) return update(ports, subject, { channel, ts: there, version: 0 });
  const answer = await ports.client.chat.postMessage({
    channel,
    ...content(subject.rendered.message),
    metadata: subject.rendered.metadata,
  });
  ports.reached('posted');
  return { channel: answer.channel ?? channel, ts: answer.ts ?? '', version: subject.version };
}

async function update(ports: SenderPorts, subject: Subject, posted: Posted): Promise<Posted> {
  const { message, metadata } = subject.rendered;
  await ports.client.chat.update({
    channel: posted.channel,
    ts: posted.ts,
    text: message.text,
    blocks: message.blocks,
    metadata,
    parse: 'none',
  });
  return { ...posted, version: subject.version };
}

async function postSomewhere(ports: SenderPorts, subject: Subject, mayBeThere: boolean): Promise<Posted> {
  const channel = ports.channelOf(subject.account);
  try {
    return await post(ports, subject, channel, mayBeThere);
  } catch (error) {
    const problem = slackProblem(error);
    if (problem.kind !== 'said-no' || !CHANNEL_GONE.has(problem.error)) throw error;
    ports.log.error('the channel does not take messages; telling the person directly', {
      channel,
      error: problem.error,
    });
    return post(ports, subject, subject.requester, mayBeThere);
  }
}

async function sendSubject(
  ports: SenderPorts,
  row: Row<Letter>,
  about: 'ending' | 'checklist',
): Promise<{ row: Row<Letter>; sent: Sent }> {
  const subject = await subjectOf(ports.store, about, row.value.id);
  const before = await ports.store.read<Posted>(POSTED, postedId(about, row.value.id));
  if (subject === null || (before !== null && before.value.version >= subject.version))
    return { row, sent: { kind: 'done', posted: null } };
  if (before !== null) {
    try {
      return { row, sent: { kind: 'done', posted: await update(ports, subject, before.value) } };
    } catch (error) {
      const problem = slackProblem(error);
      if (problem.kind !== 'said-no' || !MESSAGE_GONE.has(problem.error)) throw error;
      const facts = { about, id: row.value.id, error: problem.error };
      ports.log.warn('a message can no longer be updated; posting it anew', facts);
    }
  }
  const mayBeThere = await isOnItsWay(ports.store, about, row.value.id);
  const marked = await markPosting(ports.store, row, ports.now());
  if (marked === null) return { row, sent: { kind: 'later', afterMs: 0, posting: mayBeThere } };
  ports.reached('posting');
  return { row: marked, sent: { kind: 'done', posted: await postSomewhere(ports, subject, mayBeThere) } };
}

async function sendNote(
  ports: SenderPorts,
  row: Row<Letter>,
  letter: Extract<Announcement, { what: 'note' }>,
): Promise<{ row: Row<Letter>; sent: Sent }> {
  const parent = await ports.store.read<Posted>(POSTED, postedId(letter.about, letter.id));
  if (parent === null) return { row, sent: { kind: 'later', afterMs: 1_000, posting: false } };
  const { channel, ts } = parent.value;
  const mark = { eventType: METADATA.note, field: 'note', value: row.id };
  const mayBeThere = row.value.posting === true;
  const marked = await markPosting(ports.store, row, ports.now());
  if (marked === null) return { row, sent: { kind: 'later', afterMs: 0, posting: mayBeThere } };
  if (mayBeThere && (await adopt(ports, channel, ts, mark)) !== null)
    return { row: marked, sent: { kind: 'done', posted: null } };
  const metadata = { event_type: METADATA.note, event_payload: { note: row.id } };
  const where = letter.broadcast ? { thread_ts: ts, reply_broadcast: true as const } : { thread_ts: ts };
  await ports.client.chat.postMessage({ channel, ...where, ...content(noteMessage(letter.note)), metadata });
  return { row: marked, sent: { kind: 'done', posted: null } };
}

/** Delivers one letter. Throws what Slack's client throws; the caller decides when to try again. */
export function send(ports: SenderPorts, row: Row<Letter>): Promise<{ row: Row<Letter>; sent: Sent }> {
  const letter = row.value;
  return letter.what === 'note' ? sendNote(ports, row, letter) : sendSubject(ports, row, letter.what);
}
