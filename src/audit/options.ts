import { parseArgs } from 'node:util';
import type { ExportOptions } from './export.ts';
import type { Wanted } from './selection.ts';

/** What is asked of the trail. */
export type Asked =
  | { readonly what: 'verify'; readonly part: boolean }
  | { readonly what: 'verify-bundle'; readonly file: string }
  | { readonly what: 'export'; readonly options: ExportOptions }
  | { readonly what: 'export-bundle'; readonly wanted: Wanted; readonly out: string };

const FORMATS = ['jsonl', 'csv', 'bundle'] as const;

/** A day, or a time that says its zone or means UTC; `null` where it is neither. */
function readTime(text: string): Date | null {
  const match = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match === null) return null;
  const time = new Date(match[1] !== undefined && match[4] === undefined ? `${text}Z` : text);
  return Number.isNaN(time.getTime()) ? null : time;
}

const text = { type: 'string' } as const;

type Words = Readonly<Record<string, string | undefined>>;

/** A time under one of its two names; a sentence where it is none, or where both names are used. */
function timeOf(values: Words, one: string, other: string): Date | undefined | string {
  const [first, second] = [values[one], values[other]];
  if (first !== undefined && second !== undefined) return `--${one} and --${other} mean the same: take one.`;
  const said = first ?? second;
  if (said === undefined) return undefined;
  return readTime(said) ?? `--${first === undefined ? other : one} ${said} is no time.`;
}

function wantedOf(values: Words): Wanted | string {
  const since = timeOf(values, 'since', 'from');
  if (typeof since === 'string') return since;
  const until = timeOf(values, 'until', 'to');
  if (typeof until === 'string') return until;
  const { ending, task } = values;
  return {
    ...(ending === undefined ? {} : { ending }),
    ...(task === undefined ? {} : { task }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

function readExport(args: readonly string[]): Asked | string {
  const options = { format: text, out: text, ending: text, task: text, since: text, until: text };
  const { values } = parseArgs({ args: [...args], options: { ...options, from: text, to: text } });
  const format = FORMATS.find(
    (one) => one === (values.format ?? (values.out === undefined ? 'jsonl' : 'bundle')),
  );
  if (format === undefined) return `--format is jsonl, csv or bundle, not ${values.format}.`;
  const wanted = wantedOf(values);
  if (typeof wanted === 'string') return wanted;
  if (format === 'bundle') return { what: 'export-bundle', wanted, out: values.out ?? '.' };
  if (values.out !== undefined) return `--out is for a bundle; ${format} goes to standard output.`;
  return { what: 'export', options: { format, ...wanted } };
}

function readVerify(args: readonly string[]): Asked | string {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { bundle: text, part: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length > 0) return `verify takes no ${positionals[0]}.`;
  if (values.bundle === undefined) return { what: 'verify', part: values.part === true };
  return values.part === true
    ? '--part is for the folder, not for a bundle.'
    : { what: 'verify-bundle', file: values.bundle };
}

/** What the words after `cutover audit` ask for, or a sentence about what is wrong with them; empty for no command. */
export function readAsked([command, ...rest]: readonly string[]): Asked | string {
  try {
    if (command === 'verify') return readVerify(rest);
    if (command === 'export') return readExport(rest);
    return command === undefined ? '' : `cutover audit knows verify and export, not "${command}".`;
  } catch (error) {
    return error instanceof Error ? error.message : 'These words are not understood.';
  }
}
