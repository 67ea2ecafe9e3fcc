import type { JsonObject } from './json-value.ts';

export interface Envelope {
  type: 'slash_commands' | 'interactive' | 'events_api';
  payload: JsonObject;
}

/** Why an event is sent once more, in the words of `x-slack-retry-reason` (Slack: "The Events API"). */
export type RetryReason =
  | 'http_timeout'
  | 'too_many_redirects'
  | 'connection_failed'
  | 'http_error'
  | 'unknown_error';

/** What became of an envelope: the app's answer, or why there is none. */
export type Delivery =
  | { kind: 'acknowledged'; payload: JsonObject; afterMs: number }
  | { kind: 'timeout' }
  | { kind: 'failed'; why: string; reason: RetryReason; noRetry?: boolean };

/** This is the second, third or fourth time that an event is sent. */
export interface Retry {
  /** 1 to 3. */
  readonly attempt: number;
  readonly reason: RetryReason;
}

/** The way from the workspace to the app. */
export interface Transport {
  /** Sends an envelope, waits for its acknowledgement and never throws. */
  deliver(envelope: Envelope, retry?: Retry): Promise<Delivery>;
}
