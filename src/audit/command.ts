import { readFile, stat } from 'node:fs/promises';
import { exportAudit } from './export.ts';
import { makeBundle } from './make-bundle.ts';
import { type Asked, readAsked } from './options.ts';
import type { Wanted } from './selection.ts';
import { verifyAudit } from './verify.ts';
import { verifyBundle } from './verify-bundle.ts';
import { writeEvidence } from './write-evidence.ts';

const OK = 0;
const FAILED = 1;
const BAD_USAGE = 2;

const USAGE = `cutover audit verify [--part]
cutover audit verify --bundle FILE
cutover audit export [--format jsonl|csv] [--ending ID] [--task ID] [--from TIME] [--to TIME]
cutover audit export --format bundle [--out FOLDER] [--ending ID] [--task ID] [--from TIME] [--to TIME]

Times are dates or ISO 8601 times, in UTC where they name no zone: 2026-11-21 or 2026-11-21T08:00Z.
--from (or --since) takes events from that time on, --to (or --until) those before it.
A bundle is one file that proves its lines without the bot, and a report beside it to read, print and sign.
--part checks a folder whose oldest months were put elsewhere.`;

const NEXT_STEP =
  'Change nothing in the folder: copy it, and compare the copy with your last backup or export.';

type Say = (line: string) => void;

function usage(say: Say, mistake: string): number {
  if (mistake !== '') say(`${mistake}\n`);
  say(USAGE);
  return BAD_USAGE;
}

/** Says how the trail stands; `quiet` leaves out that it is whole. */
async function verify(folder: string, say: Say, part: boolean, quiet = false): Promise<number> {
  const verified = await verifyAudit(folder, { part });
  if (verified.ok) {
    const from = verified.from === undefined ? '' : ` The lines before ${verified.from} are not here.`;
    if (!quiet) say(`The audit trail is whole: ${verified.lines} lines, head ${verified.head}.${from}`);
    return OK;
  }
  const where = verified.line === 0 ? verified.file : `${verified.file}, line ${verified.line}`;
  say(`The audit trail is broken at ${where}. ${verified.problem} ${NEXT_STEP}`);
  return FAILED;
}

async function verifyFile(file: string, say: Say): Promise<number> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    say(`${file} cannot be read (${code}).`);
    return FAILED;
  }
  const verified = verifyBundle(bytes);
  if (!verified.ok) {
    say(`The bundle is broken. ${verified.problem} Ask for another copy, or for a new export.`);
    return FAILED;
  }
  const { first, last, whole, head, witnesses, sha256 } = verified;
  say(
    `The bundle is whole: lines ${first} to ${last}, ${whole} of them with all their words, head ${head.hash}.`,
  );
  say(`SHA-256 of the file: ${sha256}`);
  for (const { day, seq, hash } of witnesses) say(`Told on ${day}: line ${seq}, head ${hash}`);
  say(
    witnesses.length === 0
      ? 'No head in it was told to anybody yet: a bundle that is made after midnight (UTC) will have one.'
      : 'Compare these heads with the messages of these days in the channel, or with the standard output of the bot: only they show that the chain was not made anew.',
  );
  return OK;
}

async function bundle(folder: string, wanted: Wanted, out: string, say: Say): Promise<number> {
  const checked = await verify(folder, say, true, true);
  if (checked !== OK) return checked;
  const made = await makeBundle(folder, wanted, Date.now());
  if (made === null) {
    say('No line of the audit trail is about that, so there is nothing to bundle.');
    return FAILED;
  }
  const written = await writeEvidence(out, made);
  if (!written.ok) {
    say(`${written.problem} Nothing was written.`);
    return FAILED;
  }
  say(`Bundle: ${written.bundle}`);
  say(`Report: ${written.report}`);
  say(`SHA-256 of the bundle: ${written.sha256}`);
  return OK;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

async function withFolder(asked: Exclude<Asked, { what: 'verify-bundle' }>, folder: string, say: Say) {
  switch (asked.what) {
    case 'verify':
      return verify(folder, say, asked.part);
    case 'export-bundle':
      return bundle(folder, asked.wanted, asked.out, say);
    case 'export':
      await exportAudit(folder, asked.options, (text) => say(text.replace(/\r?\n$/, '')));
      return OK;
  }
}

/** Do these words ask about the trail in the folder? Words about a bundle, and mistakes, need no configuration. */
export function asksAboutFolder(args: readonly string[]): boolean {
  const asked = readAsked(args);
  return typeof asked !== 'string' && asked.what !== 'verify-bundle';
}

/**
 * `cutover audit`: checks or hands out the trail in `folder`, a line at a time, also while a bot is running.
 * Returns the exit code: 0 fine, 1 broken or unreadable, 2 bad usage.
 */
export async function runAudit(args: readonly string[], folder: string, say: Say): Promise<number> {
  const asked = readAsked(args);
  if (typeof asked === 'string') return usage(say, asked);
  if (asked.what === 'verify-bundle') return verifyFile(asked.file, say);
  if (!(await isFolder(folder))) {
    say(`${folder} is no folder, so there is no audit trail. Check store.path.`);
    return FAILED;
  }
  try {
    return await withFolder(asked, folder, say);
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    say(`The audit trail in ${folder} was not read to its end: ${why}. Run cutover audit verify.`);
    return FAILED;
  }
}
