import { isObject, type JsonObject } from '../json-value.ts';
import { invalidArguments, Refusal } from '../refusal.ts';

/** Arguments that Slack's client sends as JSON inside a form (Slack: "Using the Web API"). */
const STRUCTURED = new Set(['blocks', 'view', 'metadata', 'attachments']);

/** The arguments of one call, from a form or from a JSON body. */
export class Arguments {
  readonly all: JsonObject;

  constructor(all: JsonObject) {
    this.all = all;
  }

  has(name: string): boolean {
    return this.all[name] !== undefined;
  }

  text(name: string): string | null {
    const value = this.all[name];
    if (value === undefined || value === null || value === '') return null;
    return String(value);
  }

  required(name: string): string {
    const value = this.text(name);
    if (value === null) throw invalidArguments(`[ERROR] missing required field: ${name}`);
    return value;
  }

  flag(name: string): boolean {
    const value = this.all[name];
    return value === true || value === 'true' || value === '1' || value === 1;
  }

  /** A number from `min` to `max`; the fallback where none is given. */
  count(name: string, fallback: number, max: number): number {
    const value = this.text(name);
    if (value === null) return fallback;
    const number = Number(value);
    if (!Number.isInteger(number) || number < 1) throw new Refusal('invalid_limit');
    return Math.min(number, max);
  }
}

function fromForm(body: string): JsonObject {
  const all: JsonObject = {};
  for (const [name, value] of new URLSearchParams(body)) {
    all[name] = STRUCTURED.has(name) && value !== '' ? parsed(name, value) : value;
  }
  return all;
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    if (name === 'blocks') throw new Refusal('invalid_blocks_format');
    if (name === 'metadata') throw new Refusal('invalid_metadata_format');
    throw invalidArguments(`[ERROR] failed to match all allowed schemas [json-pointer:/${name}]`);
  }
}

function fromJson(body: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(body === '' ? '{}' : body);
  } catch {
    throw new Refusal('invalid_json');
  }
  if (!isObject(value)) throw new Refusal('json_not_object');
  for (const [name, field] of Object.entries(value)) {
    if (STRUCTURED.has(name) && typeof field === 'string') value[name] = parsed(name, field);
  }
  return value;
}

/**
 * Reads a body as Slack does ("Using the Web API", errors of every method): a form or JSON. Refuses other content
 * types; multipart, which Slack takes for files, is not taken here.
 */
export function readArguments(contentType: string, body: string): Arguments {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === 'application/json') return new Arguments(fromJson(body));
  if (type === '' && body !== '') throw new Refusal('missing_post_type');
  if (!['', 'application/x-www-form-urlencoded', 'text/plain'].includes(type))
    throw new Refusal('invalid_post_type');
  return new Arguments(fromForm(body));
}
