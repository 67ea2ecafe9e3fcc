import { isDrift } from './facts.ts';
import { needsReadings, type ReadinessLine } from './line.ts';

/** A line of readiness that says something else than before, both as facts; `null` where there was, or is, none. */
export interface ReadinessChange {
  readonly label: string;
  readonly shown: string | null;
  readonly now: string | null;
}

/** The lag, and the position, have one line at a time, under several keys. */
function subject({ key }: ReadinessLine): string {
  return /^(lag|position)-/.exec(key)?.[1] ?? key;
}

/** The same standing with other words is no news, unless it stands against the end or cannot be told. */
function saysTheSame(shown: ReadinessLine, now: ReadinessLine): boolean {
  if (shown.standing !== now.standing || shown.key !== now.key) return false;
  if (shown.standing !== 'against' && shown.standing !== 'not-known') return true;
  if (subject(now) === 'lag' && shown.amount !== null && now.amount !== null)
    return isDrift(shown.amount, now.amount);
  return shown.fact === now.fact || needsReadings(shown);
}

/**
 * What is judged otherwise than it was shown, line by line: a standing, or a fact that stands against the end. Evidence
 * that was missing and has no line any more is no news. `passOver` says of which lines there is no news either. Pure.
 */
export function readinessChanges(
  shown: readonly ReadinessLine[],
  now: readonly ReadinessLine[],
  passOver: (line: ReadinessLine) => boolean = () => false,
): readonly ReadinessChange[] {
  const before = new Map(shown.map((line) => [subject(line), line]));
  const after = new Map(now.map((line) => [subject(line), line]));
  const changed = now.flatMap((line): ReadinessChange[] => {
    const old = before.get(subject(line));
    if (passOver(line) || (old !== undefined && saysTheSame(old, line))) return [];
    return [{ label: line.label, shown: old?.fact ?? null, now: line.fact }];
  });
  const gone = shown
    .filter((line) => !after.has(subject(line)) && line.standing !== 'not-known')
    .map(({ label, fact }) => ({ label, shown: fact, now: null }));
  return [...changed, ...gone];
}
