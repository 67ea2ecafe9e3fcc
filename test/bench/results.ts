import type { Row } from './part.ts';

const HEADS = ['', 'Cutover', 'against', 'ratio', 'target', ''] as const;

function cells({ what, cutover, against, ratio, target, met }: Row): readonly string[] {
  const verdict = met === null ? '' : met ? 'met' : 'MISSED';
  return [what, cutover, against ?? '', ratio === null ? '' : ratio.toFixed(2), target ?? '', verdict];
}

/** The rows as a table for a terminal; numbers stand to the right. */
export function formatResults(rows: readonly Row[]): string {
  const lines = [HEADS, ...rows.map(cells)];
  const widths = HEADS.map((_, at) => Math.max(...lines.map((line) => (line[at] ?? '').length)));
  const format = (line: readonly string[]) =>
    line
      .map((cell, at) => (at === 0 || at > 3 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd();
  return lines.map(format).join('\n');
}

/** Those rows that have a target and are not within it. */
export function missedOf(rows: readonly Row[]): readonly Row[] {
  return rows.filter(({ met }) => met === false);
}
