import { allRows } from '../../lifecycle/all-rows.ts';
import type { AuditEvent, Row } from '../../lifecycle/ports.ts';
import { announcement } from '../../lifecycle/rows.ts';
import { taskKey } from '../../lifecycle/task.ts';
import { type Checklist, openItems } from '../checklist/checklist.ts';
import type { CleanupPorts } from '../ports.ts';
import { CHECKLIST } from '../rows.ts';
import { isWorkingTime, nextWorkingStart } from './working-hours.ts';

/** The kind of row that says when a channel was reminded last; id = channel. */
export const DIGEST_SENT = 'digest-sent';

/** Kept apart from the checklists, whose own rows are due for looks and may be leased to one. */
export interface DigestSent {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** When the owner of a checklist was last reminded in his working hours, by the checklist's id. */
  readonly reminded: Readonly<Record<string, number>>;
}

export type ReminderPorts = Pick<CleanupPorts, 'store' | 'timeZoneOf' | 'channelOf' | 'now' | 'newId'>;

/** One digest a channel and day: less than a day, so that it can come at nine again, and more than working hours. */
const BETWEEN_MS = 20 * 60 * 60_000;

/** `null` where Slack could not be asked; a zone of `null` where it does not tell one. */
type Zone = { readonly name: string | null } | null;
type ZoneOf = (userId: string) => Promise<Zone>;

interface Owned {
  readonly checklist: Checklist;
  readonly zone: Zone;
  /** When its owner was last reminded; before the first time, when it was opened. */
  readonly waitsSince: number;
}

/** Asks for each person once a round. One whose zone cannot be asked is asked again in the next round. */
function zonesOf(ports: ReminderPorts): ZoneOf {
  const asked = new Map<string, Promise<Zone>>();
  const ask = async (userId: string): Promise<Zone> => {
    try {
      return { name: await ports.timeZoneOf(userId) };
    } catch {
      return null;
    }
  };
  return (userId) => {
    const answer = asked.get(userId) ?? ask(userId);
    asked.set(userId, answer);
    return answer;
  };
}

function isQuiet({ quietUntil }: Checklist, now: number): boolean {
  return quietUntil !== null && now < quietUntil;
}

function worksNow({ zone }: Owned, now: number): boolean {
  return zone !== null && isWorkingTime(now, zone.name);
}

/** Has a working day begun for its owner since it was opened? */
function isDue({ checklist, zone }: Owned, now: number): boolean {
  return zone !== null && now >= nextWorkingStart(checklist.openedAt, zone.name);
}

/**
 * The checklist that has waited longest decides: its owner must be at work. So where owners have no working hours
 * in common, the digests take turns, and everybody is reached in his own.
 */
function isTimeFor(owned: readonly Owned[], now: number): boolean {
  const waiting = owned.filter((one) => isDue(one, now));
  const longest = Math.min(...waiting.map((one) => one.waitsSince));
  return waiting.some((one) => one.waitsSince === longest && worksNow(one, now));
}

function isUrgent(checklist: Checklist): boolean {
  return openItems(checklist).some((item) => item.urgent);
}

/** Those with something urgent first, then the oldest. */
function byNeed({ checklist: one }: Owned, { checklist: other }: Owned): number {
  return Number(isUrgent(other)) - Number(isUrgent(one)) || one.openedAt - other.openedAt;
}

function audited(channel: string, checklists: readonly Checklist[], now: number): AuditEvent {
  return {
    type: 'checklist.reminded',
    at: new Date(now).toISOString(),
    channel,
    checklists: checklists.map(({ id }) => id),
    tasks: checklists.map(({ task }) => taskKey(task)),
  };
}

async function send(
  ports: ReminderPorts,
  channel: string,
  sent: Row<DigestSent> | null,
  owned: readonly Owned[],
  held: readonly Checklist[],
): Promise<void> {
  const now = ports.now();
  const checklists = owned.toSorted(byNeed).map(({ checklist }) => checklist);
  const ids = new Set(held.map(({ id }) => id));
  const before = Object.entries(sent?.value.reminded ?? {}).filter(([id]) => ids.has(id));
  const reached = owned.filter((one) => worksNow(one, now)).map(({ checklist }) => [checklist.id, now]);
  const value: DigestSent = { at: now, reminded: Object.fromEntries([...before, ...reached]) };
  // Where somebody was faster, his digest is on its way.
  await ports.store.commit(
    [
      announcement(ports, { what: 'digest', id: channel, checklists: checklists.map(({ id }) => id) }),
      { kind: DIGEST_SENT, id: channel, expect: sent?.version ?? 0, value },
    ],
    [audited(channel, checklists, now)],
  );
}

async function remindChannel(
  ports: ReminderPorts,
  channel: string,
  held: readonly Checklist[],
  zoneOf: ZoneOf,
): Promise<void> {
  const now = ports.now();
  const loud = held.filter((checklist) => openItems(checklist).length > 0 && !isQuiet(checklist, now));
  if (loud.length === 0) return;
  const sent = await ports.store.read<DigestSent>(DIGEST_SENT, channel);
  // A clock that was put back must not silence a channel for longer, nor have it told twice.
  if (sent !== null && Math.abs(now - sent.value.at) < BETWEEN_MS) return;
  const owned = await Promise.all(
    loud.map(async (checklist): Promise<Owned> => {
      const waitsSince = sent?.value.reminded[checklist.id] ?? checklist.openedAt;
      return { checklist, zone: await zoneOf(checklist.owner), waitsSince };
    }),
  );
  if (isTimeFor(owned, now)) await send(ports, channel, sent, owned, held);
}

/**
 * Sends the reminders that are due: one digest a channel and day with its open checklists, when the owner of one
 * that waits is at work. Nothing is due before a working day of the owner has begun, nor while a list is quiet.
 */
export async function remind(ports: ReminderPorts): Promise<void> {
  const byChannel = new Map<string, Checklist[]>();
  for (const { value } of await allRows<Checklist>(ports.store, CHECKLIST)) {
    const channel = ports.channelOf(value.task.account);
    byChannel.set(channel, [...(byChannel.get(channel) ?? []), value]);
  }
  const zoneOf = zonesOf(ports);
  for (const [channel, held] of byChannel) await remindChannel(ports, channel, held, zoneOf);
}
