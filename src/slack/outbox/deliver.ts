import type { Row } from '../../lifecycle/ports.ts';
import { type Announcement, POSTED, postedId } from '../../lifecycle/rows.ts';
import { METADATA } from '../ids.ts';
import { noteMessage } from '../messages/note.ts';
import { momentOf } from '../room.ts';
import { isOnItsWay, type Letter, markPosting } from './letter.ts';
import { adopt, CHANNEL_GONE, content, postOnce } from './post-once.ts';
import type { Posted } from './posted.ts';
import { sendBrake } from './send-brake.ts';
import { sendDigest } from './send-digest.ts';
import { sendHead } from './send-head.ts';
import type { SenderPorts, Sent } from './sender-ports.ts';
import { slackProblem } from './slack-answer.ts';
import { type Subject, subjectOf } from './subject.ts';

/** Errors after which the message that stands cannot be updated, so that it is posted anew. */
const MESSAGE_GONE: ReadonlySet<string> = new Set([...CHANNEL_GONE, 'message_not_found']);

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
  const subject = await subjectOf(ports.store, about, row.value.id, momentOf(ports));
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
  return postOnce(ports, row, channel, {
    mark: { eventType: METADATA.note, field: 'note', value: row.id },
    message: noteMessage(letter.note),
    thread: { ts, broadcast: letter.broadcast },
  });
}

/** Delivers one letter. Throws what Slack's client throws; the caller decides when to try again. */
export function sendLetter(ports: SenderPorts, row: Row<Letter>): Promise<{ row: Row<Letter>; sent: Sent }> {
  const letter = row.value;
  if (letter.what === 'note') return sendNote(ports, row, letter);
  if (letter.what === 'head') return sendHead(ports, row, letter);
  if (letter.what === 'brake') return sendBrake(ports, row, letter);
  return letter.what === 'digest' ? sendDigest(ports, row, letter) : sendSubject(ports, row, letter.what);
}
