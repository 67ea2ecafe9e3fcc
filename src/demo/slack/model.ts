import type { JsonObject } from './json-value.ts';

export interface Person {
  id: string;
  /** The short name typed after @. */
  name: string;
  realName: string;
  /** What the person is here for, in a few words. */
  role: string;
  teamId: string;
  isBot: boolean;
  /** A guest (`is_restricted`). */
  isRestricted: boolean;
  /** Somebody of another workspace (`is_stranger`). */
  isStranger: boolean;
  deleted: boolean;
}

export interface Channel {
  id: string;
  name: string;
  kind: 'public' | 'private' | 'im';
  members: string[];
  archived: boolean;
  /** With another workspace (Slack Connect). */
  shared?: boolean;
}

export interface UserGroup {
  id: string;
  handle: string;
  name: string;
  users: string[];
}

export interface Metadata {
  event_type: string;
  event_payload: JsonObject;
}

/** A message, for everybody or (`onlyFor`) for one person. It is changed through `WorkspaceState.change` only. */
export interface Post {
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: JsonObject[];
  readonly metadata: Metadata | null;
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly edited: { user: string; ts: string } | null;
  readonly onlyFor: string | null;
  /** Posted through the Web API or a response_url, not typed by a person. */
  readonly byApp: boolean;
  readonly subtype: 'tombstone' | null;
}

/** A modal or a Home tab, with what the person has put in so far. */
export interface View {
  id: string;
  user: string;
  definition: JsonObject;
  values: Record<string, Record<string, JsonObject>>;
  hash: string;
  rootId: string;
  previousId: string | null;
}

export interface WorkspaceSeed {
  team: { id: string; domain: string; name: string };
  app: { id: string; botId: string; botUser: string };
  people: Person[];
  channels: Channel[];
  groups: UserGroup[];
}
