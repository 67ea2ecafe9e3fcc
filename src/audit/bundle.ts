import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditLine } from './events.ts';
import { digestOf, Head, Line } from './line.ts';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

/** A line whose words are not handed out: its place in the chain, and the digest of what it says. */
const Link = z.strictObject({ seq: z.number().int().positive(), prev: Hash, digest: Hash, hash: Hash });
export type Link = z.infer<typeof Link>;

/** What was asked for: an ending, a task, times. */
const Asked = z.strictObject({
  ending: z.string().optional(),
  task: z.string().optional(),
  from: z.string().optional(),
  to: z.string().optional(),
});
export type Asked = z.infer<typeof Asked>;

/** A head of the chain that was also told to people and to standard output, and the line that says so. */
const Witness = z.strictObject({ line: z.number(), day: z.string(), seq: z.number(), hash: Hash });
export type Witness = z.infer<typeof Witness>;

const Bundle = z.strictObject({
  format: z.literal('cutover-evidence'),
  version: z.literal(1),
  made: z.string(),
  asked: Asked,
  links: z.array(z.union([Link, Line])).min(1),
  head: Head,
  witnesses: z.array(Witness),
  seal: Hash,
});

/** Some lines of the trail whole, with the links between them, so that they can be proved without the rest. */
export interface Bundle {
  /** ISO 8601, UTC. */
  readonly made: string;
  readonly asked: Asked;
  /** Without a gap, in the order of the chain. */
  readonly links: readonly (AuditLine | Link)[];
  /** The end of the chain as far as the bundle goes. */
  readonly head: Head;
  readonly witnesses: readonly Witness[];
}

/** Is the line there with all that it says? */
export function isWhole(link: AuditLine | Link): link is AuditLine {
  return 'type' in link && 'written' in link;
}

export function digestOfLink(link: AuditLine | Link): string {
  return isWhole(link) ? digestOf(link) : link.digest;
}

const HeadLine = z.object({ type: z.literal('audit.head'), day: z.string(), head: Head });

/** The witnesses among the lines, in their order. */
export function witnessesIn(links: readonly (AuditLine | Link)[]): Witness[] {
  return links.flatMap((link): Witness[] => {
    const told = HeadLine.safeParse(link).data;
    return told === undefined ? [] : [{ line: link.seq, day: told.day, ...told.head }];
  });
}

export function sha256Of(bytes: string | Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** The text of the file: one link a line; the last line is the seal, SHA-256 over all lines before it. */
export function formatBundle({ made, asked, links, head, witnesses }: Bundle): string {
  const top = JSON.stringify({ format: 'cutover-evidence', version: 1, made, asked }).slice(0, -1);
  const ends = JSON.stringify({ head, witnesses }).slice(1, -1);
  const body = `${top},"links":[\n${links.map((link) => JSON.stringify(link)).join(',\n')}\n],${ends},\n`;
  return `${body}"seal":"${sha256Of(body)}"}\n`;
}

/** Reads the text of a file, whether or not what it says holds; `null` where it is no bundle. */
export function readBundle(text: string): Bundle | null {
  try {
    return Bundle.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
