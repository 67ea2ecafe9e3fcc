import { titleOf } from '../lifecycle/task.ts';
import { wallAt } from '../times/zone.ts';
import type { Freeze, Hold, Until } from './hold.ts';
import type { NotKnown } from './ports.ts';
import type { FreezeWindow, Span } from './window.ts';

/** Longest reason that is taken, in letters. */
export const LONGEST_REASON = 500;

function shortened(because: string): string {
  return because.length <= 200 ? because : `${because.slice(0, 199)}…`;
}

function utc(at: number): string {
  return `${wallAt(at, 'UTC')} UTC`;
}

/** "until 2026-11-22 02:00 Europe/Berlin", or "until somebody lifts it". */
export function untilWords(until: Until | null): string {
  return until === null ? 'until somebody lifts it' : `until ${until.wall} ${until.zone}`;
}

/**
 * Why nothing is changed now. Who did it stands at the end, in a sentence of its own with nothing but the id, so that
 * Slack's room can show the person.
 */
export function heldSentence(hold: Hold): string {
  const title = titleOf(hold.task);
  return `${title} is on hold ${untilWords(hold.until)}: "${shortened(hold.because)}". Lift it with: unhold ${title}. Held by ${hold.by}.`;
}

export function frozenSentence({ by, at, because }: Freeze): string {
  return `Everything is frozen since ${utc(at)}: "${shortened(because)}". Lift it with: unfreeze everything. Frozen by ${by}.`;
}

export function windowSentence(
  { zone, because, accounts }: FreezeWindow,
  { to }: Span,
  account: string,
): string {
  const whose = accounts === null ? '' : ` for account ${account}`;
  return `A freeze window${whose} is open until ${wallAt(to, zone)} ${zone}: "${shortened(because)}". It stands in the configuration, and is over by itself.`;
}

export function notKnownSentence({ why, at }: NotKnown): string {
  return `Whether a freeze window is open is not known: the configuration could not be read when it was loaded again at ${utc(at)} (${why}). Mend the file and load it again with SIGHUP.`;
}
