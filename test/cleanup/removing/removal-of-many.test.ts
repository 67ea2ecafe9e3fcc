import { describe, expect, it } from 'vitest';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE, BOB } from '../../lifecycle/world.ts';
import { desk, group, item, states } from '../desk.ts';

const POLAR = { product: 'PolarDB' };
const GROUPS = [
  group('rm-bp1162', 'dts_a'),
  group('rm-bp1162', 'dts_b'),
  group('rm-bp1162', 'dts_c'),
  group('pc-bp1imr', 'dts_d', POLAR),
];

async function manyDesk() {
  const made = desk();
  made.dts.leftovers = GROUPS;
  const checklist = await made.open(dtsTask());
  made.pass(1);
  return { ...made, checklist };
}

describe('removing all safe ones', () => {
  it('shows every open item and removes exactly these', async () => {
    const { ask, confirm, checklist, dts, read } = await manyDesk();
    const { id, shown } = await ask(checklist.id, null);
    expect(shown.map(({ leftover }) => leftover)).toEqual(expect.arrayContaining(GROUPS));
    const outcome = await confirm(id);
    expect(outcome).toMatchObject({ results: [1, 2, 3, 4].map(() => ({ what: 'removed' })) });
    expect(dts.changes).toHaveLength(4);
    expect(states(await read(checklist.id)).filter((state) => state === 'gone')).toHaveLength(4);
  });

  it('leaves out what is blocked, unknown, by hand or closed', async () => {
    const made = desk();
    made.dts.leftovers = [...GROUPS, group('rm-bp1162', 'dts_e', { addresses: '127.0.0.1' })];
    made.dts.hindrances.set('group/rm-bp1162/dts_b/VPC', 'in the way');
    const checklist = await made.open(dtsTask());
    const { shown } = await made.ask(checklist.id, null);
    expect(shown.map(({ leftover }) => leftover)).toEqual([GROUPS[0], GROUPS[3], GROUPS[2]]);
  });

  it('judges each again at the click: what is needed now stays', async () => {
    const { ask, confirm, checklist, dts, read } = await manyDesk();
    const { id } = await ask(checklist.id, null);
    dts.living = [dtsTask({ taskId: 'crm', destination: { ...dtsTask().source, instanceId: 'rm-else' } })];
    dts.leftovers = dts.leftovers.map((one) => one); // as they were
    const outcome = await confirm(id);
    expect(outcome.kind).toBe('carried-out');
    expect(dts.changes.map(({ leftover }) => leftover)).toEqual([GROUPS[3]]);
    expect(item(await read(checklist.id), 'dts_a').state).toBe('blocked');
    expect(item(await read(checklist.id), 'dts_d').state).toBe('gone');
  });

  it('goes on with the others when the cloud refuses one', async () => {
    const { ask, confirm, checklist, dts } = await manyDesk();
    dts.answers = [{ kind: 'refused', code: 'Locked', message: 'no', requestId: null, permission: null }];
    const outcome = await confirm((await ask(checklist.id, null)).id);
    if (outcome.kind !== 'carried-out') throw new Error(outcome.kind);
    expect(outcome.results.map(({ what }) => what).sort()).toEqual([
      'not-removed',
      'removed',
      'removed',
      'removed',
    ]);
  });

  it('asks once who lives for all of them', async () => {
    const { ask, confirm, checklist, dts } = await manyDesk();
    const { id } = await ask(checklist.id, null);
    const before = dts.asked.every;
    await confirm(id);
    expect(dts.asked.every - before).toBe(1);
  });
});

describe('changes of one instance', () => {
  it('come one after the other, and those of another go on meanwhile', async () => {
    const { ask, confirm, checklist, dts } = await manyDesk();
    const running = new Map<string, number>();
    let [most, together] = [0, 0];
    const change = dts.change.bind(dts);
    dts.change = async (step, leftover) => {
      const thing = leftover.kind === 'whitelist-group' ? leftover.instanceId : '';
      running.set(thing, (running.get(thing) ?? 0) + 1);
      most = Math.max(most, ...running.values());
      together = Math.max(together, [...running.values()].filter((count) => count > 0).length);
      for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
      const answer = await change(step, leftover);
      running.set(thing, (running.get(thing) ?? 0) - 1);
      return answer;
    };
    await confirm((await ask(checklist.id, null)).id);
    expect({ most, together }).toEqual({ most: 1, together: 2 });
    expect(dts.changes).toHaveLength(4);
  });

  it('wait for one that has gone wrong, and then go on', async () => {
    const { ask, confirm, checklist, dts } = await manyDesk();
    let first = true;
    const readiness = dts.readiness.bind(dts);
    dts.readiness = () => {
      if (!first) return readiness();
      first = false;
      return Promise.reject(new TypeError('not an answer'));
    };
    await expect(confirm((await ask(checklist.id, item(checklist, 'dts_a').id)).id)).rejects.toThrow(
      TypeError,
    );
    const outcome = await confirm((await ask(checklist.id, item(checklist, 'dts_b').id)).id);
    expect(outcome).toMatchObject({ results: [{ what: 'removed' }] });
  });
});

describe('two people who press at once', () => {
  it('make one call, and the other is told', async () => {
    const { ask, confirm, checklist, dts } = await manyDesk();
    const itemId = item(checklist, 'dts_a').id;
    const [one, other] = [await ask(checklist.id, itemId, ALICE), await ask(checklist.id, itemId, BOB)];
    const outcomes = await Promise.all([confirm(one.id, ALICE), confirm(other.id, BOB)]);
    expect(dts.changes).toHaveLength(1);
    expect(outcomes).toMatchObject([
      { results: [{ what: 'removed' }] },
      { results: [{ what: 'not-removed', words: expect.stringMatching(/it is gone now/) }] },
    ]);
  });

  it('with "remove all" and one item make one call for each', async () => {
    const { ask, confirm, checklist, dts } = await manyDesk();
    const one = await ask(checklist.id, item(checklist, 'dts_c').id, BOB);
    const all = await ask(checklist.id, null, ALICE);
    await Promise.all([confirm(all.id, ALICE), confirm(one.id, BOB)]);
    expect(dts.changes.map(({ leftover }) => leftover)).toEqual(expect.arrayContaining(GROUPS));
    expect(dts.changes).toHaveLength(4);
  });
});
