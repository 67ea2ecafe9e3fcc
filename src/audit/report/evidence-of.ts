import type { AuditLine } from '../events.ts';
import { selection } from '../selection.ts';
import { readTrail } from '../trail.ts';
import { type Story, tellStories } from './story.ts';

/** What the trail in a folder has of one ending, in plain words; `null` where it has nothing. Checks no chain. */
export async function evidenceOf(folder: string, ending: string): Promise<Story | null> {
  const isWanted = await selection(folder, { ending });
  const lines: AuditLine[] = [];
  for await (const line of readTrail(folder)) if (isWanted(line)) lines.push(line);
  return tellStories(lines)[0] ?? null;
}
