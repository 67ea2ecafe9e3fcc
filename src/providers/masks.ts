import { ProviderError } from '../lifecycle/ports.ts';
import type { Task } from '../lifecycle/task.ts';

/*
 * What may leave the house in a report. The words of a cloud's own vocabulary are kept, everything that a customer could
 * have written is made unreadable, and its form stays.
 */

/** A status, a type or a mode as a cloud writes it. */
const WORD = /^[A-Za-z][A-Za-z_]{0,39}$/;
/** A field as a cloud names it. */
const FIELD = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;

/** The parts of whitelist names that are the clouds' own; the longest first. */
const OF_VENDORS = [
  'security',
  'clickhouse',
  'polardbx',
  'polardb',
  'postgres',
  'greenplum',
  'mongodb',
  'kvstore',
  'default',
  'replica',
  'hidden',
  'redis',
  'mysql',
  'group',
  'gpdb',
  'tair',
  'auto',
  'drds',
  'dts',
  'rds',
  'dds',
  'dms',
  'hdm',
  'ads',
  'adb',
  'ali',
  'ips',
  'ip',
] as const;

/** The word itself where it can only be the cloud's; else a mark. */
export function cloudWord(value: unknown): string {
  if (value === null || value === undefined || value === '') return 'empty';
  return typeof value === 'string' && WORD.test(value) ? value : 'unreadable';
}

/** What went wrong in the cloud's own word for it, without its text. */
export function wordOf(thrown: unknown): string {
  if (!(thrown instanceof ProviderError)) return 'unreadable';
  return thrown.code === null
    ? thrown.kind
    : `${thrown.kind} ${thrown.code.replace(/[^\w.]/g, '').slice(0, 60)}`;
}

/** Is it a field that a cloud named? */
export function isFieldName(name: string): boolean {
  return FIELD.test(name);
}

/** "2026-03-16T08:01:19Z" as "0000-00-00T00:00:00Z": digits are 0, letters but T and Z are x. */
export function formOf(value: unknown): string {
  if (value === null || value === undefined) return 'not shown';
  if (typeof value === 'number') return `number of ${String(Math.trunc(Math.abs(value))).length} digits`;
  if (typeof value !== 'string') return typeof value;
  if (value === '') return 'empty text';
  return value
    .slice(0, 40)
    .replace(/\d/g, '0')
    .replace(/[^\d\sTZ:.+\-/]/g, 'x');
}

const x = (length: number) => 'x'.repeat(Math.min(length, 12));

/** The clouds' own words that it begins with, and "dts" wherever it is; the rest is unreadable. */
function maskedPart(letters: string): string {
  const low = letters.toLowerCase();
  const own = OF_VENDORS.find((word) => low.startsWith(word));
  if (own !== undefined) return letters.slice(0, own.length) + maskedPart(letters.slice(own.length));
  const at = low.indexOf('dts');
  if (at === -1) return x(letters.length);
  return `${x(at)}${letters.slice(at, at + 3)}${maskedPart(letters.slice(at + 3))}`;
}

/** The name of a whitelist group with only the clouds' own parts left: "rdsdts_orders_7" is "rdsdts_xxxxxx_0". */
export function maskedGroup(name: string): string {
  return name
    .slice(0, 60)
    .replace(/\d/g, '0')
    .split(/([_\-0])/)
    .map((part) => (/^[A-Za-z]+$/.test(part) ? maskedPart(part) : part.replace(/[^_\-0]/g, 'x')))
    .join('');
}

/** How often each of them comes, the most frequent first. */
export function counted(words: readonly string[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([, one], [, other]) => other - one));
}

/** So many tasks, as different in kind and status as they come: a report of the same again tells little. */
export function varied(tasks: readonly Task[], most: number): readonly Task[] {
  const first = new Map(tasks.toReversed().map((task) => [`${task.kind}/${task.status}`, task]));
  const different = [...first.values()].toReversed();
  return [...different, ...tasks.filter((task) => !different.includes(task))].slice(0, most);
}

type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every field of a row that has a value, and those inside the groups that are named; never a value. */
function pathsIn(row: unknown, groups: readonly string[]): string[] {
  if (!isRow(row)) return [];
  return Object.entries(row).flatMap(([name, value]) => {
    if (!isFieldName(name) || value === null || value === undefined || value === '') return [];
    const inner = groups.includes(name) && isRow(value) ? Object.keys(value) : [];
    return [name, ...inner.filter(isFieldName).map((field) => `${name}.${field}`)];
  });
}

/** Which fields some rows show, held against those that our client reads. */
export function fieldsShown(
  rows: readonly unknown[],
  read: readonly string[],
  groups: readonly string[],
): Readonly<Record<string, unknown>> {
  const shown = new Set(rows.flatMap((row) => pathsIn(row, groups)));
  const top = (name: string) => name.split('.')[0] ?? name;
  return {
    rows: rows.length,
    readAndShown: read.filter((name) => shown.has(name)),
    readAndNeverShown: read.filter((name) => !shown.has(name)),
    shownAndNotRead: [...shown]
      .filter((name) => !read.includes(name) && (name === top(name) || groups.includes(top(name))))
      .toSorted(),
  };
}
