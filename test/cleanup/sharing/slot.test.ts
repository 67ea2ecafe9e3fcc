import { describe, expect, it } from 'vitest';
import type { SignOffHow } from '../../../src/cleanup/checklist/checklist.ts';
import { dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { BOB, HOUR } from '../../lifecycle/world.ts';
import { desk, group, item, noRight } from '../desk.ts';

const PG = endpoint({ engine: 'PostgreSQL', instanceId: 'pgm-1' });
const TASK = dtsTask({ source: PG });
const WAITS =
  'DTS needs it to drop its replication slot: release the task, or sign off item 3 when its query finds no slot';

function slotDesk() {
  const made = desk();
  made.dts.leftovers = [group('pgm-1', 'dts_a'), group('pc-bp1imr', 'dts_b', { product: 'PolarDB' })];
  return made;
}

describe('the access of a PostgreSQL source', () => {
  it('stays blocked while DTS may still need it to drop its slot; that of the destination does not', async () => {
    const { open } = slotDesk();
    const checklist = await open(TASK);
    expect(item(checklist, 'dts_a')).toMatchObject({ state: 'blocked', why: WAITS });
    expect(item(checklist, 'dts_b').state).toBe('open');
    expect(item(checklist, 'replication slot').id).toBe(`${checklist.id}.3`);
  });

  it.each<[SignOffHow, string | null, string]>([
    ['removed-by-hand', null, 'open'],
    ['never-there', null, 'open'],
    ['kept', '2026-12-24', 'blocked'],
  ])('after the slot was signed off as %s is %3$s, at once', async (how, until, state) => {
    const { open, cleanup, tend, read } = slotDesk();
    const checklist = await open(TASK);
    const itemId = item(checklist, 'replication slot').id;
    await cleanup.signOff({ itemId, actor: BOB, how, text: 'queried', until });
    await tend();
    expect(item(await read(checklist.id), 'dts_a').state).toBe(state);
  });

  it.each([
    [
      'the cloud no longer knows the task',
      async (made: ReturnType<typeof slotDesk>) => {
        made.dts.released = true;
        await Promise.resolve();
      },
    ],
    [
      'we released it',
      async (made: ReturnType<typeof slotDesk>) => {
        await made.cleanup.openFor(await made.end(TASK, { action: 'release' }));
      },
    ],
  ])('is open when %s', async (_, release) => {
    const made = slotDesk();
    const { id } = await made.open(TASK);
    await release(made);
    made.pass(HOUR);
    await made.tend();
    expect(await made.read(id)).toMatchObject({ released: true });
    expect(item(await made.read(id), 'dts_a').state).toBe('open');
  });

  it('waits where nobody can say whether the task is released', async () => {
    const { open, dts } = slotDesk();
    dts.look = () => Promise.reject(noRight('dts:DescribeDtsJobDetail'));
    const checklist = await open(TASK);
    expect(checklist.released).toBe(false);
    expect(item(checklist, 'dts_a')).toMatchObject({ state: 'blocked', why: WAITS });
  });

  it('waits for the slot of another ended task on the same source too', async () => {
    const { open, read, cleanup, tend } = slotDesk();
    const one = await open(TASK);
    await cleanup.signOff({
      itemId: item(one, 'replication slot').id,
      actor: BOB,
      how: 'removed-by-hand',
      text: 'queried',
      until: null,
    });
    const other = await open(dtsTask({ ...TASK, taskId: 'second', name: 'second' }));
    await cleanup.lookAgain({ checklistId: one.id, actor: BOB });
    expect(item(await read(one.id), 'dts_a').why).toBe(
      'DTS needs it to drop its replication slot: release second, or sign off item 3 of the checklist of second when its query finds no slot',
    );
    await cleanup.signOff({
      itemId: item(other, 'replication slot').id,
      actor: BOB,
      how: 'never-there',
      text: 'queried',
      until: null,
    });
    await tend();
    await cleanup.lookAgain({ checklistId: one.id, actor: BOB });
    expect(item(await read(one.id), 'dts_a').state).toBe('open');
  });

  it('does not wait for the slot of another source', async () => {
    const { open, read, cleanup } = slotDesk();
    const other = await open(dtsTask({ taskId: 'second', source: { ...PG, instanceId: 'pgm-2' } }));
    expect(item(other, 'replication slot').state).toBe('by-hand');
    const mine = await open(dtsTask({ source: endpoint({ instanceId: 'pgm-1' }) }));
    expect(item(mine, 'dts_a').state).toBe('open');
    await cleanup.lookAgain({ checklistId: mine.id, actor: BOB });
    expect(item(await read(mine.id), 'dts_a').state).toBe('open');
  });

  it('cannot be removed by a modal that was opened before the slot of another task came up', async () => {
    const { open, ask, confirm, dts } = slotDesk();
    const mine = await open(dtsTask({ source: endpoint({ instanceId: 'pgm-1' }) }));
    const asked = await ask(mine.id, item(mine, 'dts_a').id);
    await open(dtsTask({ ...TASK, taskId: 'second', name: 'second' }));
    expect(await confirm(asked.id)).toMatchObject({
      kind: 'carried-out',
      results: [{ what: 'not-removed', item: { state: 'blocked' } }],
    });
    expect(dts.changes).toEqual([]);
  });
});
