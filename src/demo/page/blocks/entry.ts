import type { JsonObject } from '../../slack/json-value.ts';
import type { Element } from './block-kit.ts';

/** What a person has put into an element: text, the value of an option, an id, a date; several for a multi select. */
export type Entry = string | readonly string[] | null;

const FIELDS = [
  'value',
  'selected_date',
  'selected_time',
  'selected_date_time',
  'selected_user',
  'selected_conversation',
  'selected_channel',
  'selected_option',
  'selected_users',
  'selected_conversations',
  'selected_channels',
  'selected_options',
] as const;

const INITIAL = [
  'initial_value',
  'initial_date',
  'initial_time',
  'initial_date_time',
  'initial_user',
  'initial_conversation',
  'initial_channel',
  'initial_option',
  'initial_users',
  'initial_conversations',
  'initial_channels',
  'initial_options',
] as const;

function bare(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'value' in value) return String(value.value);
  return String(value);
}

function firstOf(source: Readonly<Record<string, unknown>>, fields: readonly string[]): Entry {
  for (const field of fields) {
    const value = source[field];
    if (value === undefined || value === null) continue;
    return Array.isArray(value) ? value.map(bare) : bare(value);
  }
  return null;
}

/** What an element holds when it is shown: the state that the workspace keeps of it, else its `initial_…`. */
export function entryAtFirst(element: Element, state: JsonObject | undefined): Entry {
  if (state !== undefined) return firstOf(state, FIELDS);
  return firstOf(element as unknown as Readonly<Record<string, unknown>>, INITIAL);
}

/** An entry as a list: none, one or several. */
export function listOf(entry: Entry): readonly string[] {
  if (entry === null) return [];
  return typeof entry === 'string' ? [entry] : entry;
}

/** An entry as one text; empty where there is none. */
export function oneOf(entry: Entry): string {
  return listOf(entry)[0] ?? '';
}

/** Unix seconds as the local time that a datetime-local input takes (YYYY-MM-DDTHH:mm), and nothing for nothing. */
export function localTimeOf(seconds: string): string {
  if (seconds === '') return '';
  const date = new Date(Number(seconds) * 1000);
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/** The Unix seconds of a datetime-local input, or null where it is empty. */
export function secondsOf(localTime: string): string | null {
  return localTime === '' ? null : String(Math.floor(new Date(localTime).getTime() / 1000));
}

/** Nothing is in any of the inputs of a view. */
export function isUnfilled(entries: Readonly<Record<string, Entry>>): boolean {
  return Object.values(entries).every((entry) => oneOf(entry) === '');
}
