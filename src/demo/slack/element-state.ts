import { isObject, type JsonObject, objectsOf } from './json-value.ts';

/** What a person puts into an element: text, the value of an option, an id, a date; several for a multi select. */
export type Entry = string | readonly string[] | null;

interface Fields {
  readonly state: string;
  readonly initial: string;
}

/** Slack: "Interaction payloads" and "Block elements": where each element keeps a single value … */
const ONE_VALUE: Readonly<Record<string, Fields>> = {
  users_select: { state: 'selected_user', initial: 'initial_user' },
  conversations_select: { state: 'selected_conversation', initial: 'initial_conversation' },
  channels_select: { state: 'selected_channel', initial: 'initial_channel' },
  datepicker: { state: 'selected_date', initial: 'initial_date' },
  timepicker: { state: 'selected_time', initial: 'initial_time' },
  plain_text_input: { state: 'value', initial: 'initial_value' },
  number_input: { state: 'value', initial: 'initial_value' },
  email_text_input: { state: 'value', initial: 'initial_value' },
  url_text_input: { state: 'value', initial: 'initial_value' },
};
/** … several ids … */
const MANY_VALUES: Readonly<Record<string, Fields>> = {
  multi_users_select: { state: 'selected_users', initial: 'initial_users' },
  multi_conversations_select: { state: 'selected_conversations', initial: 'initial_conversations' },
  multi_channels_select: { state: 'selected_channels', initial: 'initial_channels' },
};
/** … and options, which are sent as they are. */
const ONE_OPTION = new Set(['static_select', 'external_select', 'radio_buttons', 'overflow']);
const MANY_OPTIONS = new Set(['checkboxes', 'multi_static_select', 'multi_external_select']);

const SHAPES: Readonly<Record<string, RegExp>> = {
  datepicker: /^\d{4}-\d{2}-\d{2}$/,
  timepicker: /^([01]\d|2[0-3]):[0-5]\d$/,
  datetimepicker: /^\d{10}$/,
};

function optionsOf(element: JsonObject): JsonObject[] {
  const grouped = objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options']));
  const initial = [element['initial_option'], element['initial_options']].flat().filter(isObject);
  return [...objectsOf(element['options']), ...grouped, ...initial];
}

function chosenOption(options: readonly JsonObject[], value: string): JsonObject {
  const option = options.find((one) => one['value'] === value);
  if (option === undefined) throw new Error(`The element has no option "${value}"`);
  return option;
}

function demandPossible(element: JsonObject, values: readonly string[]): void {
  const { type, max_selected_items: most } = element;
  const shape = SHAPES[String(type)];
  for (const value of values) {
    if (shape?.test(value) === false) throw new Error(`"${value}" cannot be put into a ${String(type)}`);
  }
  if (typeof most === 'number' && values.length > most) throw new Error(`At most ${most} can be chosen here`);
}

/**
 * The state of an element after a person's entry, in the field Slack uses for its type. `offered` are the options
 * that the app offered for it. Throws for an entry that Slack's client does not let a person make.
 */
export function stateAfter(
  element: JsonObject,
  entry: Entry,
  offered: readonly JsonObject[] = [],
): JsonObject {
  const type = String(element['type']);
  const many = [entry ?? []].flat().filter((value) => value !== '');
  const one = many[0] ?? null;
  demandPossible(element, many);
  const single = ONE_VALUE[type];
  if (single !== undefined) return { type, [single.state]: one };
  const several = MANY_VALUES[type];
  if (several !== undefined) return { type, [several.state]: many };
  if (type === 'datetimepicker') return { type, selected_date_time: one === null ? null : Number(one) };
  const options = [...offered, ...optionsOf(element)];
  if (ONE_OPTION.has(type))
    return { type, selected_option: one === null ? null : chosenOption(options, one) };
  if (MANY_OPTIONS.has(type))
    return { type, selected_options: many.map((value) => chosenOption(options, value)) };
  throw new Error(`Nothing can be put into an element of type ${type}`);
}

/** What an element holds before anybody touched it; null for one that holds nothing, such as a button. */
export function initialState(element: JsonObject): JsonObject | null {
  const type = String(element['type']);
  const single = ONE_VALUE[type];
  if (single !== undefined) return { type, [single.state]: element[single.initial] ?? null };
  const several = MANY_VALUES[type];
  if (several !== undefined) return { type, [several.state]: element[several.initial] ?? [] };
  if (type === 'datetimepicker') return { type, selected_date_time: element['initial_date_time'] ?? null };
  if (type === 'overflow') return null;
  if (ONE_OPTION.has(type)) return { type, selected_option: element['initial_option'] ?? null };
  if (MANY_OPTIONS.has(type)) return { type, selected_options: element['initial_options'] ?? [] };
  return null;
}
