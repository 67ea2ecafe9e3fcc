import type { JsonObject } from '../json-value.ts';

/** What stands behind a workspace, for the side panels of its page. The demo has one; a test need not. */
export interface Backstage {
  /** All that the panels show, as JSON. */
  show(): JsonObject;
  /** Does what a panel asks for; throws an Error whose message a person can act on. */
  act(body: unknown): Promise<JsonObject>;
  /** Calls back when there is something new to show; the returned function ends it. */
  onChange(listener: () => void): () => void;
}
