import { elementsOf } from './blocks/validate.ts';
import { type Entry, initialState, stateAfter } from './element-state.ts';
import { isObject, type JsonObject } from './json-value.ts';

/** What stands in the elements of some blocks, by block id and action id (`state.values` of a payload). */
export type Values = Record<string, Record<string, JsonObject>>;

/** What the app offered for an element that asks it, by block id and action id. */
export type Offered = (blockId: string, actionId: string) => readonly JsonObject[];

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

/** The values after a person filled in inputs, by block id; throws for a block that takes none. */
export function filledIn(
  blocks: readonly JsonObject[],
  values: Values,
  entries: Readonly<Record<string, Entry>>,
  offered: Offered,
): Values {
  const filled = { ...values };
  for (const [blockId, entry] of Object.entries(entries)) {
    const block = blocks.find((one) => one['block_id'] === blockId && one['type'] === 'input');
    const element = block?.['element'];
    if (!isObject(element)) throw new Error(`There is no input block ${blockId} here`);
    const actionId = String(element['action_id']);
    const state = stateAfter(element, entry, offered(blockId, actionId));
    filled[blockId] = { ...filled[blockId], [actionId]: state };
  }
  return filled;
}
