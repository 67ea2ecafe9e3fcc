import { type Finding, fail, note, ok } from './finding.ts';

/** From here on it is worth a word, and from there on calls begin to fail. */
const ODD_SECONDS = 5;
const WRONG_SECONDS = 60;

/** A clock elsewhere, as its answers tell it (`Date`, whole seconds), against the clock of this machine. */
export interface FarClock {
  /** An answer with this `Date` has just come. */
  heard(date: string): void;
  /** By how many seconds this machine is ahead of it (negative: behind); `null` where it was never heard. */
  aheadSeconds(): number | null;
}

/** The smallest difference that was heard counts: an answer may have been on its way for long, never for less. */
export function createFarClock(now: () => number = Date.now): FarClock {
  let smallest: number | null = null;
  return {
    heard(date) {
      const there = Date.parse(date);
      if (Number.isNaN(there)) return;
      const ahead = (now() - there - 500) / 1000; // the middle of the second that the header names
      if (smallest === null || Math.abs(ahead) < Math.abs(smallest)) smallest = ahead;
    },
    aheadSeconds: () => smallest,
  };
}

function inWords(seconds: number): string {
  const amount = Math.abs(seconds);
  return amount < 120 ? `${Math.round(amount)} s` : `${Math.round(amount / 60)} min`;
}

/**
 * How the clock of this machine stands against another one. Slack's signed requests are taken for five minutes ("Verifying
 * requests from Slack"), signatures of both clouds for fifteen.
 */
export function judgeClock(whose: string, clock: FarClock, breaks: string): Finding {
  const ahead = clock.aheadSeconds();
  if (ahead === null) return note(`${whose} told no time, so the clock was not compared.`);
  const amount = Math.abs(ahead);
  if (amount <= ODD_SECONDS) return ok(`within ${ODD_SECONDS} s of ${whose}`);
  const where = `The clock of this machine is ${inWords(ahead)} ${ahead > 0 ? 'ahead of' : 'behind'} ${whose}.`;
  const next = 'Let this machine keep time (chrony or systemd-timesyncd), then look again.';
  if (amount <= WRONG_SECONDS) return note(`${where} Nothing breaks yet. ${next}`);
  return fail(`${where} ${breaks} ${next}`);
}
