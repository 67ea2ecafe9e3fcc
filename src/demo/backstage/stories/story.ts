import type { Call } from '../../clouds/shown.ts';
import type { WorldSeed } from '../../clouds/world-options.ts';
import type { BackstageDeed, BotShown, CloudShown, TaskShown } from '../shown.ts';

/** A guided scenario: the world it needs, and what to do in it, in order. Data, and nothing that acts. */
export interface Story {
  readonly id: string;
  readonly title: string;
  /** What one learns from it, in one sentence. */
  readonly about: string;
  /** A fresh copy at each call. */
  seed(): WorldSeed;
  readonly steps: readonly Step[];
}

export interface Step {
  /** Who does it: a person's id, and the channel where. */
  readonly as: string;
  readonly channel: string;
  /** What to do, in one sentence. */
  readonly say: string;
  /** The line to type, where there is one. */
  readonly type?: string;
  /** What is done backstage instead: the label of a button, and what it sends. */
  readonly deed?: { readonly label: string; readonly body: BackstageDeed };
  /** What one sees then, in one sentence. */
  readonly see: string;
  /** Has it happened? Pure; once true it counts for good. */
  done(seen: Seen): boolean;
}

/** What has been seen since the story began. */
export interface Seen {
  readonly endings: readonly SeenEnding[];
  readonly checklists: readonly SeenChecklist[];
  /** What the bot has said to one person only, each text once. */
  readonly whispers: readonly { readonly user: string; readonly text: string }[];
  /** What the bot has said in the threads under its messages, each text once. */
  readonly replies: readonly string[];
  readonly tasks: readonly TaskShown[];
  readonly clouds: readonly CloudShown[];
  /** Every call so far, oldest first. */
  readonly calls: readonly Call[];
  readonly bot: Pick<BotShown, 'state' | 'starts' | 'diesAtNextChange'>;
}

/** The channel message of an ending (`cutover_ending`), with every state that it was seen in, oldest first. */
export interface SeenEnding {
  readonly ending: string;
  readonly task: string;
  readonly action: string;
  readonly states: readonly string[];
  /** What the message says now. */
  readonly text: string;
}

/** The channel message of a checklist (`cutover_checklist`), with every text that it was seen with, oldest first. */
export interface SeenChecklist {
  readonly ending: string;
  readonly task: string;
  /** Items that are neither gone nor signed off, as the message counts them now. */
  readonly open: number;
  readonly texts: readonly string[];
}
