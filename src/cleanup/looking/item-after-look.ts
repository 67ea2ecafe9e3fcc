import { type Checklist, type Item, isClosed } from '../checklist/checklist.ts';
import { describeLeftover, describeRemoval, valueLines } from '../leftovers/describe.ts';
import { isNeutral, isSameValue, type Leftover, leftoverKey } from '../leftovers/leftover.ts';
import type { Place } from '../leftovers/place.ts';
import type { Report, Seen, Sighting } from '../ports.ts';
import { judgeLeftover } from '../sharing/judge-item.ts';
import type { Living } from '../sharing/living.ts';
import { neededBy } from '../sharing/needed-by.ts';
import { waitsForSlot } from '../sharing/slot.ts';

/** What one look at one place gave: what was seen, or a sentence why nothing could be seen. */
export type Looked = { readonly place: Place } & ({ readonly seen: Seen } | { readonly why: string });

/** Everything that a round of looks brought home. */
export interface Round {
  /** When the asking began: what an item learnt since is newer. */
  readonly startedAt: number;
  readonly at: number;
  readonly places: ReadonlyMap<string, Looked>;
  readonly living: Living;
  /** The other checklists: an ended PostgreSQL task of theirs may need the same access. */
  readonly others: readonly Checklist[];
  /** How long a removal that the cloud took may stay unseen. */
  readonly removingMs: number;
}

/** An item without a number yet. */
export type Fresh = Omit<Item, 'id'>;

/** An item that waits for its look, and stands for the place as a whole. */
export function isWhole(item: Fresh): boolean {
  return item.place !== null && item.key === null && item.leftover === null;
}

function judged(checklist: Checklist, round: Round, place: Place, seen: Seen, sighting: Sighting) {
  const { knownAs, namesMissing } = seen.kind === 'there' ? seen : { knownAs: [], namesMissing: null };
  return judgeLeftover({
    place,
    leftover: sighting.leftover,
    hindrance: sighting.hindrance,
    need: neededBy(place, knownAs, checklist.task, round.living, namesMissing),
    slot: waitsForSlot(checklist, round.others, place),
  });
}

function isStillAwaited(item: Fresh, round: Round): boolean {
  const last = item.removal?.deeds.at(-1);
  const since = last?.at ?? item.removal?.at ?? 0;
  return item.state === 'removing' && round.at - since < round.removingMs;
}

/** A rule for the public address that DRS gives back is what its next owner passes; a private one can wait. */
function isUrgent({ task }: Checklist, leftover: Leftover, item: Fresh): boolean {
  if (leftover.kind !== 'rule') return item.urgent;
  const address = task.drs?.replicationPublicIp ?? null;
  return address !== null && leftover.remote.split('/')[0] === address;
}

/** A removal that was seen done, or whose value is another one now, says nothing of what is there: nobody may undo it later. */
function stillTold({ removal }: Fresh, leftover: Leftover): Fresh['removal'] {
  if (removal === null || removal.undo !== null) return removal;
  return removal.doneAt === null && isSameValue(removal.before, leftover) ? removal : null;
}

/** It was found: where it is being removed it is waited for, a signature that it is kept stands, else it is judged. */
export function found(
  checklist: Checklist,
  round: Round,
  place: Place,
  seen: Seen,
  sighting: Sighting,
  item: Fresh,
): Fresh {
  const { leftover } = sighting;
  const now = { ...item, leftover, key: leftoverKey(leftover), seenAt: round.at };
  const neutral = isNeutral(leftover);
  if (item.state === 'removing' && neutral && item.removal !== null)
    return {
      ...now,
      state: 'neutralised',
      why: 'it lets nobody in; the empty group can be deleted in the console',
      removal: { ...item.removal, doneAt: round.at },
    };
  if (isStillAwaited(item, round)) return now;
  if (item.state === 'signed-off' && item.signOff?.how === 'kept') return now;
  const title = describeLeftover(leftover);
  const details = [...valueLines(leftover), ...(isWhole(item) ? item.details : [])];
  const todo = describeRemoval(leftover);
  const judgement = judged(checklist, round, place, seen, sighting);
  const late =
    item.state === 'removing' && judgement.state === 'open'
      ? 'its removal was asked for, and it is still there'
      : judgement.why;
  const signOff = null;
  // A group that we have neutralised is what we left.
  const isOurs = item.state === 'neutralised' && neutral;
  const removal = isOurs ? item.removal : stillTold(item, leftover);
  const urgent = isUrgent(checklist, leftover, item);
  return { ...now, title, todo, details, urgent, signOff, ...judgement, why: late, removal };
}

/** It was not found: gone, whoever took it away. What a person has signed for stays signed. */
export function notFound(item: Fresh, at: number, state: 'gone' | 'not-applicable'): Fresh {
  if (item.state === 'signed-off') return { ...item, seenAt: at };
  const removal =
    item.removal === null || item.removal.doneAt !== null ? item.removal : { ...item.removal, doneAt: at };
  const why = state === 'gone' ? null : 'it does not exist any more';
  return { ...item, state, why, seenAt: at, removal };
}

/** A look that failed closes nothing and re-opens nothing; what is being removed is waited for as long as ever. */
export function notSeen(item: Fresh, why: string, round: Round): Fresh {
  if (isClosed({ ...item, id: '' }) || isStillAwaited(item, round)) return item;
  return { ...item, state: 'could-not-look', why };
}

/** It was reported: a person decides. Who signed that it is kept, or not of this task, answers for it still. */
export function reported(report: Report, item: Fresh, at: number): Fresh {
  const signed = item.state === 'signed-off' && item.signOff?.how !== 'removed-by-hand';
  const { title, todo, details, urgent } = report;
  const more = { title, todo, details, urgent, key: report.key, seenAt: at };
  return signed ? { ...item, ...more } : { ...item, ...more, state: 'by-hand', why: null, signOff: null };
}
