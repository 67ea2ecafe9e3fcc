import { boolean, type Check, object, oneOf, string } from './check.ts';
import { plainText } from './composition.ts';

export const focus = { focus_on_load: boolean };
export const placeholder = { placeholder: plainText(150) };

/** An interactive element: a type, these fields, and an action_id. */
export function shaped(
  type: string,
  required: Record<string, Check>,
  optional: Record<string, Check> = {},
): Check {
  return object({ type: oneOf(type), ...required }, { action_id: string(255), ...optional });
}
