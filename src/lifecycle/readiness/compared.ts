import type { Action, Task } from '../task.ts';
import { type Comparison, type Different, type Evidence, isEvidence, type NoEvidence } from './evidence.ts';
import type { ReadinessLine } from './line.ts';

const MOST_TABLES = 5;
/** What an ordinary stop of a DRS migration carries over as its last step ("From MySQL to MySQL", "Stopping a Task"). */
const CARRIED_AT_THE_STOP: ReadonlySet<string> = new Set(['TRIGGER', 'EVENT']);

/** A length of time in the words of a plan: "40 s", "12 min", "3 h 5 min", "9 days". */
export function ageWords(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 2) return `${Math.max(0, Math.round(milliseconds / 1000))} s`;
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ${minutes % 60} min` : `${Math.floor(hours / 24)} days`;
}

function carriesLater(action: Action, task: Task): boolean {
  return action === 'terminate' && task.provider === 'drs' && task.kind === 'migration';
}

function differenceWords(different: readonly Different[]): string {
  return different.map(({ what, count }) => (count === null ? what : `${count} ${what}`)).join(', ');
}

/** How many there are in all; `null` where the cloud does not tell of each. */
function countOf(different: readonly Different[]): number | null {
  const counts = different.map(({ count }) => count);
  return counts.length === 0
    ? null
    : counts.reduce((sum, count) => (sum === null || count === null ? null : sum + count), 0);
}

function tableWords(tables: readonly string[]): string {
  if (tables.length === 0) return '';
  const more = tables.length - MOST_TABLES;
  return `; tables ${tables.slice(0, MOST_TABLES).join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function whenWords({ finishedAt }: Comparison, now: number): string {
  if (finishedAt === null) return ', when is not shown';
  return `, finished ${ageWords(now - finishedAt)} before`;
}

/** What one comparison says. Pure. */
function comparedLine(
  comparison: Comparison,
  { action, task, evidence }: { action: Action; task: Task; evidence: Evidence },
): ReadinessLine {
  const { of, status, different, tables } = comparison;
  const when = whenWords(comparison, evidence.readAt);
  const shared = {
    key: `data-${of}`,
    label: 'Data',
    source: evidence.source,
    at: evidence.readAt,
    amount: null,
  };
  const line = (standing: ReadinessLine['standing'], value: string, fact: string): ReadinessLine => ({
    ...shared,
    standing,
    value,
    fact,
  });
  switch (comparison.result) {
    case 'same':
      return line('fine', `${of}: no difference found (${status})${when}`, `${of} are equal`);
    case 'different': {
      const later = carriesLater(action, task)
        ? different.filter(({ what }) => CARRIED_AT_THE_STOP.has(what))
        : [];
      const left = different.filter((one) => !later.includes(one));
      if (left.length === 0 && later.length > 0 && tables.length === 0) {
        const words = differenceWords(later);
        const value = `${of}: only ${words} differ, as expected: the stop itself carries them over${when}`;
        return line('expected', value, `${words} differ`);
      }
      const words = [differenceWords(left), tableWords(tables)].filter((part) => part !== '').join('');
      const value = `${of} DIFFER (${status})${words === '' ? '' : `: ${words.replace(/^; /, '')}`}${when}`;
      const carried = later.length === 0 ? '' : `; ${differenceWords(later)} follow with the stop`;
      const fact = `${of} differ${left.length === 0 ? '' : `: ${differenceWords(left)}`}`;
      return { ...line('against', `${value}${carried}`, fact), amount: countOf(left) };
    }
    case 'failed':
      return line(
        'not-known',
        `${of}: the comparison failed (${status})${tableWords(tables)}${when}`,
        `comparing ${of} failed`,
      );
    case 'unfinished':
      return line(
        'not-known',
        `${of}: the comparison is not finished (${status})`,
        `the comparison of ${of} is not finished`,
      );
    case 'not-known':
      return line('not-known', `${of}: not known (${status})`, `nobody knows whether ${of} are equal`);
  }
}

/** What is known of both sides being equal: a line for each comparison, and one where no data was compared. */
export function comparedLines(
  action: Action,
  task: Task,
  found: Evidence | NoEvidence,
): readonly ReadinessLine[] {
  const unknown = (key: string, value: string, fact: string, source: string | null): ReadinessLine => ({
    key,
    label: 'Data',
    standing: 'not-known',
    value,
    source,
    at: found.readAt,
    fact,
    amount: null,
  });
  if (!isEvidence(found))
    return [unknown('data', `not known: ${found.problem}`, 'the comparisons could not be read', null)];
  const lines = found.comparisons.map((comparison) =>
    comparedLine(comparison, { action, task, evidence: found }),
  );
  if (found.comparisons.some(({ comparesRows }) => comparesRows)) return lines;
  const value =
    lines.length === 0
      ? 'no comparison found; nothing here proves that both sides are equal'
      : 'rows: no comparison found; nothing here proves that they are equal';
  return [...lines, unknown('data-not-compared', value, 'the data was not compared', found.source)];
}
