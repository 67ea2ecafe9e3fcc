import type { ServerResponse } from 'node:http';

/** Something that is served at a path beside Slack's requests, to a plain GET and to nothing else. */
export interface Page {
  readonly path: string;
  /** Writes the whole answer. Never throws. */
  answer(response: ServerResponse): Promise<void>;
}
