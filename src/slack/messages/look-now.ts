import { differsRelevantly, type PlanNow } from '../../lifecycle/approving/look-now.ts';
import type { ReadinessChange } from '../../lifecycle/readiness/changed.ts';
import { factWords } from '../../lifecycle/readiness/facts.ts';
import { waitsForTime } from '../../lifecycle/schedule/schedule.ts';
import { type Message, message } from './message.ts';
import { cut, type Line } from './rich.ts';
import { identityLines, labelled, titleWithDirection } from './task-lines.ts';
import { agreedLines, leftoversLine, missingLine, wholePlan } from './waiting.ts';
import { whyParts } from './who-may.ts';

/** The longest value that is set against another one, and the room for the plan under them, in letters. */
const LONGEST = 120;
const ROOM = 4_500;

function changeLine({ label, shown, now }: ReadinessChange): Line {
  const was = shown === null ? 'not shown' : `shown "${cut(shown, LONGEST)}"`;
  const is = now === null ? 'no longer read' : `now "${cut(now, LONGEST)}"`;
  return labelled('Differs', true, `${label}: ${was}, ${is}`);
}

function overLine({ task, over }: PlanNow): Line[] {
  if (task === null)
    return [labelled('Gone', true, 'the cloud no longer knows it: it was released elsewhere')];
  if (!over) return [];
  return [labelled('Over', true, `it was ended elsewhere already (${cut(task.status, 80)})`)];
}

/** Does anything stand against it, and not only read otherwise than it was shown? */
function isAgainst(now: PlanNow): boolean {
  const { over, differences, unknown, refused, notAllowed, braked, agreed } = now;
  const said = [refused, notAllowed, braked].some((why) => why !== null);
  return over || said || differences.length + unknown.length + (agreed?.lost.length ?? 0) > 0;
}

/** What an approval would come to, where it would not end the task. */
function consequenceLine(now: PlanNow): Line[] {
  const say = (what: string): Line[] => [labelled('So', true, what)];
  if (waitsForTime(now.ending) !== null)
    return isAgainst(now) ? say('at its time it would come to nothing if it stood like this.') : [];
  if (now.over) return say('an approval would send nothing, and find that it is over.');
  if (now.differences.length > 0) return say('an approval would void it. Ask for a new plan.');
  if (now.refused !== null || now.notAllowed !== null || now.unknown.length > 0)
    return say('an approval would have it refused. Ask for a new plan.');
  if (now.braked !== null) return say('nobody can approve it while that stands; it waits until it lapses.');
  return [];
}

/** Of a task that stands otherwise now, other evidence is read: that it was not read before says no more than that. */
function readinessLines({ readiness, differences }: PlanNow): Line[] {
  const told = differences.length === 0 ? readiness : readiness.filter(({ shown }) => shown !== null);
  return told.map(changeLine);
}

/** Everything that is not as it was when it was asked for, the gravest first, and what follows from it. */
function differenceLines(now: PlanNow): Line[] {
  const { ending, differences, unknown, refused, notAllowed, braked, agreed } = now;
  if (!differsRelevantly(now)) return [['Nothing relevant differs from what was shown.']];
  return [
    ...overLine(now),
    ...differences.map((one) =>
      labelled(
        'Differs',
        true,
        `${one.label}: shown "${cut(one.shown, LONGEST)}", now "${cut(one.now, LONGEST)}"`,
      ),
    ),
    ...(refused === null ? [] : [labelled('Refused now', true, cut(refused, 500))]),
    ...readinessLines(now),
    ...(unknown.length === 0
      ? []
      : [labelled('Not known', true, 'nobody has said to know: ', cut(factWords(unknown), 400))]),
    ...(braked === null ? [] : [labelled('Stands', true, ...whyParts(braked))]),
    ...(notAllowed === null
      ? []
      : [
          labelled(
            'Rights',
            true,
            { who: ending.requester.userId },
            ' may no longer do it; the answer there would be: ',
            ...whyParts(notAllowed),
          ),
        ]),
    ...agreedLines({ approvals: [], lost: (agreed?.lost ?? []).map((one) => ({ ...one, at: now.at })) }),
    ...consequenceLine(now),
  ];
}

/** A waiting plan as it is now, for the person who looks: first what differs, then the whole of it. */
export function lookNowMessage(now: PlanNow): Message {
  const { ending, task, lines, agreed } = now;
  const left = { ...ending, approvals: ending.approvals.filter(({ userId }) => !isLost(now, userId)) };
  return message(`AS IT IS NOW: ${titleWithDirection(ending.task)}`, [
    [
      'Looked ',
      { at: now.at, show: 'time' },
      '; it was asked for ',
      { at: ending.confirmedAt },
      '. Nothing has been changed by looking.',
    ],
    ...differenceLines(now),
    ...identityLines(task ?? ending.task),
    ...wholePlan(lines, ROOM),
    ...leftoversLine(ending, ending.shown?.leftovers ?? 0),
    ...(agreed === null || ending.pressAgain || agreed.needed <= left.approvals.length
      ? []
      : [missingLine(left, agreed.needed, agreed.approvers)]),
  ]);
}

function isLost({ agreed }: PlanNow, userId: string): boolean {
  return agreed?.lost.some((one) => one.userId === userId) ?? false;
}
