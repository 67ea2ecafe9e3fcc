import { expect, it } from 'vitest';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE } from '../../lifecycle/world.ts';
import { desk, group, item } from '../desk.ts';

async function listOn() {
  const made = desk();
  made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  const checklist = await made.open(dtsTask());
  made.pass(1);
  return { ...made, checklist };
}

it('a removal whose call may not begin any more is given back, with nothing sent and nothing left half done', async () => {
  const made = await listOn();
  made.letDeedsBegin(false);
  const outcome = await made.remove(made.checklist, 'dts_a');
  expect(JSON.stringify(outcome)).toContain('the bot was being stopped');
  expect(made.dts.changes).toEqual([]);
  expect(item(await made.read(made.checklist.id), 'dts_a').state).toBe('open');
});

it('an undo whose call may not begin any more says so, and can be asked for again', async () => {
  const made = await listOn();
  await made.remove(made.checklist, 'dts_a');
  const { id } = item(await made.read(made.checklist.id), 'dts_a');
  const before = made.dts.changes.length;
  made.letDeedsBegin(false);
  const undo = () => made.cleanup.undo({ itemId: id, actor: ALICE, reason: 'needed after all' });
  expect(await undo()).toMatchObject({ kind: 'refused' });
  expect(made.dts.changes).toHaveLength(before);
  made.letDeedsBegin(true);
  expect(await undo()).toMatchObject({ kind: 'undone' });
});
