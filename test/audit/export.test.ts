import { appendFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { AuditLine } from '../../src/audit/events.ts';
import { type ExportOptions, exportAudit } from '../../src/audit/export.ts';
import { openFileStore } from '../../src/store/file-store.ts';
import { event, makeFolder, openStore } from '../store/folders.ts';

const DTS = 'alibaba-dts/prod-cn/cn-hangzhou/dtsabc/forward';
const DRS = 'drs/otc/eu-de/jb1/forward';

async function makeTrail(): Promise<string> {
  const folder = await makeFolder();
  const store = await openFileStore(folder);
  const at = (day: number) => `2026-11-${day}T08:00:00.000Z`;
  await store.commit([], [event({ at: at(10), n: 1, ending: 'e1', task: DTS, name: 'Orders-Prod' })]);
  await store.commit([], [event({ at: at(11), n: 2, tasks: [DTS, DRS] })]);
  await store.commit([], [event({ at: at(12), n: 3, ending: 'e2', task: DRS, name: null })]);
  await store.close();
  return folder;
}

async function exported(folder: string, options: Omit<ExportOptions, 'format'>): Promise<unknown[]> {
  const numbers: unknown[] = [];
  const count = await exportAudit(folder, { format: 'jsonl', ...options }, (text) => {
    expect(text.endsWith('\n')).toBe(true);
    numbers.push((JSON.parse(text) as AuditLine)['n']);
  });
  expect(count).toBe(numbers.length);
  return numbers;
}

async function csv(events: readonly Record<string, unknown>[]): Promise<string> {
  const folder = await makeFolder();
  const store = await openStore(folder);
  await store.commit([], events.map(event));
  let text = '';
  await exportAudit(folder, { format: 'csv' }, (piece) => {
    text += piece;
  });
  return text;
}

describe('exportAudit', () => {
  it.each<[string, Omit<ExportOptions, 'format'>, number[]]>([
    ['everything', {}, [1, 2, 3]],
    ['one ending', { ending: 'e1' }, [1]],
    ['a task by its id', { task: 'dtsabc' }, [1, 2]],
    ['a task by its name, ignoring case', { task: 'orders-prod' }, [1]],
    ['a task by its key', { task: DRS }, [2, 3]],
    ['from a time on', { since: new Date('2026-11-11T08:00:00Z') }, [2, 3]],
    ['before a time', { until: new Date('2026-11-11T08:00:00Z') }, [1]],
    ['what meets all of it', { task: 'jb1', since: new Date('2026-11-12T00:00:00Z') }, [3]],
    ['nothing', { ending: 'e3' }, []],
  ])('hands out %s', async (_, options, numbers) => {
    expect(await exported(await makeTrail(), options)).toEqual(numbers);
  });

  it('works beside a running bot, and adds what only the document holds so far', async () => {
    const folder = await makeFolder();
    const store = await openStore(folder, { now: () => Date.UTC(2026, 10, 21) });
    await store.commit([], [event({ n: 1 })]);
    await store.commit([], [event({ n: 2 })]);
    expect(await exported(folder, {})).toEqual([1, 2]);
    await appendFile(join(folder, 'audit-2026-11.jsonl'), '{"seq":3');
    expect(await exported(folder, {})).toEqual([1, 2]);
    await rm(join(folder, 'audit-2026-11.jsonl'));
    expect(await exported(folder, {})).toEqual([2]);
  });

  it('names the line that cannot be read', async () => {
    const folder = await makeTrail();
    await appendFile(join(folder, `audit-${new Date().toISOString().slice(0, 7)}.jsonl`), 'hello\n');
    await expect(exported(folder, {})).rejects.toThrow(/line 4, is not an audit line/);
  });

  it('writes a table with a header, every cell quoted, and the rest of an event as JSON', async () => {
    const [header, row, end] = (
      await csv([{ ending: 'e1', reason: 'say "no"', outcome: { kind: 'refused' } }])
    ).split('\r\n');
    expect(header).toBe('seq,at,type,ending,action,task,name,actor,reason,why,more,written,hash');
    expect(row).toMatch(
      /^1,"2026-11-21T08:00:00\.000Z","ending\.checking","e1",,,,,"say ""no""",,"\{""outcome"":\{""kind"":""refused""\}\}","20[^"]+","[0-9a-f]{64}"$/,
    );
    expect(end).toBe('');
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '  =1', '\n-1', '\uff1d1'])(
    'keeps a spreadsheet from running the name %j',
    async (name) => {
      expect(await csv([{ name }])).toContain(`,"'${name}",`);
    },
  );

  it('leaves harmless cells as they are', async () => {
    expect(await csv([{ name: 'orders-prod = all', reason: 'a, b' }])).toContain(
      ',"orders-prod = all",,"a, b",',
    );
  });
});
