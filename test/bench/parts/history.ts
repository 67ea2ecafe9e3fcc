import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { verifyAudit } from '../../../src/audit/verify.ts';
import { openFileStore } from '../../../src/store/file-store.ts';
import { compared, type Effort, type Part, type Row, reported } from '../part.ts';
import { linesOf, writeHistory } from '../sides/history.ts';
import { clickPayload } from '../sides/payloads.ts';
import { type Program, startCloudsSide, startProgram } from '../sides/program.ts';
import { mb, median, ms } from '../sides/statistics.ts';

type Clouds = Awaited<ReturnType<typeof startCloudsSide>>;

/** What a folder with some history costs. */
interface Cost {
  readonly endings: number;
  readonly commitMs: number;
  readonly documentKb: number;
  readonly readyMs: number;
  readonly restMb: number;
  readonly evidenceMs: number;
  readonly verifyMs: number;
  readonly logMb: number;
}

const SIZES = { full: [1, 100, 10_000, 100_000], quick: [1, 100] } as const;
const kb = (value: number) => `${value.toFixed(1)} kB`;

/** The five commits of one ending, which comes, changes and leaves the document again; the time of one of them. */
async function commitOf(folder: string, endings: number): Promise<{ each: number; bytes: number }> {
  const store = await openFileStore(folder);
  const times: number[] = [];
  let bytes = 0;
  for (let ending = 0; ending < endings; ending += 1) {
    const id = `e-new-${ending}`;
    const lines = linesOf(id, `c-new-${ending}`, Date.now());
    for (const [at, line] of lines.entries()) {
      const isLast = at === lines.length - 1;
      const row = {
        kind: 'ending',
        id,
        expect: at,
        value: isLast ? null : { ...line, tries: [] },
        dueAt: null,
      };
      const began = performance.now();
      await store.commit([row], [line]);
      times.push(performance.now() - began);
      bytes = Math.max(bytes, statSync(join(folder, 'cutover.json')).size);
    }
  }
  await store.close();
  return { each: median(times), bytes };
}

/** From the press on "Show the evidence" to the words. */
async function evidenceMs({ slack }: Program, ending: string): Promise<number> {
  const { url, come } = slack.answer();
  const began = performance.now();
  await slack.deliver(clickPayload('evidence.show', ending, url));
  const text = await come;
  if (!text.includes('INC-4711')) throw new Error(`no evidence of ${ending}: ${text}`);
  return performance.now() - began;
}

async function start(folder: string, clouds: Clouds, ending: string, { quick }: Effort) {
  const program = await startProgram('cutover', { transport: 'http', clouds, data: folder });
  await pause(quick ? 500 : 15_000);
  const restMb = program.rssMb();
  const times: number[] = [];
  for (let time = 0; time < 3; time += 1) times.push(await evidenceMs(program, ending));
  await program.close();
  return { readyMs: program.readyMs, restMb, evidence: median(times) };
}

async function costOf(endings: number, clouds: Clouds, effort: Effort): Promise<Cost> {
  const folder = mkdtempSync(join(tmpdir(), 'cutover-bench-history-'));
  try {
    const middle = await writeHistory(folder, endings);
    const { each, bytes } = await commitOf(folder, effort.quick ? 3 : 50);
    const { readyMs, restMb, evidence } = await start(folder, clouds, middle, effort);
    const began = performance.now();
    const verified = await verifyAudit(folder);
    if (!verified.ok) throw new Error(verified.problem);
    return {
      endings,
      commitMs: each,
      documentKb: bytes / 1000,
      readyMs,
      restMb,
      evidenceMs: evidence,
      verifyMs: performance.now() - began,
      logMb: Number(execFileSync('du', ['-sm', folder]).toString().split('\t')[0]),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function flat(costs: readonly Cost[]): Row[] {
  const [small] = costs;
  const large = costs.at(-1);
  if (small === undefined || large === undefined) return [];
  const between = `${large.endings} endings of history against ${small.endings}`;
  const row = (
    what: string,
    of: (cost: Cost) => number,
    most: number | null,
    inWords: (value: number) => string,
  ) =>
    compared({
      what: `${what}, ${between}`,
      cutover: of(large),
      against: of(small),
      target: most === null ? null : { most },
      inWords,
    });
  return [
    row('a commit of an ending', ({ commitMs }) => commitMs, 1.25, ms),
    row('size of the document', ({ documentKb }) => documentKb, 1.05, kb),
    row('spawn to first acknowledgement', ({ readyMs }) => readyMs, null, ms),
    row('memory at rest', ({ restMb }) => restMb, 1.1, mb),
  ];
}

async function run(effort: Effort): Promise<readonly Row[]> {
  const clouds = await startCloudsSide();
  const costs: Cost[] = [];
  for (const endings of effort.quick ? SIZES.quick : SIZES.full)
    costs.push(await costOf(endings, clouds, effort));
  clouds.close();
  return [
    ...flat(costs),
    ...costs.map((cost) =>
      reported(
        `with ${cost.endings} endings of history (${cost.logMb} MB)`,
        `commit ${ms(cost.commitMs)}, document ${kb(cost.documentKb)}, evidence ${ms(cost.evidenceMs)}, verify ${ms(cost.verifyMs)}`,
      ),
    ),
  ];
}

export const history: Part = {
  name: 'history',
  about: 'what one ending costs after many others',
  run,
};
