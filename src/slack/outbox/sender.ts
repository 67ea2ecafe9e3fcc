import type { WebClient } from '@slack/web-api';
import type { Checklist } from '../../cleanup/checklist.ts';
import { CHECKLIST } from '../../cleanup/cleanup.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import type { Row, Store } from '../../lifecycle/ports.ts';
import { type Announcement, ENDING, OUTBOX, POSTED, postedId } from '../../lifecycle/rows.ts';
import { METADATA } from '../ids.ts';
import type { Message } from '../messages/message.ts';
import { noteMessage } from '../messages/note.ts';
import type { Log } from '../room.ts';
import { findPosted, type Mark } from './find-posted.ts';
import type { Posted } from './posted.ts';
import { type Rendered, renderChecklist, renderEnding } from './render.ts';
import { slackProblem } from './slack-answer.ts';

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

/** A row of the outbox, with what the sender adds to it. */
type Letter = Announcement & { readonly tries?: number; readonly posting?: boolean };

interface Subject {
  readonly rendered: Rendered;
  readonly version: number;
  readonly account: string;
  readonly requester: string;
  readonly mark: Mark;
}

type Sent =
  | { readonly kind: 'done'; readonly posted: Posted | null }
  | { readonly kind: 'later'; readonly afterMs: number; readonly posting: boolean };

const LEASE_MS = 60_000;
const MOST_TRIES = 200;
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

async function subjectOf(
  ports: SenderPorts,
  about: 'ending' | 'checklist',
  id: string,
): Promise<Subject | null> {
  if (about === 'ending') {
    const row = await ports.store.read<Ending>(ENDING, id);
    if (row === null) return null;
    const rendered = renderEnding(row.value);
    const mark = { eventType: rendered.metadata.event_type, field: 'ending', value: id };
    return {
      rendered,
      version: row.version,
      account: row.value.task.account,
      requester: row.value.requester.userId,
      mark,
    };
  }
  const row = await ports.store.read<Checklist>(CHECKLIST, id);
  if (row === null) return null;
  const rendered = renderChecklist(row.value);
  const mark = { eventType: rendered.metadata.event_type, field: 'ending', value: row.value.endingId ?? id };
  return {
    rendered,
    version: row.version,
    account: row.value.task.account,
    requester: row.value.owner,
    mark,
  };
}

/**
 * Has a post of this subject been tried without a usable answer? Any of its rows may have been the one: the next
 * state must not post anew while the first post is still in doubt.
 */
async function isOnItsWay(ports: SenderPorts, about: 'ending' | 'checklist', id: string): Promise<boolean> {
  for (let after = ''; ; ) {
    const page = await ports.store.list<Letter>(OUTBOX, { after, limit: 200 });
    if (page.some(({ value }) => value.what === about && value.id === id && value.posting === true))
      return true;
    const last = page.at(-1);
    if (last === undefined || page.length < 200) return false;
    after = last.id;
  }
}

/** Text is never markup: nothing in it is parsed, linked or unfolded. */
function content(message: Message) {
  return { ...message, unfurl_links: false, unfurl_media: false, mrkdwn: false };
}

/** Says on record that a first post is on its way, so that a crash after it makes us look before we post again. */
async function markPosting(ports: SenderPorts, row: Row<Letter>): Promise<Row<Letter> | null> {
  if (row.value.posting === true) return row;
  const value: Letter = { ...row.value, posting: true };
  const saved = await ports.store.commit([
    { kind: OUTBOX, id: row.id, expect: row.version, value, dueAt: ports.now() + LEASE_MS },
  ]);
  return saved ? { id: row.id, version: row.version + 1, value } : null;
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
  const subject = await subjectOf(ports, about, row.value.id);
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
  const mayBeThere = await isOnItsWay(ports, about, row.value.id);
  const marked = await markPosting(ports, row);
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
  const marked = await markPosting(ports, row);
  if (marked === null) return { row, sent: { kind: 'later', afterMs: 0, posting: mayBeThere } };
  if (mayBeThere && (await adopt(ports, channel, ts, mark)) !== null)
    return { row: marked, sent: { kind: 'done', posted: null } };
  const metadata = { event_type: METADATA.note, event_payload: { note: row.id } };
  const where = letter.broadcast ? { thread_ts: ts, reply_broadcast: true as const } : { thread_ts: ts };
  await ports.client.chat.postMessage({ channel, ...where, ...content(noteMessage(letter.note)), metadata });
  return { row: marked, sent: { kind: 'done', posted: null } };
}

