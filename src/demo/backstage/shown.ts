/** What stands behind the rehearsal, as the side panels of its page show it: plain data, no behaviour. */

import type { AccessView, Call, CloudName, TaskView } from '../clouds/shown.ts';

/** An answer of `GET /page/backstage`. */
export interface BackstageShown {
  readonly bot: BotShown;
  readonly clouds: CloudsShown;
  readonly stories: readonly StoryTitle[];
  /** The story that is being played; null between stories. */
  readonly story: StoryShown | null;
}

export interface BotShown {
  /** `killed`: by a person or by a story; `crashed`: by itself. */
  readonly state: 'starting' | 'running' | 'stopping' | 'stopped' | 'killed' | 'crashed';
  /** How often it was started in this world: a story, and starting over, count anew. */
  readonly starts: number;
  /** Since when it is in this state, in ms since 1970. */
  readonly since: number;
  /** It is killed the moment its next changing call has reached a cloud, before it hears the answer. */
  readonly diesAtNextChange: boolean;
  /** The latest lines of its log, oldest first. */
  readonly lines: readonly string[];
}

export interface CloudsShown {
  /** Simulated time in ms since 1970, and how many simulated seconds pass in a real one. */
  readonly now: number;
  readonly speed: number;
  readonly clouds: readonly CloudShown[];
  readonly tasks: readonly TaskShown[];
  readonly access: readonly AccessView[];
  /**
   * The latest 60 calls, newest first, and after them the latest 60 of the older ones that change something. `serial`
   * grows by one with each call.
   */
  readonly calls: readonly (Call & { readonly serial: number })[];
}

export interface CloudShown {
  readonly cloud: CloudName;
  /** Every connection to it is dropped. */
  readonly cutOff: boolean;
  /** Calls that will still be throttled, delayed, or lose their answer, by kind of trouble. */
  readonly waiting: { readonly throttle: number; readonly delay: number; readonly lost: number };
  readonly regions: readonly string[];
  readonly silentRegions: readonly string[];
  /** Rights taken away, as "product:Action". */
  readonly denied: readonly string[];
}

export interface TaskShown extends TaskView {
  /** Seconds behind; null where the cloud shows none. */
  readonly lagSeconds: number | null;
  /** How many seconds the lag grows in a simulated second. */
  readonly lagGrowth: number;
  readonly error: string | null;
  /** How its next end will go. */
  readonly ending: 'normal' | 'hangs' | 'fails';
  readonly isOver: boolean;
}

export interface StoryTitle {
  readonly id: string;
  readonly title: string;
  /** What one learns from it, in one sentence. */
  readonly about: string;
}

export interface StoryShown extends StoryTitle {
  readonly steps: readonly StepShown[];
}

export interface StepShown {
  /** Who does it: a person's id, and the channel where. */
  readonly as: string;
  readonly channel: string;
  /** What to do, in one sentence. */
  readonly say: string;
  /** The line to type, where there is one. */
  readonly type: string | null;
  /** What is done backstage instead of in the conversation: the label of a button, and what it sends. */
  readonly deed: { readonly label: string; readonly body: BackstageDeed } | null;
  /** What one sees then, in one sentence. */
  readonly see: string;
  /** It was seen happening. */
  readonly done: boolean;
}

/** What `POST /page/backstage` takes. */
export type BackstageDeed =
  | { readonly deed: 'bot'; readonly to: 'start' | 'stop' | 'kill' | 'restart' }
  | { readonly deed: 'bot-dies-at-next-change'; readonly on: boolean }
  /** Plays a story from its beginning: a fresh world, an empty workspace, a bot without memory. */
  | { readonly deed: 'play'; readonly story: string }
  /** The same without a story. */
  | { readonly deed: 'start-over' }
  /** One control of the clouds (`CONTROLS` in ../clouds/control.ts), with its arguments. */
  | { readonly deed: 'cloud'; readonly control: string; readonly with: Readonly<Record<string, unknown>> };
