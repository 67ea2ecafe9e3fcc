const rows: [string, string][] = [];

/** Keeps a figure for the table. */
export function figure(name: string, value: string): void {
  rows.push([name, value]);
}

/** Prints what was kept, in two columns. */
export function printTable(): void {
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

/** The value below which this share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** "12.3 ms" */
export function ms(value: number): string {
  return `${value.toFixed(value < 100 ? 1 : 0)} ms`;
}

/** "median 12.3 ms, p95 20.1 ms" */
export function spread(values: readonly number[]): string {
  return `median ${ms(quantile(values, 0.5))}, p95 ${ms(quantile(values, 0.95))}`;
}