function send(ports: SenderPorts, row: Row<Letter>): Promise<{ row: Row<Letter>; sent: Sent }> {
  const letter = row.value;
  return letter.what === 'note' ? sendNote(ports, row, letter) : sendSubject(ports, row, letter.what);
}

async function close(ports: SenderPorts, row: Row<Letter>, posted: Posted | null): Promise<void> {
  const writes = [{ kind: OUTBOX, id: row.id, expect: row.version, value: null as object | null }];
  if (posted === null || row.value.what === 'note') {
    await ports.store.commit(writes);
    return;
  }
  const id = postedId(row.value.what, row.value.id);
  const before = await ports.store.read(POSTED, id);
  await ports.store.commit([...writes, { kind: POSTED, id, expect: before?.version ?? 0, value: posted }]);
}

async function putOff(
  ports: SenderPorts,
  row: Row<Letter>,
  afterMs: number,
  posting: boolean,
): Promise<void> {
  const tries = (row.value.tries ?? 0) + 1;
  if (tries > MOST_TRIES) {
    ports.log.error('a message could not be delivered and is given up', {
      letter: row.value.what,
      id: row.value.id,
    });
    await ports.store.commit([{ kind: OUTBOX, id: row.id, expect: row.version, value: null }]);
    return;
  }
  const value: Letter = { ...row.value, tries, posting };
  await ports.store.commit([
    { kind: OUTBOX, id: row.id, expect: row.version, value, dueAt: ports.now() + afterMs },
  ]);
}

async function handle(ports: SenderPorts, claimed: Row<Letter>): Promise<number> {
  try {
    const { row, sent } = await send(ports, claimed);
    if (sent.kind === 'done') await close(ports, row, sent.posted);
    else await putOff(ports, row, sent.afterMs, sent.posting);
    return 0;
  } catch (error) {
    const problem = slackProblem(error);
    const current = (await ports.store.read<Letter>(OUTBOX, claimed.id)) ?? claimed;
    const tries = current.value.tries ?? 0;
    const afterMs =
      problem.kind === 'later' ? problem.afterMs : Math.min(60_000, 500 * 2 ** Math.min(tries, 8));
    ports.log.warn('a message was not taken by Slack', {
      letter: claimed.value.what,
      id: claimed.value.id,
      problem,
    });
    // Once in doubt, always in doubt: a later refusal says nothing of the earlier try.
    const inDoubt = claimed.value.posting === true || problem.kind === 'unknown';
    await putOff(ports, current, afterMs, inDoubt && current.value.posting === true);
    return problem.kind === 'later' ? problem.afterMs : 0;
  }
}

/**
 * Sends what is due, in the order it was written, one at a time. Returns for how many milliseconds Slack asked
 * us to be quiet. Rows of a channel keep their order because a line in a thread waits for its message.
 */
export async function sendDue(ports: SenderPorts, owner: string): Promise<number> {
  const rows = await ports.store.claimDue<Letter>(OUTBOX, owner, LEASE_MS, 20);
  for (const [at, row] of rows.entries()) {
    const quietMs = await handle(ports, row);
    if (quietMs === 0) continue;
    for (const later of rows.slice(at + 1)) await giveBack(ports, later, quietMs);
    return quietMs;
  }
  return 0;
}

/** A row that was claimed and not tried waits with the others, not until its lease is over. */
async function giveBack(ports: SenderPorts, row: Row<Letter>, afterMs: number): Promise<void> {
  const { id, version, value } = row;
  await ports.store.commit([{ kind: OUTBOX, id, expect: version, value, dueAt: ports.now() + afterMs }]);
}
