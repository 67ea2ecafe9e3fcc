/** A longer line than this is shortened. */
const LONGEST_LINE = 64_000;
/** So much of a text is left in it; and of everything, where that is not enough. */
const LONGEST_TEXT = 2_000;

function shortText(_: string, value: unknown): unknown {
  if (typeof value !== 'string' || value.length <= LONGEST_TEXT) return value;
  return `${value.slice(0, LONGEST_TEXT)}… (${value.length} characters)`;
}

/**
 * Makes a very long line of JSON a shorter one that is still JSON: its texts are cut, and where that is not enough, all
 * that is left is when it was and what. Secrets must be hidden before: half of one is not known any more.
 */
export function boundLine(line: string): string {
  if (line.length <= LONGEST_LINE) return line;
  const shorter: Record<string, unknown> = JSON.parse(line, shortText);
  const text = JSON.stringify(shorter);
  if (text.length <= LONGEST_LINE) return `${text}\n`;
  const { level, time, event, request } = shorter;
  return `${JSON.stringify({ level, time, event, characters: line.length, request })}\n`;
}
