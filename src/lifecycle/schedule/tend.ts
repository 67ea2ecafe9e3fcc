import { withAgreed } from '../approving/agreed-now.ts';
import { type Ending, move } from '../ending.ts';
import type { Row } from '../ports.ts';
import { nothingRead } from '../readiness/gather.ts';
import { ENDING, type Note, SCHEDULE, type ScheduleRow } from '../rows.ts';
import { auditLine, changeEnding } from '../save.ts';
import type { LifecyclePorts } from '../settings.ts';
import { fullTitle } from '../task.ts';
import { type Against, standsAgainst } from './against.ts';
import { fire } from './fire.ts';
import {
  type EndingSchedule,
  LATEST_MS,
  nextMoment,
  PRESENCE_MS,
  REMINDER_MS,
  scheduleFacts,
  waitsForTime,
} from './schedule.ts';

/** From now on it is read again and again, so that it is known at its time whether the lag is steady. */
function openReadings(ports: LifecyclePorts, { id, task }: Ending, at: number): void {
  if (ports.readings.of(id) !== null) return;
  ports.readings.open(nothingRead(ports, id, [task], at + LATEST_MS));
}

/** Who is asked to look: the person who asked, and everybody whose agreement counts. */
function concerned({ requester, approvals }: Ending): readonly string[] {
  return [requester.userId, ...approvals.map(({ userId }) => userId)];
}

function reminder(ending: Ending, schedule: EndingSchedule, { agreed, sentences }: Against): Note {
  const { at, wall, zone, presence, present } = schedule;
  const { approvals, approvalsNeeded, approvers } = ending;
  return {
    kind: 'reminder',
    endingId: ending.id,
    title: fullTitle(ending.task),
    to: concerned(ending),
    schedule: { at, wall, zone, presence },
    present: present?.userId ?? null,
    missing: Math.max(0, approvalsNeeded - approvals.length),
    approvers,
    lost: agreed.lost,
    against: sentences,
  };
}

/** The reminder for the audit trail: whom it reached, and everything that was said and seen. */
function remindedFacts(ending: Ending, schedule: EndingSchedule, against: Against): Record<string, unknown> {
  return {
    to: concerned(ending),
    schedule: scheduleFacts(schedule),
    present: schedule.present?.userId ?? null,
    given: ending.approvals.length,
    needed: ending.approvalsNeeded,
    lost: against.agreed.lost,
    against: against.sentences,
    lines: against.now?.lines ?? [],
  };
}

function isToBeOpened({ presence, openedAt, at }: EndingSchedule, now: number): boolean {
  return presence === 'required' && openedAt === null && now >= at - PRESENCE_MS;
}

/** Nobody had to be there when it was confirmed; where the policy asks for somebody by now, it is so from now on. */
function withPresence(schedule: EndingSchedule, against: Against | null): EndingSchedule {
  return against?.now?.presence === 'required' ? { ...schedule, presence: 'required' } : schedule;
}

/**
 * Offers to say "I am here", and reminds, each once, where it is time for it. From the reminder on it asks for whoever
 * the policy asks for by then, so that others can still agree, and be there, in the place of those who count no more.
 */
async function comeNearer(ports: LifecyclePorts, id: string, against: Against | null): Promise<void> {
  await changeEnding(ports, id, (ending) => {
    const before = waitsForTime(ending);
    const now = ports.now();
    if (before === null) return null;
    const schedule = withPresence(before, against);
    const reminds = against !== null && schedule.remindedAt === null;
    const opens = isToBeOpened(schedule, now);
    if (!reminds && !opens) return null;
    const next: EndingSchedule = {
      ...schedule,
      openedAt: opens ? now : schedule.openedAt,
      remindedAt: reminds ? now : schedule.remindedAt,
    };
    const counted = against === null ? {} : withAgreed(ending, against.agreed, now);
    const after = move(ending, ending.state, now, { ...counted, schedule: next });
    if (!reminds) return { after, audit: [] };
    const line = auditLine('ending.reminded', after, now, remindedFacts(after, next, against));
    return { after, audit: [line], notes: [reminder(after, next, against)] };
  });
}

/**
 * What is due for a scheduled end: the offer to say "I am here" fifteen minutes before, the reminder ten minutes
 * before, and at its time the end itself. Looks at the cloud; changes it only at the time, by way of the check.
 */
export async function tendSchedule(ports: LifecyclePorts, row: Row<ScheduleRow>): Promise<void> {
  const ending = (await ports.store.read<Ending>(ENDING, row.id))?.value ?? null;
  const schedule = ending === null ? null : waitsForTime(ending);
  if (ending === null || schedule === null) {
    await ports.store.commit([{ kind: SCHEDULE, id: row.id, expect: row.version, value: null }]);
    return;
  }
  if (ports.now() >= schedule.at) return fire(ports, row.id);
  const isNear = ports.now() >= schedule.at - REMINDER_MS;
  if (isNear) openReadings(ports, ending, schedule.at);
  const reminds = isNear && schedule.remindedAt === null;
  const against = reminds ? await standsAgainst(ports, ending) : null;
  if (reminds || isToBeOpened(schedule, ports.now())) await comeNearer(ports, row.id, against);
  const dueAt = nextMoment(schedule, ports.now());
  await ports.store.commit([{ kind: SCHEDULE, id: row.id, expect: row.version, value: row.value, dueAt }]);
}
