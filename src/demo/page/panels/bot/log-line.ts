/** A line of the bot's log as it is read. */
export interface LogLine {
  /** In ms since 1970; null where the line names no time. */
  readonly at: number | null;
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

function moment(time: string): number | null {
  const at = Date.parse(time);
  return Number.isNaN(at) ? null : at;
}

/** Reads a line: one JSON object of the bot's log, a note of the demo (`-- …`), or whatever else was printed. */
export function readLogLine(line: string): LogLine {
  if (line.startsWith('-- ')) return { at: null, level: 'note', text: line.slice(3), facts: '' };
  const record = parsed(line);
  if (record === null) return { at: null, level: '', text: line, facts: '' };
  const { time, level, event, ...facts } = record;
  return {
    at: moment(word(time)),
    level: word(level),
    text: word(event),
    facts: Object.entries(facts).map(factOf).join(' '),
  };
}
