/** What the server of the workspace tells its page, as plain data. Page and server share these shapes and nothing else. */

import type { JsonObject } from '../json-value.ts';

/** An answer of `GET /page/state?user=&channel=&since=`. */
export interface Shown {
  /** Changes when the workspace was emptied; whatever the page has kept until then is void. */
  readonly epoch: string;
  /** Every change up to this one is in the answer; the next question names it as `since`. */
  readonly revision: number;
  readonly workspace: WorkspaceShown;
  /** The channels and direct messages of the person, in the order of the sidebar. */
  readonly channels: readonly ChannelShown[];
  /** What changed after `since` in the channel: roots, replies and the person's own ephemeral messages, oldest first. */
  readonly messages: readonly MessageShown[];
  /** The keys of messages that went away after `since`. */
  readonly gone: readonly string[];
  /** Older messages exist than those that were sent. */
  readonly cut: boolean;
  /** The modals the person has open, the top one last. */
  readonly views: readonly ViewShown[];
  /** The Home tab, once the app has published one. */
  readonly home: ViewShown | null;
}

export interface PersonShown {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** What the person is here for, in a few words. */
  readonly role: string;
  readonly isBot: boolean;
  readonly isRestricted: boolean;
  readonly isStranger: boolean;
  readonly deleted: boolean;
}

export interface CommandShown {
  readonly command: string;
  readonly description: string;
  readonly usage_hint?: string | undefined;
}

export interface WorkspaceShown {
  readonly team: { readonly id: string; readonly name: string };
  readonly app: { readonly id: string; readonly name: string; readonly botUser: string };
  readonly people: readonly PersonShown[];
  readonly groups: readonly {
    readonly id: string;
    readonly handle: string;
    readonly name: string;
    readonly users: readonly string[];
  }[];
  readonly commands: readonly CommandShown[];
  /** The manifest switches the Home tab on. */
  readonly hasHome: boolean;
  /** Open Socket Mode connections; null where the app is reached by signed requests. */
  readonly connections: number | null;
  /** Side panels are there: `GET /page/backstage` answers. */
  readonly hasBackstage: boolean;
  readonly trouble: { readonly offline: boolean; readonly slow: boolean; readonly duplicate: boolean };
  /** What the app sent and Slack would have dropped in silence or with a vague sign to the person. */
  readonly problems: readonly string[];
}

export interface ChannelShown {
  readonly id: string;
  readonly name: string;
  readonly kind: 'public' | 'private' | 'im';
  readonly archived: boolean;
  /** How many members. */
  readonly members: number;
  readonly hasApp: boolean;
  /** Messages after the person's read mark that somebody else wrote; replies in threads do not count. */
  readonly unread: number;
  /** How many of them mention the person, one of their groups, or everybody. */
  readonly mentions: number;
}

export interface MessageShown {
  /** `ts`, or `ts@USER` for a message that only one person sees. */
  readonly key: string;
  readonly revision: number;
  readonly channel: string;
  readonly ts: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly JsonObject[];
  readonly threadTs: string | null;
  readonly broadcast: boolean;
  readonly edited: boolean;
  readonly onlyFor: string | null;
  readonly byApp: boolean;
  readonly tombstone: boolean;
  /** Replies in the thread of this message. */
  readonly replies: number;
  /** Who replied, first come first, at most five. */
  readonly repliers: readonly string[];
  readonly lastReply: string | null;
}

/** A view in the shape of Slack's own `view` object. */
export type ViewShown = JsonObject;
