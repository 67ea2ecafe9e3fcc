import type { ApiCall } from './call-log.ts';
import type { EventDelivery } from './event-delivery.ts';
import type { Faults } from './faults.ts';
import type { AppManifest } from './manifest.ts';
import type { MessageInputs } from './message-inputs.ts';
import type { Modals } from './modals.ts';
import type { ResponseUrls } from './response-urls.ts';
import type { WorkspaceState } from './state.ts';
import type { Suggestions } from './suggestions.ts';
import type { Transport } from './transport.ts';
import type { Triggers } from './triggers.ts';
import type { RateLimits } from './web-api/rate-limits.ts';

export interface Secrets {
  botToken: string;
  appToken: string;
  signingSecret: string;
  /** The old verification token that still rides in payloads. */
  verificationToken: string;
}

/** Everything the parts of the local workspace share. */
export interface World {
  readonly state: WorkspaceState;
  readonly manifest: AppManifest;
  readonly secrets: Secrets;
  readonly triggers: Triggers;
  readonly modals: Modals;
  readonly messageInputs: MessageInputs;
  readonly suggestions: Suggestions;
  readonly responseUrls: ResponseUrls;
  readonly faults: Faults;
  readonly transport: Transport;
  readonly events: EventDelivery;
  readonly calls: ApiCall[];
  /** What the app sent and Slack would have dropped in silence or with a vague sign to the person. */
  readonly problems: string[];
  readonly rateLimits: RateLimits | null;
  now(): number;
  /** `http://127.0.0.1:PORT`, without a slash at the end. */
  origin(): string;
  /** The WebSocket address of a new Socket Mode connection. */
  openConnection(): string;
}
