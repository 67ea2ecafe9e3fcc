import { readFile } from 'node:fs/promises';
import { type Bundle, formatBundle } from '../../src/audit/bundle.ts';
import type { AuditLine } from '../../src/audit/events.ts';
import { makeBundle } from '../../src/audit/make-bundle.ts';
import type { Wanted } from '../../src/audit/selection.ts';
import { verifyBundle } from '../../src/audit/verify-bundle.ts';
import type { AuditEvent } from '../../src/lifecycle/ports.ts';
import { openFileStore } from '../../src/store/file-store.ts';

export const START = Date.UTC(2026, 10, 21, 8);
const ALICE = { actor: 'UALICE', actorName: 'Alice' };

/** An event of a night, a minute after the one before it. */
function at(minute: number, type: string, more: Record<string, unknown> = {}): AuditEvent {
  return { type, at: new Date(START + minute * 60_000).toISOString(), ...more };
}

/** What two people do in one night: ending e1 with its clean-up, a refused attempt, and e2 in between. */
export const NIGHT: readonly AuditEvent[] = [
  at(0, 'store.restored', { documentSeq: 0, logSeq: 0 }),
  at(1, 'plan.shown', { confirmation: 'c1', action: 'terminate', tasks: ['t/1'], ...ALICE, lines: [] }),
  at(2, 'plan.shown', { confirmation: 'c2', action: 'terminate', tasks: ['t/2'], ...ALICE, lines: [] }),
  at(3, 'confirm.refused', { confirmation: 'c1', actor: 'UMALLORY', why: 'not-yours' }),
  at(4, 'ending.confirmed', { ending: 'e1', confirmation: 'c1', name: 'Bestände', task: 't/1', ...ALICE }),
  at(5, 'ending.confirmed', { ending: 'e2', confirmation: 'c2', name: 'other', task: 't/2', ...ALICE }),
  at(6, 'ending.ended', { ending: 'e1', name: 'Bestände', task: 't/1', readings: [] }),
  at(7, 'checklist.opened', { checklist: 'k1', ending: 'e1', task: 't/1', items: [] }),
  at(8, 'checklist.removal-shown', { checklist: 'k1', ending: 'e1', removal: 'r1', ...ALICE, shown: [] }),
  at(9, 'ending.ended', { ending: 'e2', name: 'other', task: 't/2', readings: [] }),
  at(10, 'checklist.removal-confirmed', { removal: 'r1', checklist: 'k1', ...ALICE }),
  at(11, 'checklist.removal-refused', { removal: 'r1', actor: 'UMALLORY', why: 'wrong name' }),
];

/** A head of the day over everything that is there, as the bot records it. */
export async function tellHeadOf(folder: string, day: string): Promise<AuditEvent> {
  const { audit } = JSON.parse(await readFile(`${folder}/cutover.json`, 'utf8'));
  return { type: 'audit.head', at: `${day}T00:00:01.000Z`, day, head: audit.head };
}

/** Fills a folder with these events, one commit each, then a head, then one event more. */
export async function fill(folder: string, events: readonly AuditEvent[] = NIGHT): Promise<void> {
  const store = await openFileStore(folder, { now: () => START });
  for (const event of events) await store.commit([], [event]);
  await store.commit([], [await tellHeadOf(folder, '2026-11-22')]);
  await store.commit([], [at(999, 'ending.slow', { ending: 'e9', minutes: 30 })]);
  await store.close();
}

/** The bundle; a test without one has gone wrong. */
export async function bundleOf(folder: string, wanted: Wanted): Promise<Bundle> {
  const bundle = await makeBundle(folder, wanted, START);
  if (bundle === null) throw new Error('no line is wanted');
  return bundle;
}

/** What verify says of a text. */
export function verifyText(text: string | Uint8Array) {
  return verifyBundle(typeof text === 'string' ? Buffer.from(text) : text);
}

/** What verify says of a bundle whose forger has made its seal anew. */
export function verifyForged(bundle: Bundle, forged: Partial<Bundle>) {
  return verifyText(formatBundle({ ...bundle, ...forged }));
}

export function wholeLines(bundle: Bundle): AuditLine[] {
  return bundle.links.filter((link): link is AuditLine => 'type' in link);
}
