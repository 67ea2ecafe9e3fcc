import type { JsonObject } from './json-value.ts';

export interface Envelope {
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: JsonObject;
}

/** What became of an envelope: the app's answer, or why there is none. */
export type Delivery =
  | { kind: 'acknowledged'; payload: JsonObject; afterMs: number }
  | { kind: 'timeout' }
  | { kind: 'failed'; why: string };

/** The way from the workspace to the app. */
export interface Transport {
  deliver(envelope: Envelope): Promise<Delivery>;
}
