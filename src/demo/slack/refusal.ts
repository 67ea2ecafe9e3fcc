import type { JsonObject } from './json-value.ts';

/** Slack says no: becomes `{"ok":false,"error":code}` with the extra fields beside it. */
export class Refusal extends Error {
  readonly code: string;
  readonly extra: JsonObject;

  constructor(code: string, extra: JsonObject = {}) {
    super(code);
    this.code = code;
    this.extra = extra;
  }
}

/** An argument is missing or of the wrong kind, with the text Slack puts into `response_metadata.messages`. */
export function invalidArguments(...messages: string[]): Refusal {
  return new Refusal('invalid_arguments', { response_metadata: { messages } });
}
