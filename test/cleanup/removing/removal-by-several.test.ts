import { describe, expect, it } from 'vitest';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, CAROL, HOUR, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item, noRight } from '../desk.ts';

async function several(approvals = 1) {
  const made = desk();
  made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  made.policy.approvals = approvals;
  const checklist = await made.open(dtsTask());
  made.pass(1);
  const current = () => made.read(checklist.id);
  return {
    ...made,
    checklist,
    current,
    press: async (actor = ALICE, reason: string | null = null) => {
      const held = item(await current(), 'dts_a');
      return made.confirm((await made.ask(checklist.id, held.id, actor)).id, actor, reason);
    },
  };
}

const WAITS = {
  results: [{ what: 'not-removed', words: expect.stringMatching(/1 more must press Remove/) }],
};
const DONE = { results: [{ what: 'removed' }] };

describe('a removal that the policy wants several people for', () => {
  it('waits for another person, and says so in the thread', async () => {
    const { press, dts, told, current, store } = await several();
    expect(await press(ALICE)).toMatchObject(WAITS);
    expect(dts.changes).toEqual([]);
    expect(item(await current(), 'dts_a')).toMatchObject({
      state: 'open',
      why: null,
      asked: { userIds: ['UALICE'] },
    });
    expect(await told()).toEqual([
      expect.stringMatching(
        /^wants it removed: whitelist dts_a .* 1 more must press Remove on it within an hour/,
      ),
    ]);
    expect(store.audit.at(-1)).toMatchObject({
      type: 'checklist.removal-agreed',
      actor: 'UALICE',
      missing: 1,
      value: { name: 'dts_a' },
    });
    expect(await press(BOB)).toMatchObject(DONE);
    expect(dts.changes).toHaveLength(1);
  });

  it('is never done by one person alone, however often he presses', async () => {
    const { press, dts } = await several();
    for (let time = 0; time < 5; time += 1) expect(await press(ALICE)).toMatchObject(WAITS);
    expect(dts.changes).toEqual([]);
  });

  it('needs as many as it says', async () => {
    const { press, dts } = await several(2);
    await press(ALICE);
    await press(BOB);
    await press(ALICE);
    expect(dts.changes).toEqual([]);
    expect(await press(CAROL)).toMatchObject(DONE);
  });

  it('needs one who may approve, beside the one who asks', async () => {
    const { press, dts, policy } = await several();
    policy.approvers.clear();
    await press(ALICE);
    expect(await press(BOB)).toMatchObject(WAITS);
    policy.approvers.add('UCAROL');
    expect(await press(CAROL)).toMatchObject(DONE);
    expect(dts.changes).toHaveLength(1);
  });

  it('counts a confirmation for an hour', async () => {
    const { press, dts, pass } = await several();
    await press(ALICE);
    pass(HOUR);
    expect(await press(BOB)).toMatchObject(WAITS);
    pass(HOUR - MINUTE);
    expect(await press(ALICE)).toMatchObject(DONE);
    expect(dts.changes).toHaveLength(1);
  });

  it('counts a confirmation for exactly the value that was shown', async () => {
    const { press, dts, cleanup, checklist, pass } = await several();
    await press(ALICE);
    dts.leftovers = [group('rm-bp1162', 'dts_a', { addresses: '100.104.52.0/24,10.0.0.1' })];
    pass(1);
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB });
    expect(await press(BOB)).toMatchObject(WAITS);
    expect(dts.changes).toEqual([]);
    expect(await press(ALICE)).toMatchObject(DONE);
  });

  it('keeps its doubt in view of the second person too, who gives a reason of his own', async () => {
    const { press, dts, ask, cleanup, checklist, current, pass } = await several();
    dts.looked = [...dts.looked, { account: 'prod-cn', region: 'cn-beijing', problem: noRight('x') }];
    pass(1);
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB });
    await press(ALICE, 'nobody is there');
    const { shown } = await ask(checklist.id, item(await current(), 'dts_a').id, BOB);
    expect(shown[0]?.doubt).toMatch(/cn-beijing .* did not answer/);
    expect(await press(BOB, null)).toMatchObject({ kind: 'refused' });
    expect(await press(BOB, 'I asked them')).toMatchObject(DONE);
  });

  it('does not count for what is blocked meanwhile, and leaves its reason alone', async () => {
    const { ask, confirm, dts, cleanup, checklist, current, pass } = await several();
    const asked = await ask(checklist.id, item(checklist, 'dts_a').id);
    dts.living = [dtsTask({ taskId: 'crm', name: 'crm-feed' })];
    pass(1);
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB });
    expect(await confirm(asked.id)).toMatchObject({
      results: [{ what: 'not-removed', words: expect.stringMatching(/it is blocked now/) }],
    });
    expect(item(await current(), 'dts_a')).toMatchObject({
      state: 'blocked',
      asked: null,
      why: expect.stringContaining('crm-feed'),
    });
  });

  it('is done once when the second and the third press at once', async () => {
    const { ask, confirm, press, dts, checklist } = await several();
    await press(ALICE);
    const itemId = item(checklist, 'dts_a').id;
    const [two, three] = [await ask(checklist.id, itemId, BOB), await ask(checklist.id, itemId, CAROL)];
    await Promise.all([confirm(two.id, BOB), confirm(three.id, CAROL)]);
    expect(dts.changes).toHaveLength(1);
  });

  it('counts each item of "remove all" by itself', async () => {
    const { ask, confirm, press, dts, checklist, cleanup, pass } = await several();
    await press(ALICE);
    dts.leftovers = [...dts.leftovers, group('rm-bp1162', 'dts_b')];
    pass(1);
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB });
    const outcome = await confirm((await ask(checklist.id, null, BOB)).id, BOB);
    expect(dts.changes).toMatchObject([{ leftover: { name: 'dts_a' } }]);
    expect(outcome).toMatchObject({
      results: [
        { what: 'not-removed', item: { title: expect.stringContaining('dts_b') } },
        { what: 'removed' },
      ],
    });
  });
});
