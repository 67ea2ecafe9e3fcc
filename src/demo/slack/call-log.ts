import type { JsonObject } from './json-value.ts';

/** One call of the Web API or of a response_url (`method: "response_url"`), without any token. */
export interface ApiCall {
  at: number;
  method: string;
  args: JsonObject;
  /** The HTTP status, or 0 where the connection was cut or left hanging. */
  status: number;
  answer: JsonObject;
}
