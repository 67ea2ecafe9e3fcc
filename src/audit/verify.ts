import type { AuditLine } from './events.ts';
import { DOCUMENT_FILE, listMonths, logFileOf, type RawLine, readAuditPart, readMonth } from './files.ts';
import { type AuditPart, breakOf, EMPTY_HEAD, formatLine, type Head, readLine } from './line.ts';

export type Verified =
  | {
      readonly ok: true;
      /** The number of the last line. */
      readonly lines: number;
      readonly head: string;
      /** The number of the first line that is there, where older months were put elsewhere. */
      readonly from?: number;
    }
  | { readonly ok: false; readonly problem: string; readonly file: string; readonly line: number };
type Problem = Extract<Verified, { ok: false }>;

/** How far the log was read: the end of its chain, where that stands, and a line that has no end yet. */
interface Walk {
  readonly head: Head;
  readonly file: string;
  readonly line: number;
  readonly cut: RawLine | null;
  /** The number of the first line that is there. */
  readonly from: number;
  /** The hash of the line that the document named as its head before the walk; `null` if not reached. */
  readonly hashAtKnownHead: string | null;
}

function problemAt(at: { file: string; line: number }, problem: string): Problem {
  return { ok: false, problem, file: at.file, line: at.line };
}

/** The hash covers what a line says; its very letters are those that the bot writes. */
function rewritten(text: string, line: AuditLine): string | null {
  return text === formatLine(line) ? null : `Line ${line.seq} is not written as it was.`;
}

/** Where the chain begins: at its first line or, where older months were put elsewhere, at the first that is there. */
function beginning(line: AuditLine, part: boolean): Head {
  return part ? { seq: line.seq - 1, hash: line.prev } : EMPTY_HEAD;
}

/** A trail without its beginning says how it can be checked all the same. */
function withHint(problem: string, head: Head, line: AuditLine): string {
  return head.seq === 0 && line.seq > 1
    ? `${problem} If older months were put elsewhere, bring them back, or check what is here with --part.`
    : problem;
}

async function walkLogs(folder: string, known: Head, part: boolean): Promise<Walk | Problem> {
  let head = EMPTY_HEAD;
  let from = 0;
  let at = { file: DOCUMENT_FILE, line: 0 };
  let cut: RawLine | null = null;
  let hashAtKnownHead = known.seq === 0 ? head.hash : null;
  for (const month of await listMonths(folder)) {
    at = { file: logFileOf(month), line: 0 };
    for await (const raw of readMonth(folder, month)) {
      if (cut !== null) return problemAt({ file: cut.file, line: cut.number }, 'This line is cut off.');
      at = { file: raw.file, line: raw.number };
      if (!raw.whole) {
        cut = raw;
        continue;
      }
      const line = readLine(raw.text);
      if (line === null) return problemAt(at, 'This line is not an audit line.');
      if (from === 0) head = beginning(line, part);
      from ||= line.seq;
      const broken = breakOf(head, line) ?? rewritten(raw.text, line);
      if (broken !== null) return problemAt(at, withHint(broken, head, line));
      head = { seq: line.seq, hash: line.hash };
      if (line.seq === known.seq) hashAtKnownHead = line.hash;
    }
  }
  return { head, ...at, cut, from, hashAtKnownHead };
}

/** Is it how the line begins? A character of several bytes may be cut in half; nothing else may stand there. */
function isBeginning(piece: string, whole: string): boolean {
  if (whole.startsWith(piece)) return true;
  const before = piece.slice(0, -1);
  return (
    piece.endsWith('\uFFFD') && whole.startsWith(before) && /^[^\0-\x7f]/.test(whole.slice(before.length))
  );
}

/** A cut last line is fine only while the document still holds the whole of it. */
function isHeld({ cut, head }: Walk, before: AuditPart, after: AuditPart): boolean {
  if (cut === null) return true;
  return [...before.pending, ...after.pending].some(
    ({ line }) => line.seq === head.seq + 1 && isBeginning(cut.text, formatLine(line)),
  );
}

/** Holds what was read against the document as it was before the walk and after it. */
function judge(walk: Walk, before: AuditPart, after: AuditPart): Verified {
  if (!isHeld(walk, before, after))
    return problemAt(walk, 'The last line is cut off, and nothing holds the rest of it.');
  let { head } = walk;
  for (const { line } of before.pending) {
    if (line.seq <= head.seq) continue;
    const broken = breakOf(head, line);
    if (broken === null) {
      head = { seq: line.seq, hash: line.hash };
      continue;
    }
    if (line.seq !== head.seq + 1) break;
    return problemAt({ file: DOCUMENT_FILE, line: 0 }, broken);
  }
  if (head.seq < before.head.seq)
    return problemAt(
      walk,
      `The log ends with line ${walk.head.seq}, but the document knows of ${before.head.seq}: the tail is missing.`,
    );
  const hashAtKnownHead = head.seq === before.head.seq ? head.hash : walk.hashAtKnownHead;
  const isForeign =
    hashAtKnownHead !== before.head.hash ||
    head.seq > after.head.seq ||
    (head.seq === after.head.seq && head.hash !== after.head.hash);
  if (isForeign)
    return problemAt(walk, 'The log is not the one that the document ends: its last lines differ.');
  const from = walk.from > 1 ? { from: walk.from } : {};
  return { ok: true, lines: head.seq, head: head.hash, ...from };
}

/**
 * Reads every month and checks numbers, chain and head; lines that the document still holds count as written.
 * Changes nothing and takes no lock: beside a running bot it looks again when the trail grew meanwhile. With `part` it
 * begins at the oldest line that is there, for a folder whose older months were put elsewhere.
 */
export async function verifyAudit(folder: string, { part = false } = {}): Promise<Verified> {
  for (let attempt = 1; ; attempt += 1) {
    const before = await readAuditPart(folder);
    const walk = before === null ? null : await walkLogs(folder, before.head, part);
    const after = await readAuditPart(folder);
    if (before === null || walk === null || after === null)
      return problemAt(
        { file: DOCUMENT_FILE, line: 0 },
        `${DOCUMENT_FILE} is missing or cannot be read, so nothing says where the log ends.`,
      );
    const verified = 'ok' in walk ? walk : judge(walk, before, after);
    if (verified.ok || attempt === 5 || before.head.hash === after.head.hash) return verified;
  }
}
