import type { Agreed } from '../approving/agreed-now.ts';
import { type PlanNow, planNow } from '../approving/look-now.ts';
import { brakedAt } from '../braked.ts';
import type { Ending } from '../ending.ts';
import { ProviderError } from '../ports.ts';
import { factWords } from '../readiness/facts.ts';
import type { LifecyclePorts } from '../settings.ts';
import { timeAhead } from './schedule.ts';

/** The reminder is not held up by a cloud that is silent for longer, in milliseconds. */
const PATIENCE_MS = 10_000;

/** What stands against a scheduled end as things are now, and what was seen for it. */
export interface Against {
  readonly sentences: readonly string[];
  /** As they stood before, where they could not be asked about. */
  readonly agreed: Agreed;
  /** `null` where the cloud could not be read. */
  readonly now: PlanNow | null;
}

/** Without those whom nobody could check: whether they count is asked again at its time. */
function surely(agreed: Agreed): Agreed {
  return { ...agreed, lost: agreed.lost.filter(({ unchecked }) => unchecked !== true) };
}

/** The plan as it is now, or why it could not be read. */
async function seenNow(ports: LifecyclePorts, ending: Ending): Promise<PlanNow | string> {
  try {
    const now = await ports.within(PATIENCE_MS, planNow(ports, ending));
    return now ?? 'I could not look at it now: the cloud did not answer in time.';
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error;
    return `I could not look at it now (${error.message}).`;
  }
}

function unreadySentences({ unknown }: PlanNow): string[] {
  if (unknown.length === 0) return [];
  return [`It is not ready, and nobody has said to know that: ${factWords(unknown)}.`];
}

function sentencesOf(now: PlanNow): string[] {
  if (now.task === null) return ['The cloud does not show it any more.'];
  if (now.over) return [`It is over already (${now.task.status}).`];
  const list = now.differences
    .map((one) => `${one.label}: shown "${one.shown}", now "${one.now}"`)
    .join('; ');
  return [
    ...(list === '' ? [] : [`It has changed since the plan was shown. ${list}.`]),
    ...[now.refused].filter((why) => why !== null),
    ...unreadySentences(now),
    ...[now.notAllowed, now.braked].filter((why) => why !== null),
  ];
}

/**
 * Everything that would keep a scheduled end from being sent if its time were now, but what people still have to do:
 * the task, the right of the person who asked, readiness, and brakes that will be on then. Changes nothing.
 */
export async function standsAgainst(ports: LifecyclePorts, ending: Ending): Promise<Against> {
  const now = await seenNow(ports, ending);
  const { approvalsNeeded, approvers } = ending;
  const before: Agreed = { lost: [], needed: approvalsNeeded, approvers };
  if (typeof now === 'string') {
    const braked = await brakedAt(ports.brakes, ending.task, timeAhead(ending));
    return { sentences: braked === null ? [now] : [now, braked], agreed: before, now: null };
  }
  return { sentences: sentencesOf(now), agreed: surely(now.agreed ?? before), now };
}
