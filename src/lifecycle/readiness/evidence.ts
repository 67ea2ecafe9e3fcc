/** How one comparison of the cloud came out. `unfinished` has not begun, still runs, or was broken off. */
export type CompareResult = 'same' | 'different' | 'unfinished' | 'failed' | 'not-known';

/** A sort of object that differs between the two sides, or tables that do. */
export interface Different {
  /** In the cloud's word, e.g. "TRIGGER" or "TABLE". */
  readonly what: string;
  /** How many; `null` where the cloud does not tell. */
  readonly count: number | null;
}

/** A comparison or verification that the cloud has made, the newest of its sort. */
export interface Comparison {
  /** What was compared, in a person's words: "all rows", "objects". */
  readonly of: string;
  /** Whether it compares the data itself, and not only which objects there are. */
  readonly comparesRows: boolean;
  readonly result: CompareResult;
  /** The cloud's own word for the result. */
  readonly status: string;
  readonly different: readonly Different[];
  /** Tables that differ, or that could not be compared; empty where the cloud names none. */
  readonly tables: readonly string[];
  /** When it was finished, in milliseconds since 1970; `null` where the cloud does not tell. */
  readonly finishedAt: number | null;
}

/** What a cloud shows beside the task itself that speaks for or against ending it. */
export interface Evidence {
  /** Empty where the cloud has made none. */
  readonly comparisons: readonly Comparison[];
  /** How far the source's log was read, in the cloud's words; `null` where the cloud does not show it. */
  readonly position: string | null;
  /** The calls that told it, as the manual names them. */
  readonly source: string;
  /** Milliseconds since 1970. */
  readonly readAt: number;
}

/** What could not be read, in a sentence without secrets. */
export interface NoEvidence {
  readonly problem: string;
  readonly readAt: number;
}

export function isEvidence(found: Evidence | NoEvidence): found is Evidence {
  return !('problem' in found);
}
