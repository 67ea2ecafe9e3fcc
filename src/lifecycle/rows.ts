import type { EndingState } from './ending.ts';
import type { Write } from './ports.ts';
import type { PlannedSchedule } from './schedule/schedule.ts';
import type { Provider } from './task.ts';

/** The kinds of rows the core keeps in the store, beside those of the clean-up and of Slack. */
export const CONFIRMATION = 'confirmation';
export const ENDING = 'ending';
/** Which ending holds a task and direction; id = task key. */
export const LIVE = 'live';
/** Messages to send, in the order of their ids. */
export const OUTBOX = 'outbox';
/** Ended endings whose checklist is to be opened. */
export const CLEANUP_DUE = 'cleanup-due';

/** Endings that wait for their time; id = ending id, there for as long as they wait. */
export const SCHEDULE = 'schedule';

/** Where the message of an ending or a checklist stands in Slack; goes when its subject is forgotten. */
export const POSTED = 'posted';

/** The row id under which a message's place is kept. */
export function postedId(about: 'ending' | 'checklist', id: string): string {
  return `${about}/${id}`;
}

export interface LiveRow {
  readonly endingId: string;
}

export interface CleanupDue {
  readonly endingId: string;
}

export interface ScheduleRow {
  readonly endingId: string;
}

/** A line for the thread of an ending's message. Rendered by Slack's room; ids of people are mentioned there. */
export type Note =
  | { readonly kind: 'approved'; readonly userId: string; readonly given: number; readonly needed: number }
  /** All seemed to have agreed, and now more must: somebody's agreement counts no more, or the policy asks for more. */
  | {
      readonly kind: 'waits-again';
      readonly lost: readonly { readonly userId: string; readonly why: string }[];
      readonly missing: number;
    }
  | { readonly kind: 'press-again'; readonly userId: string }
  | { readonly kind: 'slow'; readonly minutes: number }
  /** A scheduled end is near: who must look, what stands against it in sentences, and what people still have to do. */
  | {
      readonly kind: 'reminder';
      readonly endingId: string;
      readonly title: string;
      readonly to: readonly string[];
      readonly schedule: PlannedSchedule;
      readonly present: string | null;
      /** How many people must still agree, and of whom. */
      readonly missing: number;
      readonly approvers: readonly string[];
      /** Whose agreement counts no more, and why. */
      readonly lost: readonly { readonly userId: string; readonly why: string }[];
      readonly against: readonly string[];
    }
  | { readonly kind: 'present'; readonly userId: string }
  /** The time of a scheduled end came, and something that people had to do was missing. */
  | { readonly kind: 'not-begun'; readonly why: string }
  | { readonly kind: 'state'; readonly state: EndingState; readonly why: string | null }
  | { readonly kind: 'signed-off'; readonly userId: string; readonly item: string; readonly text: string }
  /** What happened in the clean-up, in whole sentences; who did it, where a person did. */
  | { readonly kind: 'cleanup'; readonly userId: string | null; readonly text: string };

/** What became of a brake: a hold on a task, or the freeze of everything. Times in milliseconds since 1970. */
export type BrakeNews =
  | {
      readonly kind: 'held' | 'lifted' | 'over';
      /** `null` where its time was over. */
      readonly by: string | null;
      readonly task: {
        readonly title: string;
        readonly taskId: string;
        readonly provider: Provider;
        readonly account: string;
      };
      readonly until: number | null;
      readonly because: string;
    }
  | { readonly kind: 'frozen' | 'thawed'; readonly by: string; readonly because: string };

/**
 * What the outbox tells: the current state of an ending or checklist, one line in a thread, a channel's open
 * checklists, what became of a brake, or the day's head of the audit log (`id` = the channel in all three).
 */
export type Announcement =
  | {
      readonly what: 'head';
      readonly id: string;
      readonly day: string;
      readonly seq: number;
      readonly hash: string;
    }
  | { readonly what: 'digest'; readonly id: string; readonly checklists: readonly string[] }
  | { readonly what: 'brake'; readonly id: string; readonly news: BrakeNews }
  | { readonly what: 'ending'; readonly id: string }
  | { readonly what: 'checklist'; readonly id: string }
  | {
      readonly what: 'note';
      readonly about: 'ending' | 'checklist';
      readonly id: string;
      readonly note: Note;
      readonly broadcast: boolean;
    };

/** The write that has something told: a row of the outbox, due now, after all that were written before it. */
export function announcement(
  ports: { readonly newId: (prefix: string) => string; readonly now: () => number },
  value: Announcement,
): Write {
  return { kind: OUTBOX, id: ports.newId('o'), expect: 0, value, dueAt: ports.now() };
}
