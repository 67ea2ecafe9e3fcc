/** A line of the bot's log as it is read. */
export interface LogLine {
  /** Time of day in UTC as the log has it, HH:MM:SS; '' where the line names none. */
  readonly time: string;
  /** debug, info, warn or error; `note` for what the demo did to the bot; '' for anything else. */
  readonly level: string;
  readonly text: string;
  /** The other facts, as "name=value". */
  readonly facts: string;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(line: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(line);
    return isRecord(value) ? value : null;
  } catch {
    return null;
  }
}

function factOf([name, value]: [string, unknown]): string {
  return `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`;
}

function word(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** Reads a line: one JSON object of the bot's log, a note of the demo (`-- …`), or whatever else was printed. */
export function readLogLine(line: string): LogLine {
  if (line.startsWith('-- ')) return { time: '', level: 'note', text: line.slice(3), facts: '' };
  const record = parsed(line);
  if (record === null) return { time: '', level: '', text: line, facts: '' };
  const { time, level, event, ...facts } = record;
  return {
    time: /T(\d\d:\d\d:\d\d)/.exec(word(time))?.[1] ?? '',
    level: word(level),
    text: word(event),
    facts: Object.entries(facts).map(factOf).join(' '),
  };
}
