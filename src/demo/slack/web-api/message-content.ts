import { withIds } from '../blocks/fill-ids.ts';
import { asMessages, messageProblems, textLength } from '../blocks/validate.ts';
import { isObject, type JsonObject } from '../json-value.ts';
import type { Metadata } from '../model.ts';
import { Refusal } from '../refusal.ts';

const MOST_TEXT_IN_BLOCKS = 13_200;
const MOST_TEXT = 40_000;
const MOST_METADATA = 8_000;

/** The blocks with their ids, or Slack's refusal of them. */
export function checkedBlocks(blocks: unknown): JsonObject[] {
  if (blocks === undefined || blocks === null) return [];
  const problems = messageProblems(blocks);
  if (problems.length > 0) {
    const messages = asMessages(problems);
    throw new Refusal('invalid_blocks', { errors: messages, response_metadata: { messages } });
  }
  if (textLength(blocks) > MOST_TEXT_IN_BLOCKS) throw new Refusal('msg_blocks_too_long');
  return withIds(blocks);
}

/** Message metadata (Slack: "Message metadata"): a type and a payload, 8 kB together. */
export function checkedMetadata(metadata: unknown): Metadata | null {
  if (metadata === undefined || metadata === null) return null;
  if (!isObject(metadata)) throw new Refusal('invalid_metadata_format');
  const { event_type: type, event_payload: payload } = metadata;
  if (type === undefined && payload === undefined) return null;
  if (typeof type !== 'string' || type === '' || !isObject(payload))
    throw new Refusal('invalid_metadata_format');
  if (Buffer.byteLength(JSON.stringify(metadata)) > MOST_METADATA) throw new Refusal('metadata_too_large');
  return { event_type: type, event_payload: structuredClone(payload) };
}

export interface Content {
  text: string;
  blocks: JsonObject[];
}

/** At most `most` UTF-16 units of a text, without half a character at its end. */
function cut(text: string, most: number): string {
  return text.length <= most ? text : text.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
}

/** Text and blocks of a new message; one of them must be there, and a text above 40,000 characters is cut. */
export function checkedContent(text: string | null, blocks: unknown): Content {
  const checked = checkedBlocks(blocks);
  if (text === null && checked.length === 0) throw new Refusal('no_text');
  return { text: cut(text ?? '', MOST_TEXT), blocks: checked };
}
