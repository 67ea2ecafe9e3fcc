import type { AuditLine } from './events.ts';

const COLUMNS = ['seq', 'at', 'type', 'ending', 'action', 'task', 'name', 'actor', 'reason', 'why'] as const;
const LAST_COLUMNS = ['more', 'written', 'hash'] as const;
const SEPARATE: ReadonlySet<string> = new Set([...COLUMNS, ...LAST_COLUMNS, 'prev']);

/** Spreadsheets run a cell that begins with one of these as a formula (OWASP, "CSV Injection"). */
const FORMULA = /^\s*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const harmless = FORMULA.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

/** The first line of the table, with its end of line (RFC 4180). */
export function csvHeader(): string {
  return `${[...COLUMNS, ...LAST_COLUMNS].join(',')}\r\n`;
}

/** One event as a row; fields without a column of their own stand as JSON in `more`. */
export function csvRow(line: AuditLine): string {
  const more = Object.entries(line).filter(([key]) => !SEPARATE.has(key));
  const cells = [
    ...COLUMNS.map((column) => cell(line[column])),
    more.length === 0 ? '' : cell(Object.fromEntries(more)),
    cell(line.written),
    cell(line.hash),
  ];
  return `${cells.join(',')}\r\n`;
}
