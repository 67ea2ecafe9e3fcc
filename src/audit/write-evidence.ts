import { unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Bundle, formatBundle, sha256Of } from './bundle.ts';
import { reportOf } from './report/report.ts';

/** What was written, or the sentence that says why nothing was. */
export type Written =
  | { readonly ok: true; readonly bundle: string; readonly report: string; readonly sha256: string }
  | { readonly ok: false; readonly problem: string };

function safe(text: string): string {
  return text.replace(/[^\w.-]+/g, '-').slice(0, 60);
}

/** "cutover-evidence-e123-line-40": what was asked for, and how far it goes. */
function nameOf({ asked, head }: Bundle): string {
  const { ending, task, from, to } = asked;
  const days = [from?.slice(0, 10), to?.slice(0, 10)].flatMap((day) => day ?? []);
  const words = [ending, task, ...days].flatMap((word) => (word === undefined ? [] : [safe(word)]));
  return ['cutover-evidence', ...words, `line-${head.seq}`].join('-');
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
}

/** Writes a new file that only its owner can read; the reason where it cannot, or where there is one already. */
async function writeNew(path: string, text: string): Promise<string | null> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 });
    return null;
  } catch (error) {
    return codeOf(error) === 'EEXIST'
      ? `${path} is there already, and is never overwritten. Take another folder with --out.`
      : `${path} cannot be written (${codeOf(error)}).`;
  }
}

/** Writes the bundle and, beside it, the report that names it; both or none, and never over another file. */
export async function writeEvidence(folder: string, bundle: Bundle): Promise<Written> {
  const name = nameOf(bundle);
  const text = formatBundle(bundle);
  const sha256 = sha256Of(text);
  const file = join(folder, `${name}.json`);
  const problem = await writeNew(file, text);
  if (problem !== null) return { ok: false, problem };
  const report = join(folder, `${name}.html`);
  const other = await writeNew(report, reportOf(bundle, `${name}.json`, sha256));
  if (other === null) return { ok: true, bundle: file, report, sha256 };
  await unlink(file);
  return { ok: false, problem: other };
}
