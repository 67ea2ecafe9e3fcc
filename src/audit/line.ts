import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditEvent } from '../lifecycle/ports.ts';
import type { AuditLine } from './events.ts';

/** The end of a chain: the last number and its hash. */
export const Head = z.object({ seq: z.number().int().nonnegative(), hash: z.string() });
export type Head = z.infer<typeof Head>;

/** The head of a chain without a line. */
export const EMPTY_HEAD: Head = { seq: 0, hash: '0'.repeat(64) };

const Shape = z.looseObject({
  seq: z.number().int().positive(),
  prev: z.string(),
  hash: z.string(),
  written: z.string(),
  type: z.string(),
  at: z.string(),
});

/** Keeps every field of a line, known or not, because the hash covers all of them. */
export const Line = z.custom<AuditLine>((value) => Shape.safeParse(value).success, 'is not an audit line');

/** The audit part of the document: the head of the chain, and lines that may not be in the log yet. */
export const AuditPart = z.object({
  head: Head,
  pending: z.array(z.object({ month: z.string().regex(/^\d{4}-\d{2}$/), line: Line })),
});
export type AuditPart = z.infer<typeof AuditPart>;
export type PendingLine = AuditPart['pending'][number];

/**
 * JSON without blanks, with the keys of every object in the order of their UTF-16 code units, so that the same facts
 * always give the same text.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${fields.join(',')}}`;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** What a line says, as 64 hexadecimal digits: SHA-256 of its canonical JSON without its `prev` and its `hash`. */
export function digestOf(line: AuditLine): string {
  const { prev: _prev, hash: _hash, ...said } = line;
  return sha256(canonical(said));
}

/**
 * Where a line stands in the chain: SHA-256 over the 64 digits of the hash before it and the 64 digits of its digest.
 * So a line whose words are not handed out can still be walked over, with nothing but its `prev`, digest and hash.
 */
export function linkHash(prev: string, digest: string): string {
  return sha256(`${prev}${digest}`);
}

/** Binds an event, which is plain JSON already, to the chain behind `head`. */
export function chainLine(head: Head, event: AuditEvent, writtenAt: number): AuditLine {
  const { type, at, ...rest } = event;
  const written = new Date(writtenAt).toISOString();
  const line = { seq: head.seq + 1, prev: head.hash, hash: '', type, at, ...rest, written };
  return { ...line, hash: linkHash(line.prev, digestOf(line)) };
}

/** Why a line does not follow `head`, in a sentence; `null` where it does. */
export function breakOf(head: Head, line: AuditLine): string | null {
  if (line.seq !== head.seq + 1)
    return `Line ${line.seq} stands where line ${head.seq + 1} belongs: lines are missing, doubled or out of order.`;
  if (line.prev !== head.hash) return `Line ${line.seq} does not continue the line before it.`;
  if (line.hash !== linkHash(line.prev, digestOf(line)))
    return `Line ${line.seq} was changed after it was written.`;
  return null;
}

/** A line of text as an audit line, or `null` where it is none. */
export function readLine(text: string): AuditLine | null {
  try {
    return Line.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** The line as it stands in the log, without its end of line. */
export function formatLine(line: AuditLine): string {
  return JSON.stringify(line);
}
