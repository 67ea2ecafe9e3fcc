import type { RespondFn } from '@slack/bolt';
import type { Story } from '../audit/report/story.ts';
import type { BrakeRoom } from '../brakes/brakes.ts';
import type { Cleanup } from '../cleanup/cleanup.ts';
import type { Lifecycle } from '../lifecycle/lifecycle.ts';
import type { Actor } from '../lifecycle/ports.ts';
import type { Schedule } from '../lifecycle/schedule/schedule.ts';
import type { Provider } from '../lifecycle/task.ts';
import type { Rights } from '../policy/rights.ts';
import { GivenUp } from './given-up.ts';
import type { Homes } from './home/homes.ts';
import type { Memory } from './memory.ts';

/** One line of the log: what happened, never a secret. */
export interface Log {
  debug(event: string, facts?: Record<string, unknown>): void;
  info(event: string, facts?: Record<string, unknown>): void;
  warn(event: string, facts?: Record<string, unknown>): void;
  error(event: string, facts?: Record<string, unknown>): void;
}

/** One page of a list of tasks, or of the items of a checklist. */
export type ListPage =
  | {
      readonly kind: 'tasks';
      readonly scope: Provider | null;
      readonly words: string;
      readonly page: number;
    }
  | { readonly kind: 'items'; readonly checklistId: string; readonly page: number };

/** What a person has said of a request, beside its task. */
export interface Said {
  readonly reason: string | null;
  readonly schedule: Schedule | null;
}

/** What the listeners of this room work with. */
export interface Room {
  readonly lifecycle: Lifecycle;
  readonly cleanup: Cleanup;
  /** What the audit log has of an ending, in plain words; `null` where it has nothing. */
  readonly evidence: (ending: string) => Promise<Story | null>;
  readonly brakes: BrakeRoom;
  /** What a person may, for one answer that offers something; it decides nothing. */
  readonly rights: (actor: Actor) => Rights;
  /** The IANA name of a person's time zone; `null` where Slack does not tell. Throws where Slack does not answer. */
  readonly timeZoneOf: (userId: string) => Promise<string | null>;
  readonly newId: (prefix: string) => string;
  /** What the "Next page" button of a list stands for. A list is read again in any case. */
  readonly lists: Memory<ListPage>;
  /**
   * How to reach the message that a plan's modal was opened from, so that its button can go away. A response
   * URL is a capability: it is never stored.
   */
  readonly plans: Memory<RespondFn>;
  /** The channel in which a form was opened: Slack does not say it when the form comes back. */
  readonly places: Memory<string>;
  /** Reasons and times typed before it was clear which task or which way was meant, for the plan that follows. */
  readonly said: Memory<Said>;
  /** The Home tabs of those who have opened one lately. */
  readonly homes: Homes;
  readonly log: Log;
  /** Work that is under way; stopping waits for it. */
  readonly running: Running;
  readonly now: () => number;
  /** For how long after it a removal can be put back, in milliseconds. */
  readonly undoMs: number;
}

/** The moment at which something is shown, in milliseconds, and for how long after it a removal can be put back. */
export interface Moment {
  readonly now: number;
  readonly undoMs: number;
}

/** What a message that is made now needs to know of the time. */
export function momentOf(room: { readonly now: () => number; readonly undoMs: number }): Moment {
  return { now: room.now(), undoMs: room.undoMs };
}

/** Counts the work that goes on behind acknowledged clicks, so that a stop can wait for it, or give it up. */
export interface Running {
  /** The work's own result, or `GivenUp` where a stop did not wait for it. */
  track<T>(work: Promise<T>): Promise<T>;
  /** Resolves when all work is over. */
  idle(): Promise<void>;
  /** Whoever waits for work that is under way is told that a stop does not wait for it. */
  giveUp(): void;
}

export function createRunning(): Running {
  const works = new Map<Promise<unknown>, (reason: GivenUp) => void>();
  return {
    track(work) {
      const settled: Promise<void> = work.then(
        () => undefined,
        () => undefined,
      );
      void settled.then(() => works.delete(settled));
      return new Promise((resolve, reject) => {
        works.set(settled, reject);
        work.then(resolve, reject);
      });
    },
    async idle() {
      while (works.size > 0) await Promise.all(works.keys());
    },
    giveUp() {
      for (const reject of works.values()) reject(new GivenUp());
    },
  };
}
