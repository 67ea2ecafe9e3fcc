import { createHash } from 'node:crypto';
import { z } from 'zod';

/** One line of the audit log: an event, its place in the chain, and the hash that binds it to the one before. */
export const AuditLine = z.looseObject({
  seq: z.number().int().positive(),
  prev: z.string(),
  hash: z.string(),
  type: z.string(),
  at: z.string(),
});
export type AuditLine = z.infer<typeof AuditLine>;

/** The end of the chain: the last sequence number and its hash. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** The head of a chain without a line. */
export const EMPTY_HEAD: Head = { seq: 0, hash: '0'.repeat(64) };

/** JSON with the keys of every object in order, so that the same facts always give the same text. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** The hash of a line: over the hash before it, and everything it says but its own hash. */
export function hashOf(line: Readonly<Record<string, unknown>>): string {
  const { hash: _, ...said } = line;
  return createHash('sha256').update(canonical(said)).digest('hex');
}

/** Gives events their numbers and hashes, behind `head`. */
export function chain(
  head: Head,
  events: readonly Readonly<Record<string, unknown>>[],
): { lines: AuditLine[]; head: Head } {
  const lines: AuditLine[] = [];
  let last = head;
  for (const event of events) {
    const plain = JSON.parse(JSON.stringify(event)) as Record<string, unknown>;
    const said = {
      ...plain,
      seq: last.seq + 1,
      prev: last.hash,
      type: String(plain['type']),
      at: String(plain['at']),
    };
    const line: AuditLine = { ...said, hash: hashOf(said) };
    lines.push(line);
    last = { seq: line.seq, hash: line.hash };
  }
  return { lines, head: last };
}

/** The file a line belongs in, by the month of its event: `audit-YYYY-MM.jsonl`. */
export function fileOf(line: { readonly at: string }): string {
  return `audit-${/^\d{4}-\d{2}/.exec(line.at)?.[0] ?? '0000-00'}.jsonl`;
}

/** The name of an audit file. */
export const AUDIT_FILE = /^audit-\d{4}-\d{2}\.jsonl$/;
