import type { Task } from '../task.ts';
import type { ReadinessLine } from './line.ts';

/** What a rule of the policy asks: to show what is not ready and have it known, or that all of it be ready. */
export type ReadinessRule = 'shown' | 'required';

/** Something that speaks against ending a task now, in words that a person can say "I know" to. */
export interface Fact {
  /** Direction and line, e.g. "forward.lag"; of what is not known with a "?", for to know that is not to know worse. */
  readonly key: string;
  readonly text: string;
  /** The figure, where a greater one is worse. */
  readonly amount: number | null;
}

/** A fact as a person has said that he knows it. */
export interface Known {
  readonly key: string;
  readonly amount: number | null;
}

/** A key goes into a form and comes back. */
const LONGEST_KEY = 100;
/** A figure may move until the call; up to this many times the known one it is the same fact. */
const DRIFT = 2;

/**
 * The facts that stand against an end under a rule: what was measured against it always, and where readiness is
 * required, whatever is not known as well.
 */
export function factsAgainst(
  task: Pick<Task, 'direction'>,
  lines: readonly ReadinessLine[],
  rule: ReadinessRule,
): readonly Fact[] {
  return lines
    .filter(({ standing }) => standing === 'against' || (rule === 'required' && standing === 'not-known'))
    .map(({ key, fact, amount, standing }) => ({
      key: `${task.direction}.${key}`.slice(0, LONGEST_KEY) + (standing === 'not-known' ? '?' : ''),
      text: fact,
      amount,
    }));
}

/** Is a figure still the same fact, although it has moved? One that has become smaller is. */
export function isDrift(before: number, now: number): boolean {
  return now <= before * DRIFT;
}

function isKnown(fact: Fact, known: readonly Known[]): boolean {
  const same = known.find(({ key }) => key === fact.key);
  if (same === undefined) return false;
  if (fact.amount === null) return true;
  return same.amount !== null && isDrift(same.amount, fact.amount);
}

/** The facts that nobody has said to know, or that have become much worse since. */
export function notKnownOf(facts: readonly Fact[], known: readonly Known[]): readonly Fact[] {
  return facts.filter((fact) => !isKnown(fact, known));
}

/** "lag is 42 s; objects differ: 2 TABLE". */
export function factWords(facts: readonly Fact[]): string {
  return facts.map(({ text }) => text).join('; ');
}

/** The facts among these lines that a person has said to know, in the words in which they were shown. */
export function knownAmong(
  task: Pick<Task, 'direction'>,
  lines: readonly ReadinessLine[],
  known: readonly Known[],
): readonly Fact[] {
  return factsAgainst(task, lines, 'required').filter(({ key }) => known.some((one) => one.key === key));
}
