import type { PlanLine } from '../plan/line.ts';
import type { Declared } from './writes.ts';

/**
 * How a line speaks: `against` was measured and says "not yet"; `not-known` is missing evidence, which is never fine;
 * `expected` differs and will not after an ordinary stop; `not-shown` is what this cloud never shows.
 */
export type Standing = 'fine' | 'against' | 'not-known' | 'expected' | 'not-shown';

/** One line of evidence: measured value, source and age. */
export interface ReadinessLine {
  /** Names the fact from one reading to the next; unique among the lines of a task. */
  readonly key: string;
  readonly label: string;
  readonly standing: Standing;
  /** What was measured, for the plan. */
  readonly value: string;
  /** The call or page that told it; `null` where nothing did. */
  readonly source: string | null;
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
  /** The same as a fact that a person can know of: "lag is 42 s". */
  readonly fact: string;
  /** The measured figure, where a greater one is worse. */
  readonly amount: number | null;
  /** What a person said in the place of a cloud; `null` where nobody did. Left out where the cloud tells it. */
  readonly said?: Declared | null;
}

const UNREAD: ReadonlySet<string> = new Set(['lag-readings', 'position-reads']);

/** Is nothing missing but that it is read again, and for long enough? */
export function needsReadings({ key }: Pick<ReadinessLine, 'key'>): boolean {
  return UNREAD.has(key);
}

const QUIET: ReadonlySet<Standing> = new Set(['fine', 'expected', 'not-shown']);

/** So every plan begins: not known either, and it says so, but an alarm on every plan would soon be none. */
const ORDINARY: ReadonlySet<string> = new Set([...UNREAD, 'writes-not-said', 'data-not-compared']);

/** The line as a plan shows it; what is against an end, or unexpectedly not known, is loud. */
export function asPlanLine({ key, label, value, source, standing, at, said }: ReadinessLine): PlanLine {
  const text = source === null ? value : `${value} (${source})`;
  const when = said === undefined ? { at } : said === null ? {} : { said };
  const quiet = QUIET.has(standing) || (standing === 'not-known' && ORDINARY.has(key));
  return quiet ? { label, text, ...when } : { label, text, loud: true, ...when };
}

const REPLACED: ReadonlySet<string> = new Set(['Lag', 'Data']);

/** The lines of a plan with what was really found in the place of the one reading and the missing comparison. */
export function withEvidence(
  lines: readonly PlanLine[],
  evidence: readonly ReadinessLine[],
): readonly PlanLine[] {
  if (evidence.length === 0) return lines;
  const at = lines.findIndex(({ label }) => REPLACED.has(label));
  const kept = lines.filter(({ label }) => !REPLACED.has(label));
  const place = at === -1 ? kept.length : at;
  return [...kept.slice(0, place), ...evidence.map(asPlanLine), ...kept.slice(place)];
}
