import type { Standing } from '../../brakes/standing.ts';
import type { Checklist } from '../../cleanup/checklist/checklist.ts';
import type { Press } from '../../lifecycle/approving/open-presses.ts';
import type { Ending } from '../../lifecycle/ending.ts';
import type { Confirmation } from '../../lifecycle/outcome.ts';
import type { Round } from '../../watch/last-round.ts';

/** Where the message of an ending or a checklist stands. */
export interface Place {
  /** `null` where it stands in somebody's direct messages. */
  readonly channel: string | null;
  /** The permalink; `null` where there is no message yet, or Slack did not tell. */
  readonly link: string | null;
}

/** A plan of this person that waits to be confirmed. */
export interface HomePlan {
  readonly confirmation: Confirmation;
  /** Where the policy lets its owner confirm it: anywhere, in this channel only, or no more. */
  readonly where: 'anywhere' | { readonly channel: string } | 'nowhere';
}

/** An ending that is not over, with what this person can do about it. */
export interface HomeEnding {
  readonly ending: Ending;
  /** What counts when it is pressed outside of any channel. */
  readonly presses: ReadonlySet<Press>;
  /** Is there something that counts only when it is pressed on its message? */
  readonly moreThere: boolean;
  /** Why a hold, the freeze or a freeze window keeps it from going on. */
  readonly braked: string | null;
  readonly place: Place;
}

export interface HomeChecklist {
  readonly checklist: Checklist;
  readonly place: Place;
}

/** The first rows of a part of the Home tab, and how many there are. */
export interface Section<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** What one person's Home tab shows. */
export interface HomeFacts {
  /** When it was put together, in milliseconds since 1970. */
  readonly asOf: number;
  readonly plans: Section<HomePlan>;
  /** Agreed to by enough people, and waiting for this person's second press. */
  readonly pressAgain: Section<HomeEnding>;
  readonly approvals: Section<HomeEnding>;
  readonly scheduled: Section<HomeEnding>;
  readonly underWay: Section<HomeEnding>;
  readonly ownLists: Section<HomeChecklist>;
  /** Of the channels that this person is in; of all channels where Slack did not tell which those are. */
  readonly otherLists: Section<HomeChecklist>;
  readonly membersKnown: boolean;
  /** `null` before the first list of the tasks. */
  readonly round: Round | null;
  /** Are the tasks being listed right now, because somebody asked? */
  readonly isLooking: boolean;
  readonly standing: Standing;
}

/** The most rows that a part shows: with two blocks a row, all parts stay well under Slack's hundred ("Views"). */
export const MOST_ROWS = {
  plans: 6,
  pressAgain: 4,
  approvals: 8,
  scheduled: 8,
  underWay: 15,
  checklists: 15,
  trouble: 15,
} as const;
