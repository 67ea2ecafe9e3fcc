import type { Values } from './input-state.ts';
import { isObject, type JsonObject } from './json-value.ts';

function isEmpty(state: JsonObject | undefined): boolean {
  if (state === undefined) return true;
  const { type: _type, ...fields } = state;
  return Object.values(fields).every(
    (value) => value === null || value === '' || (Array.isArray(value) && value.length === 0),
  );
}

/** Slack: "Plain-text input element": 3000 characters where the app says nothing. */
const MOST_TYPED = 3_000;

function lengthError(
  { min_length: min, max_length: max = MOST_TYPED }: JsonObject,
  text: string,
): string | null {
  if (typeof min === 'number' && text.length < min) return `Must be at least ${min} characters.`;
  if (typeof max === 'number' && text.length > max) return `Must be at most ${max} characters.`;
  return null;
}

function numberError(element: JsonObject, text: string): string | null {
  const { min_value: min, max_value: max, is_decimal_allowed: isDecimal } = element;
  if (!(isDecimal === true ? /^-?\d+(\.\d+)?$/ : /^-?\d+$/).test(text))
    return isDecimal === true ? 'Must be a number.' : 'Must be a whole number.';
  if (typeof min === 'string' && Number(text) < Number(min)) return `Must be at least ${min}.`;
  if (typeof max === 'string' && Number(text) > Number(max)) return `Must be at most ${max}.`;
  return null;
}

function textError(element: JsonObject, text: string): string | null {
  switch (element['type']) {
    case 'number_input':
      return numberError(element, text);
    case 'email_text_input':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? null : 'Must be an email address.';
    case 'url_text_input':
      return URL.canParse(text) ? null : 'Must be a web address.';
    default:
      return lengthError(element, text);
  }
}

/** What Slack's own client would not send off, by block id: empty required inputs, and texts that do not fit. */
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
    const error = typeof text === 'string' ? textError(element, text) : null;
    if (error !== null) errors[blockId] = error;
  }
  return errors;
}
