import { elementsOf } from './blocks/validate.ts';
import { isObject, type JsonObject, objectsOf } from './json-value.ts';
import type { View } from './model.ts';

/** What a person puts into an element: text, the value of an option, an id, a date; several for a multi select. */
export type Entry = string | readonly string[] | null;

export type Values = Record<string, Record<string, JsonObject>>;

const SINGLE_FIELDS: Record<string, { state: string; initial: string }> = {
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

const ONE_OPTION = new Set(['static_select', 'radio_buttons', 'overflow']);
const MANY_OPTIONS = new Set(['checkboxes', 'multi_static_select']);

function optionsOf(element: JsonObject): JsonObject[] {
  const grouped = objectsOf(element['option_groups']).flatMap((group) => objectsOf(group['options']));
  return [...objectsOf(element['options']), ...grouped];
}

function chosenOption(element: JsonObject, value: string): JsonObject {
  const option = optionsOf(element).find((one) => one['value'] === value);
  if (option === undefined) throw new Error(`The element has no option "${value}"`);
  return option;
}

/** The state of an element after a person's entry, in the field Slack uses for its type. */
export function stateAfter(element: JsonObject, entry: Entry): JsonObject {
  const type = String(element['type']);
  const many = entry === null ? [] : [entry].flat();
  const one = many[0] ?? null;
  const field = SINGLE_FIELDS[type];
  if (field !== undefined) return { type, [field.state]: one === '' ? null : one };
  if (type === 'datetimepicker') return { type, selected_date_time: one === null ? null : Number(one) };
  if (ONE_OPTION.has(type))
    return { type, selected_option: one === null ? null : chosenOption(element, one) };
  if (MANY_OPTIONS.has(type))
    return { type, selected_options: many.map((value) => chosenOption(element, value)) };
  if (type === 'multi_users_select') return { type, selected_users: many };
  throw new Error(`Nothing can be put into an element of type ${type}`);
}

function initialState(element: JsonObject): JsonObject | null {
  const type = String(element['type']);
  const field = SINGLE_FIELDS[type];
  if (field !== undefined) return { type, [field.state]: element[field.initial] ?? null };
  if (type === 'datetimepicker') return { type, selected_date_time: element['initial_date_time'] ?? null };
  if (type === 'overflow') return null;
  if (ONE_OPTION.has(type)) return { type, selected_option: element['initial_option'] ?? null };
  if (MANY_OPTIONS.has(type)) return { type, selected_options: element['initial_options'] ?? [] };
  if (type === 'multi_users_select') return { type, selected_users: element['initial_users'] ?? [] };
  return null;
}

/** `state.values` of fresh blocks; what was put into the same block and action before stays (views.update). */
export function initialValues(blocks: readonly JsonObject[], before: Values = {}): Values {
  const values: Values = {};
  for (const block of blocks) {
    const blockId = String(block['block_id']);
    for (const element of elementsOf(block)) {
      const actionId = String(element['action_id']);
      const kept = before[blockId]?.[actionId];
      const state = kept?.['type'] === element['type'] && kept !== undefined ? kept : initialState(element);
      if (state !== null) values[blockId] = { ...values[blockId], [actionId]: state };
    }
  }
  return values;
}

/** Whether a person has put nothing into the element. */
export function isEmpty(state: JsonObject | undefined): boolean {
  if (state === undefined) return true;
  const { type: _type, ...fields } = state;
  return Object.values(fields).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/** What Slack's own client would not send off: empty required inputs, texts too short or too long. */
export function clientErrors(blocks: readonly JsonObject[], values: Values): Record<string, string> {
  const errors: Record<string, string> = {};
  for (const block of blocks) {
    if (block['type'] !== 'input' || !isObject(block['element'])) continue;
    const element = block['element'];
    const blockId = String(block['block_id']);
    const state = values[blockId]?.[String(element['action_id'])];
    if (isEmpty(state)) {
      if (block['optional'] !== true) errors[blockId] = 'Please complete this required field.';
      continue;
    }
    const text = state?.['value'];
    if (typeof text !== 'string') continue;
    const { min_length: min, max_length: max } = element;
    if (typeof min === 'number' && text.length < min) errors[blockId] = `Must be at least ${min} characters.`;
    if (typeof max === 'number' && text.length > max) errors[blockId] = `Must be at most ${max} characters.`;
  }
  return errors;
}

/** Puts entries into the inputs of a view, by block id; throws for a block that takes none. */
export function fillIn(view: View, entries: Record<string, Entry>): void {
  const blocks = objectsOf(view.definition['blocks']);
  for (const [blockId, entry] of Object.entries(entries)) {
    const block = blocks.find((one) => one['block_id'] === blockId && one['type'] === 'input');
    const element = block?.['element'];
    if (!isObject(element)) throw new Error(`The view has no input block ${blockId}`);
    const actionId = String(element['action_id']);
    view.values[blockId] = { ...view.values[blockId], [actionId]: stateAfter(element, entry) };
  }
}
