import { type Ending, move } from '../ending.ts';
import type { Row } from '../ports.ts';
import type { Read } from '../readiness/judge.ts';
import { ENDING, type Note, SCHEDULE, type ScheduleRow } from '../rows.ts';
import { auditLine, changeEnding } from '../save.ts';
import type { LifecyclePorts } from '../settings.ts';
import { titleOf } from '../task.ts';
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
  const evidence = { problem: 'not read yet', readAt: ports.now() };
  const nothing: Read = { task, lags: [], evidence, positions: [] };
  ports.readings.open({ id, reads: [nothing], until: at + LATEST_MS });
}

/** Who is asked to look: the person who asked, and everybody whose agreement counts. */
function concerned({ requester, approvals }: Ending, { lost }: Against): readonly string[] {
  const agreed = approvals.map(({ userId }) => userId);
  return [requester.userId, ...agreed.filter((one) => !lost.some(({ userId }) => userId === one))];
}

function reminder(ending: Ending, schedule: EndingSchedule, against: Against): Note {
  const { at, wall, zone, presence, present } = schedule;
  const to = concerned(ending, against);
  const { lost, needed, approvers, sentences } = against;
  return {
    kind: 'reminder',
    endingId: ending.id,
    title: titleOf(ending.task),
    to,
    schedule: { at, wall, zone, presence },
    present: present?.userId ?? null,
    missing: Math.max(0, needed - (to.length - 1)),
    approvers,
    lost,
    against: sentences,
  };
}

/** The reminder for the audit trail: whom it reached, and everything that was said and seen. */
function remindedFacts(ending: Ending, schedule: EndingSchedule, against: Against): Record<string, unknown> {
  const to = concerned(ending, against);
  return {
    to,
    schedule: scheduleFacts(schedule),
    present: schedule.present?.userId ?? null,
    given: to.length - 1,
    needed: against.needed,
    lost: against.lost,
    against: against.sentences,
    lines: against.now?.lines ?? [],
  };
}

function isToBeOpened({ presence, openedAt, at }: EndingSchedule, now: number): boolean {
  return presence === 'required' && openedAt === null && now >= at - PRESENCE_MS;
}

/** Offers to say "I am here", and reminds, each once, where it is time for it. */
async function comeNearer(ports: LifecyclePorts, id: string, against: Against | null): Promise<void> {
  await changeEnding(ports, id, (ending) => {
    const schedule = waitsForTime(ending);
    const now = ports.now();
    if (schedule === null) return null;
    const reminds = against !== null && schedule.remindedAt === null;
    const opens = isToBeOpened(schedule, now);
    if (!reminds && !opens) return null;
    const next: EndingSchedule = {
      ...schedule,
      openedAt: opens ? now : schedule.openedAt,
      remindedAt: reminds ? now : schedule.remindedAt,
    };
    const after = move(ending, ending.state, now, { schedule: next });
    if (!reminds) return { after, audit: [] };
    const line = auditLine('ending.reminded', after, now, remindedFacts(ending, schedule, against));
    return { after, audit: [line], notes: [reminder(ending, schedule, against)] };
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
