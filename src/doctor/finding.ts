/**
 * What a check found. `text` of an `ok` is what is worth knowing, that of a note and a failure says what is odd or wrong
 * and ends with the next step. `lines` are details, one each.
 */
export interface Finding {
  readonly kind: 'ok' | 'note' | 'fail';
  readonly text: string | null;
  readonly lines?: readonly string[];
}

/** One thing that is looked at. */
export interface Check {
  readonly title: string;
  /** The title of a check without which this one cannot be made. */
  readonly needs?: string;
  readonly run: () => Promise<Finding>;
}

/** Checks that belong together, in the order in which they are made. */
export interface Section {
  readonly title: string;
  readonly checks: readonly Check[];
}

/** All is well; `text`, where there is one, is worth knowing. */
export function ok(text: string | null = null, lines: readonly string[] = []): Finding {
  return { kind: 'ok', text, lines };
}

/** Nothing is wrong, but somebody should know it. */
export function note(text: string, lines: readonly string[] = []): Finding {
  return { kind: 'note', text, lines };
}

/** Something is wrong, and `text` ends with what to do next. */
export function fail(text: string, lines: readonly string[] = []): Finding {
  return { kind: 'fail', text, lines };
}

/** Sentences of several findings as one finding, which is as bad as the worst of them. */
export function together(findings: readonly Finding[]): Finding {
  const worst = (['fail', 'note'] as const).find((kind) => findings.some((one) => one.kind === kind));
  const told = findings.filter(({ kind, text }) => text !== null && (worst === undefined || kind !== 'ok'));
  const text = told.map((one) => one.text).join(' ');
  return {
    kind: worst ?? 'ok',
    text: text === '' ? null : text,
    lines: findings.flatMap(({ lines = [] }) => lines),
  };
}
