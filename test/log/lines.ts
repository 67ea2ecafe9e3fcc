import { createLog } from '../../src/log/log.ts';
import type { Log } from '../../src/slack/room.ts';

type Line = Record<string, unknown>;

/** A log that keeps its lines, as they are written and as they are read. */
export function keptLog(
  level = 'debug',
  secrets: readonly string[] = [],
): { readonly log: Log; text(): string; lines(): Line[] } {
  const kept: string[] = [];
  const log = createLog(level, secrets, { write: (line) => kept.push(line) });
  return { log, text: () => kept.join(''), lines: () => kept.map((line) => JSON.parse(line) as Line) };
}
