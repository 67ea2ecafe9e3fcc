import type { AccessView } from '../../../clouds/shown.ts';

/** A database, machine, group or port, with everything that lets somebody in there. */
export interface Place {
  readonly key: string;
  readonly on: string;
  readonly cloud: AccessView['cloud'];
  readonly region: string;
  readonly kinds: readonly AccessView['kind'][];
  /** What DTS or DRS put there. */
  readonly traces: readonly AccessView[];
  readonly others: readonly AccessView[];
  /** The living tasks that use the place, by name. */
  readonly users: readonly string[];
}

/** Made for a migration, as far as a name can tell: what a clean-up is about. */
export function isTrace(row: AccessView): boolean {
  if (row.kind === 'slot') return true;
  if (row.kind === 'public-ip') return row.note.includes('automatic') || row.tasks.length > 0;
  return /dts|drs/i.test(`${row.name} ${row.note}`);
}

/** It lets the whole Internet in. */
export function isWide(row: AccessView): boolean {
  const isRule = row.kind === 'rule' || row.kind === 'whitelist' || row.kind === 'security-group';
  return isRule && row.value.split(' ').some((value) => value === 'anywhere' || value.endsWith('/0'));
}

/** It is there, and lets nobody in (a whitelist of 127.0.0.1 alone; manual "Configure an IP address whitelist"). */
export function isShut(row: AccessView): boolean {
  if (row.kind !== 'whitelist' && row.kind !== 'security-group') return false;
  return row.value.split(' ').every((value) => ['', '127.0.0.1', '127.0.0.1/32'].includes(value));
}

/** What was left behind: made for tasks none of which lives any more. */
export function isLeftOver(row: AccessView): boolean {
  return isTrace(row) && row.tasks.length === 0 && !isShut(row);
}

function placeOf(key: string, rows: readonly AccessView[], first: AccessView): Place {
  return {
    key,
    on: first.on,
    cloud: first.cloud,
    region: first.region,
    kinds: [...new Set(rows.map(({ kind }) => kind))],
    traces: rows.filter(isTrace),
    others: rows.filter((row) => !isTrace(row)),
    users: [...new Set(rows.flatMap(({ tasks }) => tasks))],
  };
}

function urgency({ traces }: Place): number {
  if (traces.some(isLeftOver)) return 0;
  return traces.length > 0 ? 1 : 2;
}

/** The rows by place: first where something was left over, then where DTS or DRS is still let in, then the others. */
export function placesOf(rows: readonly AccessView[]): Place[] {
  const groups = new Map<string, [AccessView, ...AccessView[]]>();
  for (const row of rows) {
    const key = `${row.cloud}/${row.region}/${row.on}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  const places = [...groups].map(([key, group]) => placeOf(key, group, group[0]));
  return places.toSorted((one, other) => urgency(one) - urgency(other));
}

/** All words typed are somewhere in the place: its name, its rows, its users. */
export function placeHasWords(place: Place, typed: string): boolean {
  const text = JSON.stringify([place.key, place.kinds, place.traces, place.others]).toLowerCase();
  return typed.split(/\s+/).every((word) => text.includes(word));
}
