import { access, constants, stat, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { DOCUMENT_FILE, listMonths } from '../../audit/files.ts';
import { verifyAudit } from '../../audit/verify.ts';
import { probeFolder } from '../../store/probe.ts';
import { codeOf } from '../../store/store-error.ts';
import { type Check, type Finding, fail, note, ok } from '../finding.ts';

const MB = 1024 * 1024;
/** Below the one a busy week may fill the disk, below the other a commit may not find room. */
const LITTLE_BYTES = 200 * MB;
const TOO_LITTLE_BYTES = 10 * MB;
/** Finished endings leave the document; one that is larger is not as it should be. */
const LARGE_BYTES = MB;

/** Kinds of file system (statfs(2)) that do not keep the promises about locks and syncing. */
const OVER_A_NETWORK: ReadonlyMap<number, string> = new Map([
  [0x6969, 'NFS'],
  [0x517b, 'SMB'],
  [0xff534d42, 'CIFS'],
  [0xfe534d42, 'SMB2'],
]);

const MISSING = 'It does not exist yet: the first start makes it. If the bot ran before, the path is wrong.';

async function statOrNull(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** The nearest folder above that is there, in which the first start would make this one. */
async function canBeMade(folder: string): Promise<Finding> {
  const above = dirname(resolve(folder));
  const found = await statOrNull(above);
  if (found === null) return above === folder ? note(MISSING) : canBeMade(above);
  try {
    await access(above, constants.W_OK | constants.X_OK);
    return note(MISSING);
  } catch {
    return fail(
      `It does not exist, and ${above} may not be written by this user, so the first start cannot make it. Make it for the user that runs the bot, or correct store.path.`,
    );
  }
}

/** Why a file could not be written: "ENOSPC" and the like. */
function whyNot(error: unknown): string {
  return codeOf(error) ?? 'it cannot be written';
}

async function folder(path: string): Promise<Finding> {
  const found = await statOrNull(path);
  if (found === null) return canBeMade(path);
  if (!found.isDirectory())
    return fail('It is a file. Name a folder in store.path; where it is mounted, mount the folder.');
  try {
    const document = await statOrNull(join(path, DOCUMENT_FILE));
    if (document !== null && document.dev !== found.dev)
      return fail(
        `${DOCUMENT_FILE} is mounted by itself. It is replaced by renaming, which a mounted file does not survive: mount the folder.`,
      );
    await probeFolder(path);
  } catch (error) {
    return fail(
      `It cannot be written (${whyNot(error)}). Give it to the user that runs the bot, or make room on the disk.`,
    );
  }
  return ok('can be written');
}

async function room(path: string): Promise<Finding> {
  const { bavail, bsize, type } = await statfs(path);
  const free = bavail * bsize;
  const megabytes = `${Math.floor(free / MB)} MB free`;
  if (free < TOO_LITTLE_BYTES)
    return fail(`Only ${megabytes}. Make room: without it nothing can be recorded, and nothing is done.`);
  const network = OVER_A_NETWORK.get(type);
  if (network !== undefined)
    return note(
      `It is on a network file system (${network}), which does not keep the promises about locks and syncing that the store rests on. Take a local disk.`,
    );
  if (free < LITTLE_BYTES)
    return note(`Only ${megabytes}. The audit log grows and is never shortened: make room.`);
  return ok(megabytes);
}

async function document(path: string): Promise<Finding> {
  const found = await statOrNull(join(path, DOCUMENT_FILE));
  const months = await listMonths(path);
  if (found === null && months.length === 0) return ok('nothing in it yet: the next start is the first');
  if (found === null)
    return fail(
      `It holds an audit log but no ${DOCUMENT_FILE}, so what the bot knew is missing, and it will not start. Bring the folder back from its backup; to begin anew, move these files away.`,
    );
  const kilobytes = `${Math.ceil(found.size / 1024)} kB`;
  if (found.size > LARGE_BYTES)
    return note(
      `${DOCUMENT_FILE} has ${kilobytes}, more than the 1024 kB that it should stay under: every commit writes all of it. Close checklists that nobody works on; if it stays, report it.`,
    );
  return ok(kilobytes);
}

async function audit(path: string): Promise<Finding> {
  if ((await statOrNull(join(path, DOCUMENT_FILE))) === null) return ok('there is none yet');
  const verified = await verifyAudit(path);
  if (verified.ok) return ok(`${verified.lines} lines, all chained`);
  const where = verified.line === 0 ? verified.file : `${verified.file}, line ${verified.line}`;
  return fail(
    `It is broken at ${where}. ${verified.problem} Change nothing in the folder: copy it, and compare the copy with your last backup or export. cutover audit verify says the same.`,
  );
}

/** What the bot must not lose: can it be kept here, and is it whole? Writes one small file and takes it away again. */
export function folderChecks(path: string): readonly Check[] {
  const title = `store folder ${path}`;
  const inside = (what: string, look: (path: string) => Promise<Finding>): Check => ({
    title: what,
    needs: title,
    run: async () =>
      (await statOrNull(path)) === null ? note('Not looked at: there is no folder yet.') : look(path),
  });
  return [
    { title, run: () => folder(path) },
    inside('the disk has room', room),
    inside('the document is there, and small', document),
    inside('the audit log is whole', audit),
  ];
}
