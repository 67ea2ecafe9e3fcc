import { randomBytes } from 'node:crypto';
import { isObject, type JsonObject, objectsOf } from '../json-value.ts';

const WITHOUT_ACTION = new Set(['image', 'mrkdwn', 'plain_text']);

function freshId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5);
}

function withActionId(element: unknown): unknown {
  if (!isObject(element) || WITHOUT_ACTION.has(String(element['type']))) return element;
  return { action_id: freshId(), ...element };
}

/** A copy of the blocks in which each block and each element has an id, as Slack gives them. */
export function withIds(blocks: unknown): JsonObject[] {
  return objectsOf(structuredClone(blocks)).map((block) => {
    const filled: JsonObject = { block_id: freshId(), ...block };
    if (filled['accessory'] !== undefined) filled['accessory'] = withActionId(filled['accessory']);
    if (filled['element'] !== undefined) filled['element'] = withActionId(filled['element']);
    if (filled['type'] === 'actions') filled['elements'] = objectsOf(filled['elements']).map(withActionId);
    return filled;
  });
}
