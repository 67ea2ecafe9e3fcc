/** How long and how often to measure. */
export interface Effort {
  /** A short run that shows that the benchmark works; its figures say little. */
  readonly quick: boolean;
  /** How often each of two programs is measured, one after the other, the order changing. */
  readonly rounds: number;
  /** How long one measurement takes, in seconds. */
  readonly seconds: number;
}

export const FULL: Effort = { quick: false, rounds: 5, seconds: 5 };
export const QUICK: Effort = { quick: true, rounds: 1, seconds: 0.5 };

/** One line of the results. */
export interface Row {
  readonly what: string;
  /** The figure of Cutover, with its unit. */
  readonly cutover: string;
  /** The figure that it is held against, a bare Bolt app or a limit; `null` where it is only reported. */
  readonly against: string | null;
  /** Cutover's figure as a multiple of the other one. */
  readonly ratio: number | null;
  /** What the ratio or the figure should be, in words: "at least 0.8"; `null` where it is only reported. */
  readonly target: string | null;
  readonly met: boolean | null;
}

/** A part of the benchmark, which can be run alone by its name. */
export interface Part {
  readonly name: string;
  /** One line for whoever reads the results. */
  readonly about: string;
  readonly run: (effort: Effort) => Promise<readonly Row[]>;
}

/** A row that only reports. */
export function reported(what: string, cutover: string): Row {
  return { what, cutover, against: null, ratio: null, target: null, met: null };
}

/** A row whose figure must not be more than `most` of its own unit. */
export function below(what: string, value: number, most: number, inWords: (value: number) => string): Row {
  return {
    what,
    cutover: inWords(value),
    against: null,
    ratio: null,
    target: `below ${inWords(most)}`,
    met: value < most,
  };
}

export interface Compared {
  readonly what: string;
  readonly cutover: number;
  readonly against: number;
  /** `least` for what should be many, `most` for what should be little; `null` where it is only reported. */
  readonly target: { readonly least: number } | { readonly most: number } | null;
  readonly inWords: (value: number) => string;
}

/** A row that holds a figure against another one, measured in the same run. */
export function compared({ what, cutover, against, target, inWords }: Compared): Row {
  const ratio = cutover / against;
  const row = { what, cutover: inWords(cutover), against: inWords(against), ratio };
  if (target === null) return { ...row, target: null, met: null };
  return 'least' in target
    ? { ...row, target: `at least ${target.least}`, met: ratio >= target.least }
    : { ...row, target: `at most ${target.most}`, met: ratio <= target.most };
}
