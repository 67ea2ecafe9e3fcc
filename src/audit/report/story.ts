import { AUDIT_EVENTS, type AuditEventType, type AuditLine } from '../events.ts';
import { whoOf, wordsOf } from './fields.ts';
import { type ItemNow, openItems } from './open-items.ts';
import { tellCleanup } from './tell-cleanup.ts';
import { tellEnding } from './tell-ending.ts';
import { tellSchedule } from './tell-schedule.ts';
import { type Detail, type Told, told } from './told.ts';

/** A line of the trail in plain words, with its number and its time (ISO 8601, UTC). */
export interface ToldLine extends Told {
  readonly seq: number;
  readonly at: string;
}

/** What became of one ending, or of one checklist without an ending of ours, or of nothing in particular. */
export interface Story {
  readonly title: string;
  readonly told: readonly ToldLine[];
  /** What is still to be cleaned up; `null` where nothing of a checklist is among the lines. */
  readonly open: readonly ItemNow[] | null;
}

/** The fields that every line has, or that its sentence names already. */
const PLAIN: ReadonlySet<string> = new Set([
  ...['seq', 'prev', 'hash', 'written', 'type', 'at', 'actor', 'actorName'],
  ...['ending', 'checklist', 'task', 'name', 'action'],
]);

/** A type that has no sentence of its own: what it means, who it was, and everything that it says. */
function tellPlainly(line: AuditLine): Told {
  const known = Object.hasOwn(AUDIT_EVENTS, line.type);
  const meaning = known ? AUDIT_EVENTS[line.type as AuditEventType] : line.type;
  const who = typeof line['actor'] === 'string' ? `${whoOf(line)}: ` : '';
  const details: Detail[] = Object.entries(line)
    .filter(([key, value]) => !PLAIN.has(key) && value !== null)
    .map(([label, value]) => ({ label, value: wordsOf(value) }));
  return told('other', `${who}${meaning}`, details);
}

function tell(line: AuditLine): ToldLine {
  const { seq, at } = line;
  return { seq, at, ...(tellEnding(line) ?? tellSchedule(line) ?? tellCleanup(line) ?? tellPlainly(line)) };
}

const LOOSE = 'Without an ending';

/** The stories that each plan, checklist and removal is part of, by "confirmation c1" and the like. */
function tiesIn(lines: readonly AuditLine[]): Map<string, Set<string>> {
  const ties = new Map<string, Set<string>>();
  for (const line of lines) {
    const list = wordsOf(line['checklist']);
    const story = wordsOf(line['ending']) || (list === '' ? '' : `checklist ${list}`);
    if (story === '') continue;
    for (const field of ['confirmation', 'checklist', 'removal']) {
      const key = `${field} ${wordsOf(line[field])}`;
      // A list belongs to its ending, also where a line of it does not say so.
      const known = [...(ties.get(key) ?? [])].filter((one) => !one.startsWith('checklist '));
      ties.set(key, new Set(line['ending'] == null && known.length > 0 ? known : [...known, story]));
    }
  }
  return ties;
}

function storiesOf(line: AuditLine, ties: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  if (typeof line['ending'] === 'string') return [line['ending']];
  for (const field of ['confirmation', 'removal', 'checklist']) {
    const found = ties.get(`${field} ${wordsOf(line[field])}`);
    if (wordsOf(line[field]) !== '' && found !== undefined) return [...found];
  }
  return [LOOSE];
}

function titleOf(key: string, lines: readonly AuditLine[]): string {
  if (key === LOOSE) return LOOSE;
  const about = lines.find((line) => typeof line['action'] === 'string' && line['name'] !== undefined);
  const task = wordsOf(lines.find((line) => typeof line['task'] === 'string')?.['task']);
  const what = about === undefined ? 'clean-up' : wordsOf(about['action']);
  const name = about === undefined ? '' : wordsOf(about['name']);
  return `${name || task}: ${what} (${key})`;
}

/** The lines in plain words, one story an ending, in the order in which the endings began. */
export function tellStories(lines: readonly AuditLine[]): readonly Story[] {
  const ties = tiesIn(lines);
  const byKey = new Map<string, AuditLine[]>();
  for (const line of lines)
    for (const key of storiesOf(line, ties)) {
      const own = byKey.get(key);
      if (own === undefined) byKey.set(key, [line]);
      else own.push(line);
    }
  const keys = [...byKey.keys()].toSorted((one, other) => Number(one === LOOSE) - Number(other === LOOSE));
  return keys.map((key) => {
    const own = byKey.get(key) ?? [];
    return { title: titleOf(key, own), told: own.map(tell), open: openItems(own) };
  });
}
