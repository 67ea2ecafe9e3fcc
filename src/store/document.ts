import { z } from 'zod';
import { AuditLine } from '../audit/line.ts';

/** A row as it lies in the document. A lease hides it from `claimDue` until it is over. */
export const StoredRow = z.object({
  version: z.number().int().positive(),
  value: z.record(z.string(), z.unknown()),
  dueAt: z.number().nullable(),
  lease: z.object({ owner: z.string(), until: z.number() }).nullable(),
});
export type StoredRow = z.infer<typeof StoredRow>;

/**
 * The whole document. The audit lines in `pending` belong to the log; they leave with the commit after the one
 * that made them, so that a crash in between loses none. `head` is the end of the chain: a cut tail is noticed.
 */
export const Document = z.object({
  schema: z.literal(1),
  rows: z.record(z.string(), z.record(z.string(), StoredRow)),
  audit: z.object({
    head: z.object({ seq: z.number().int().nonnegative(), hash: z.string() }),
    pending: z.array(AuditLine),
  }),
});
export type Document = z.infer<typeof Document>;
