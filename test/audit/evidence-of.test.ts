import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { evidenceOf } from '../../src/audit/report/evidence-of.ts';
import { createIds } from '../../src/new-ids.ts';
import { makeFolder, openStore } from '../store/folders.ts';

const OCTOBER = Date.UTC(2026, 9, 31, 23, 55);
const NOVEMBER = Date.UTC(2026, 10, 1, 0, 5);

/** A plan that was shown in October and confirmed in November, between others. */
async function makeTrail() {
  const folder = await makeFolder();
  let now = OCTOBER;
  const newId = createIds(() => now);
  const store = await openStore(folder, { now: () => now });
  const confirmation = newId('c');
  const at = () => new Date(now).toISOString();
  const task = 'prod-cn/cn-hangzhou/dts1/forward';
  const shown = (id: string) => ({
    type: 'plan.shown',
    at: at(),
    actor: 'U0ALICE',
    action: 'terminate',
    confirmation: id,
    tasks: [task],
  });
  const confirmed = (ending: string, plan: string, reason: string) => ({
    type: 'ending.confirmed',
    at: at(),
    actor: 'U0ALICE',
    action: 'terminate',
    ending,
    confirmation: plan,
    task,
    name: 'orders-prod',
    reason,
  });
  const other = newId('c');
  await store.commit([], [shown(confirmation), shown(other)]);
  now = NOVEMBER;
  const ending = newId('e');
  await store.commit([], [confirmed(newId('e'), other, 'another night')]);
  await store.commit([], [confirmed(ending, confirmation, 'INC-4711')]);
  await store.close();
  return { folder, ending };
}

describe('the evidence of one ending', () => {
  it('has the plan of the month before, the line that only the document holds, and nothing of others', async () => {
    const { folder, ending } = await makeTrail();
    const story = JSON.stringify(await evidenceOf(folder, ending));
    expect(story).toContain('2026-10-31');
    expect(story).toContain('INC-4711');
    expect(story).not.toContain('another night');
  });

  it('is not kept from anybody by damage in lines of others', async () => {
    const { folder, ending } = await makeTrail();
    await appendFile(join(folder, 'audit-2026-10.jsonl'), 'not a line\n');
    expect(JSON.stringify(await evidenceOf(folder, ending))).toContain('INC-4711');
  });

  it('is nothing for an id that no line names, whatever its letters tell of a time', async () => {
    const { folder } = await makeTrail();
    for (const id of ['', 'e1', 'ezzzzzzzzzzzzzzzzzzzzzzz000000', 'e000000abcdef'])
      expect(await evidenceOf(folder, id)).toBeNull();
  });
});
