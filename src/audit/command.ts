import { stat } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { type ExportOptions, exportAudit } from './export.ts';
import { verifyAudit } from './verify.ts';

const OK = 0;
const FAILED = 1;
const BAD_USAGE = 2;

const USAGE = `cutover audit verify
cutover audit export [--format jsonl|csv] [--ending ID] [--task ID] [--since TIME] [--until TIME]

Times are dates or ISO 8601 times, in UTC where they name no zone: 2026-11-21 or 2026-11-21T08:00Z.
--since takes events from that time on, --until those before it.`;

const NEXT_STEP =
  'Change nothing in the folder: copy it, and compare the copy with your last backup or export.';

type Say = (line: string) => void;

/** A day, or a time that says its zone or means UTC; `null` where it is neither. */
function readTime(text: string): Date | null {
  const match = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?)?$/.exec(text);
  if (match === null) return null;
  const time = new Date(match[1] !== undefined && match[4] === undefined ? `${text}Z` : text);
  return Number.isNaN(time.getTime()) ? null : time;
}

/** The export that is asked for, or a sentence about what is wrong with the words. */
function readExport(args: readonly string[]): ExportOptions | string {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args: [...args],
    options: { format: text, ending: text, task: text, since: text, until: text },
  });
  const { format = 'jsonl', ending, task } = values;
  if (format !== 'jsonl' && format !== 'csv') return `--format is jsonl or csv, not ${format}.`;
  const since = values.since === undefined ? undefined : readTime(values.since);
  const until = values.until === undefined ? undefined : readTime(values.until);
  if (since === null) return `--since ${values.since} is no time.`;
  if (until === null) return `--until ${values.until} is no time.`;
  return {
    format,
    ...(ending === undefined ? {} : { ending }),
    ...(task === undefined ? {} : { task }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  };
}

function usage(say: Say, mistake?: string): number {
  if (mistake !== undefined) say(`${mistake}\n`);
  say(USAGE);
  return BAD_USAGE;
}

async function verify(folder: string, say: Say): Promise<number> {
  const verified = await verifyAudit(folder);
  if (verified.ok) {
    say(`The audit trail is whole: ${verified.lines} lines, head ${verified.head}.`);
    return OK;
  }
  const where = verified.line === 0 ? verified.file : `${verified.file}, line ${verified.line}`;
  say(`The audit trail is broken at ${where}. ${verified.problem} ${NEXT_STEP}`);
  return FAILED;
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/**
 * `cutover audit`: checks or hands out the trail in `folder`, a line at a time, also while a bot is running.
 * Returns the exit code: 0 fine, 1 broken or unreadable, 2 bad usage.
 */
export async function runAudit(args: readonly string[], folder: string, say: Say): Promise<number> {
  const [command, ...rest] = args;
  if (command !== 'verify' && command !== 'export') return usage(say);
  if (command === 'verify' && rest.length > 0) return usage(say, `verify takes no ${rest[0]}.`);
  let options: ExportOptions | string;
  try {
    options = command === 'verify' ? { format: 'jsonl' } : readExport(rest);
  } catch (error) {
    return usage(say, error instanceof Error ? error.message : 'These words are not understood.');
  }
  if (typeof options === 'string') return usage(say, options);
  if (!(await isFolder(folder))) {
    say(`${folder} is no folder, so there is no audit trail. Check store.path.`);
    return FAILED;
  }
  try {
    if (command === 'verify') return await verify(folder, say);
    await exportAudit(folder, options, (text) => say(text.replace(/\r?\n$/, '')));
    return OK;
  } catch (error) {
    const why = error instanceof Error ? error.message : 'it cannot be read';
    say(`The audit trail in ${folder} was not read to its end: ${why}. Run cutover audit verify.`);
    return FAILED;
  }
}
