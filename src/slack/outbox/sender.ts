import type { Row } from '../../lifecycle/ports.ts';
import { OUTBOX, POSTED, postedId } from '../../lifecycle/rows.ts';
import { late } from '../late.ts';
import { momentOf } from '../room.ts';
import { close, giveBack, LEASE_MS, type Letter, putOff } from './letter.ts';
import type { Posted } from './posted.ts';
import type { SenderPorts } from './sender-ports.ts';
import { slackProblem } from './slack-answer.ts';

export type { SenderPorts } from './sender-ports.ts';

/** Sends what the outbox holds. */
export interface Sender {
  /**
   * One round: what is due, in the order it was written, one at a time. A channel that Slack asks to be quiet
   * waits as long as Slack says, and no other channel with it.
   */
  round(owner: string): Promise<void>;
  /** Before a stop: what is not tried yet is given back, for the next start. */
  close(): void;
}

const AT_ONCE = 20;

/** Slack's own wait, or a growing one. */
function pauseAfter(problem: ReturnType<typeof slackProblem>, tries: number): number {
  return problem.kind === 'later' ? problem.afterMs : Math.min(60_000, 500 * 2 ** Math.min(tries, 8));
}

/** The channel that a letter goes to; `null` where its subject has been forgotten. */
async function channelFor(ports: SenderPorts, letter: Letter): Promise<string | null> {
  if (letter.what === 'digest' || letter.what === 'head' || letter.what === 'brake') return letter.id;
  const about = letter.what === 'note' ? letter.about : letter.what;
  const posted = await ports.store.read<Posted>(POSTED, postedId(about, letter.id));
  if (posted !== null) return posted.value.channel;
  const { subjectOf } = await late.subjects();
  const subject = await subjectOf(ports.store, about, letter.id, momentOf(ports));
  return subject === null ? null : ports.channelOf(subject.account);
}

async function later(ports: SenderPorts, row: Row<Letter>, afterMs: number, posting: boolean): Promise<void> {
  if (await putOff(ports.store, row, afterMs, posting, ports.now())) return;
  ports.log.error('a message could not be delivered and is given up', {
    letter: row.value.what,
    id: row.value.id,
  });
}

/** Tries one letter. Returns for how many milliseconds Slack wants its channel quiet. */
async function handle(ports: SenderPorts, claimed: Row<Letter>): Promise<number> {
  try {
    const { sendLetter } = await late.delivery();
    const { row, sent } = await sendLetter(ports, claimed);
    if (sent.kind === 'done') await close(ports.store, row, sent.posted);
    else await later(ports, row, sent.afterMs, sent.posting);
    return 0;
  } catch (error) {
    const problem = slackProblem(error);
    const current = (await ports.store.read<Letter>(OUTBOX, claimed.id)) ?? claimed;
    const { what, id } = claimed.value;
    ports.log.warn('a message was not taken by Slack', { letter: what, id, problem });
    // Once in doubt, always in doubt: a later refusal says nothing of the earlier try.
    const inDoubt = claimed.value.posting === true || problem.kind === 'unknown';
    const posting = inDoubt && current.value.posting === true;
    await later(ports, current, pauseAfter(problem, current.value.tries ?? 0), posting);
    return problem.kind === 'later' ? problem.afterMs : 0;
  }
}

/** Makes a sender. It remembers which channels Slack wants quiet, and nothing else. */
export function createSender(ports: SenderPorts): Sender {
  const quietUntil = new Map<string, number>();
  let closed = false;
  return {
    async round(owner) {
      const rows = await ports.store.claimDue<Letter>(OUTBOX, owner, LEASE_MS, AT_ONCE);
      for (const row of rows) {
        if (closed) {
          await giveBack(ports.store, row, ports.now());
          continue;
        }
        const channel = (await channelFor(ports, row.value)) ?? '';
        const until = quietUntil.get(channel) ?? 0;
        if (until > ports.now()) {
          await giveBack(ports.store, row, until);
          continue;
        }
        const quietMs = await handle(ports, row);
        if (quietMs > 0) quietUntil.set(channel, ports.now() + quietMs);
      }
    },
    close() {
      closed = true;
    },
  };
}
