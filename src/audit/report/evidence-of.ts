import { madeAt } from '../../new-ids.ts';
import type { AuditLine } from '../events.ts';
import { monthOf } from '../files.ts';
import { belongsTo, tiesAmong } from '../selection.ts';
import { readTrailWith } from '../trail.ts';
import { type Story, tellStories } from './story.ts';

/** Ids are made by the same clock that months go by; one that tells no time of ours may be as old as the trail. */
function monthBefore(ids: readonly string[]): string | null {
  const times = ids.map((id) => madeAt(id) ?? 0);
  const earliest = Math.min(...times);
  return earliest > Date.now() ? null : monthOf(earliest);
}

/** What the trail in a folder has of one ending, in plain words; `null` where it has nothing. Checks no chain. */
export async function evidenceOf(folder: string, ending: string): Promise<Story | null> {
  const ties = await tiesAmong(readTrailWith(folder, [ending], monthBefore([ending])), ending);
  const ids = [ending, ...ties.values()];
  const lines: AuditLine[] = [];
  for await (const line of readTrailWith(folder, ids, monthBefore(ids)))
    if (belongsTo(line, ending, ties)) lines.push(line);
  return tellStories(lines)[0] ?? null;
}
