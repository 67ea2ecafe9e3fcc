/** Takes off quotes around the whole, of any kind, and backticks. */
export function unquote(text: string): string {
  const trimmed = text.trim();
  const match = /^["'`\u201c\u201e\u2018\u00ab](.*)["'`\u201d\u201c\u2019\u00bb]$/u.exec(trimmed);
  return (match?.[1] ?? trimmed).trim();
}

/** Splits "… because REASON", as typed. The word "because" counts only with words on both sides of it. */
export function splitReason(rest: string): { head: string; reason: string | null } {
  const match = /^(.*?)\s+because\s+(.+)$/isu.exec(rest);
  if (match === null) return { head: rest.trim(), reason: null };
  return { head: (match[1] ?? '').trim(), reason: (match[2] ?? '').trim() };
}

/** Splits "TASK because REASON", and takes the quotes off the task. */
export function taskAndReason(rest: string): { task: string; reason: string | null } {
  const { head, reason } = splitReason(rest);
  return { task: unquote(head), reason };
}
