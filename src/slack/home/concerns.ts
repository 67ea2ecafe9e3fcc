import { openPresses, type Press } from '../../lifecycle/approving/open-presses.ts';
import type { Ending, EndingState } from '../../lifecycle/ending.ts';
import { waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import type { HomeSources, Viewer } from './gather.ts';

/** An ending with what counts when this person presses it: outside of channels, and in the channel of its message. */
export interface Concerned {
  readonly ending: Ending;
  readonly presses: ReadonlySet<Press>;
  readonly there: ReadonlySet<Press>;
}

/** Endings by what they are to one person; each stands in one part only. */
export interface Sorted {
  readonly pressAgain: readonly Concerned[];
  readonly approvals: readonly Concerned[];
  readonly scheduled: readonly Concerned[];
  readonly underWay: readonly Concerned[];
}

type Part = keyof Sorted;

/** What needs a person comes before what goes on by itself. */
const NEED: readonly EndingState[] = ['needs-human', 'outcome-unknown', 'ending', 'executing', 'checking'];

function need({ ending: { state } }: Concerned): number {
  const at = NEED.indexOf(state);
  return at === -1 ? NEED.length : at;
}

function lapse({ ending }: Concerned): number {
  return ending.approvalExpiresAt ?? Number.POSITIVE_INFINITY;
}

function time({ ending }: Concerned): number {
  return waitsForTime(ending)?.at ?? 0;
}

function partOf({ ending, there }: Concerned, { userId }: Viewer): Part {
  const { requester, approvals, pressAgain } = ending;
  if (pressAgain && requester.userId === userId) return 'pressAgain';
  if (there.has('approve')) return 'approvals';
  if (waitsForTime(ending) === null) return 'underWay';
  const isMine = requester.userId === userId || approvals.some((one) => one.userId === userId);
  return isMine || there.size > 0 ? 'scheduled' : 'underWay';
}

/** Sorts endings for one person. */
export async function sortFor(
  sources: Pick<HomeSources, 'store' | 'policy' | 'now' | 'channelOf'>,
  viewer: Viewer,
  endings: readonly Ending[],
): Promise<Sorted> {
  const all: Concerned[] = [];
  for (const ending of endings) {
    const channelId = sources.channelOf(ending.task.account);
    const presses = await openPresses(sources, ending, { ...viewer, channelId: null });
    const there = await openPresses(sources, ending, { ...viewer, channelId });
    all.push({ ending, presses, there });
  }
  const of = (part: Part) => all.filter((one) => partOf(one, viewer) === part);
  return {
    pressAgain: of('pressAgain').toSorted((one, other) => lapse(one) - lapse(other)),
    approvals: of('approvals').toSorted((one, other) => lapse(one) - lapse(other)),
    scheduled: of('scheduled').toSorted((one, other) => time(one) - time(other)),
    underWay: of('underWay').toSorted(
      (one, other) => need(one) - need(other) || one.ending.since - other.ending.since,
    ),
  };
}
