import type {
  Actor,
  Brakes,
  CallOutcome,
  Found,
  Look,
  Policy,
  PreparedCall,
  RunDeed,
  Store,
  Urgency,
} from '../lifecycle/ports.ts';
import type { Provider, Task, TaskRef } from '../lifecycle/task.ts';
import type { Leftover } from './leftovers/leftover.ts';
import type { Place } from './leftovers/place.ts';

/** The address blocks of the cloud's own servers that one side of a task let in, asked from the cloud now. */
export interface ServerBlocks {
  readonly side: 'source' | 'destination';
  /** `internet` for public addresses, `vpc` for leased lines, VPN, CEN and the like. */
  readonly network: 'internet' | 'vpc';
  /** The regions whose servers reached this side. */
  readonly regions: readonly string[];
  /** CIDR blocks or single addresses as the cloud writes them, each once, sorted. */
  readonly blocks: readonly string[];
}

/** A leftover that can be removed, as a look found it. */
export interface Sighting {
  readonly leftover: Leftover;
  /** Why the cloud would not let it go now, with the way out; `null` where nothing is in the way. */
  readonly hindrance: string | null;
}

/** Something that a look found and that Cutover only reports: a person decides, and does it by hand. */
export interface Report {
  /** The same in two looks at the same thing. */
  readonly key: string;
  /** Plain text, a few words: what is where. */
  readonly title: string;
  /** Plain text, a sentence: what to do about it. */
  readonly todo: string;
  readonly details: readonly string[];
  /** Open to the world, or otherwise worse than untidy. */
  readonly urgent: boolean;
}

/** What a look at a place showed. */
export type Seen =
  | {
      readonly kind: 'there';
      readonly found: readonly Sighting[];
      readonly reports: readonly Report[];
      /** Addresses and host names that the cloud tells for it, so that tasks that use them are recognised. */
      readonly knownAs: readonly string[];
      /** Why these are not all, in a few words; left out where they are. */
      readonly namesMissing?: string;
    }
  /** The database, machine, group or address itself does not exist any more. */
  | { readonly kind: 'gone' };

/** Whether the thing that a removal changes takes a change now. */
export type Readiness =
  | { readonly kind: 'ready' }
  | { readonly kind: 'busy'; readonly why: string } // it will pass: an instance that is being changed
  | { readonly kind: 'not-now'; readonly why: string } // it will not pass by itself: locked, stopped
  | { readonly kind: 'gone' };

/** What is done to a leftover. `neutralise` is for engines that refuse to delete a group; `restore` undoes. */
export type Step = 'remove' | 'neutralise' | 'restore';

/** What the clean-up asks of a cloud account. Reads throw `ProviderError`; `change` never throws, never repeats. */
export interface CleanupCloud {
  readonly provider: Provider;
  readonly account: string;
  /** The blocks for the sides of the task that a person let in by hand; empty where the cloud has none to tell. */
  serverBlocks(task: Task): Promise<readonly ServerBlocks[]>;
  look(ref: TaskRef, urgency: Urgency): Promise<Look>;
  /**
   * Every task of the account in every region where the service exists, of every type, paged to the end. Never
   * throws: a region that did not answer is in `looked` with its problem.
   */
  everyTask(urgency: Urgency): Promise<Found>;
  /** What is left at a place, as it is now. A place that this cloud has no way to look at throws `rejected`. */
  see(place: Place, urgency: Urgency): Promise<Seen>;
  readiness(leftover: Leftover): Promise<Readiness>;
  /** The call for a step, bound to the value of the leftover; `null` where this cloud has none. Pure. */
  prepareChange(step: Step, leftover: Leftover): PreparedCall | null;
  /** Sends the prepared call once. `gone` = the cloud says it is not there. */
  change(step: Step, leftover: Leftover): Promise<CallOutcome>;
  /** Does this refusal of `remove` mean that the engine cannot delete the group, so that `neutralise` is the way? */
  cannotDelete(leftover: Leftover, code: string): boolean;
}

/** Every living task that was last seen, kept outside the main document. */
export interface Snapshots {
  /** Tasks whose job id, instance id or name, or a database of theirs by instance id, name or address, is `words`, ignoring case. */
  find(words: string): Promise<readonly Task[]>;
}

/** Where a person works, for reminders; `null` where Slack does not tell. */
export type TimeZoneOf = (userId: string) => Promise<string | null>;

/** All times in milliseconds. */
export interface CleanupSettings {
  /** How long what is known of other tasks may be used for showing; a removal asks afresh. */
  readonly livingMs: number;
  /** Looks after the opening, and after every removal. */
  readonly secondLooksMs: readonly number[];
  /** Between two looks while something is open. */
  readonly lookAgainMs: number;
  /** Between two looks at something that is being removed. */
  readonly pollMs: number;
  /** How long an accepted removal may take to be seen. */
  readonly removingMs: number;
  /** How long to wait for a busy instance. */
  readonly busyMs: number;
  /** How long a shown removal is good. */
  readonly confirmMs: number;
  /** How long an old value is kept and can be put back. */
  readonly undoMs: number;
  /** How long a closed checklist stays in the document, after its last look. */
  readonly keepMs: number;
}

/** Everything the clean-up needs from others. */
export interface CleanupPorts {
  readonly clouds: readonly CleanupCloud[];
  readonly store: Store;
  readonly policy: Policy;
  readonly brakes: Brakes;
  readonly snapshots: Snapshots;
  readonly timeZoneOf: TimeZoneOf;
  /** Where the messages of an account go: checklists of the same channel share one digest. */
  readonly channelOf: (account: string) => string;
  readonly settings: CleanupSettings;
  readonly now: () => number;
  readonly newId: (prefix: string) => string;
  /** Resolves after that time, or at once when the bot is being stopped. */
  readonly wait: (milliseconds: number) => Promise<void>;
  readonly stopping: () => boolean;
  readonly deed: RunDeed;
  readonly reached: (point: CleanupPoint) => void;
}

/** Points at which a test may kill the process; nothing else listens. */
export type CleanupPoint = 'removal-taken' | 'removal-intent' | 'removal-called' | 'removal-answered';

export type { Actor };
