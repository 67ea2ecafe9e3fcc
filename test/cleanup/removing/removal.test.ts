import { describe, expect, it } from 'vitest';
import { CHECKLIST, REMOVAL_ASK } from '../../../src/cleanup/rows.ts';
import { drsTask, dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, HOUR, MALLORY, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item, rule } from '../desk.ts';

const MACHINE = dtsTask({ source: endpoint({ place: 'cloud-machine', product: 'ECS', instanceId: 'i-1' }) });
const MEMBER = {
  kind: 'membership',
  region: 'cn-hangzhou',
  machineId: 'i-1',
  interfaceId: null,
  groupId: 'sg-1',
  groupName: 'DTS-orders',
} as const;
const EMPTY = {
  kind: 'empty-group',
  region: 'cn-hangzhou',
  groupId: 'sg-1',
  groupName: 'DTS-orders',
} as const;

async function groupDesk() {
  const made = desk();
  made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  const checklist = await made.open(dtsTask());
  made.journal.length = 0;
  return { ...made, checklist, itemId: item(checklist, 'dts_a').id };
}

describe('a removal', () => {
  it('shows exactly what would go, bound to a person and a time, and changes nothing', async () => {
    const { ask, checklist, itemId, dts, now, store } = await groupDesk();
    const asked = await ask(checklist.id, itemId);
    expect(asked).toMatchObject({
      checklistId: checklist.id,
      userId: 'UALICE',
      channelId: 'C1',
      confirm: 'button',
      expiresAt: now() + 15 * MINUTE,
      used: false,
      shown: [{ itemId, leftover: group('rm-bp1162', 'dts_a'), doubt: null }],
    });
    expect(dts.changes).toEqual([]);
    expect(store.audit.at(-1)).toMatchObject({
      type: 'checklist.removal-shown',
      actor: 'UALICE',
      shown: [{ leftover: { name: 'dts_a' } }],
    });
  });

  it('looks again, asks again who lives, records, sends once, records, and looks: in this order', async () => {
    const { ask, confirm, checklist, itemId, dts, journal, pass } = await groupDesk();
    const { id } = await ask(checklist.id, itemId);
    pass(1000);
    const outcome = await confirm(id);
    expect(journal).toEqual([
      'commit checklist.removal-shown',
      'commit checklist.removal-confirmed',
      'commit checklist.removing',
      'see',
      'every task',
      'commit checklist.removal-intent',
      'change remove',
      'commit checklist.removal-answered',
      'see',
      'commit checklist.looked',
    ]);
    expect(dts.changes).toEqual([{ step: 'remove', leftover: group('rm-bp1162', 'dts_a') }]);
    expect(outcome).toMatchObject({
      kind: 'carried-out',
      results: [
        {
          what: 'removed',
          item: { state: 'gone' },
          words: 'whitelist dts_a on rm-bp1162, VPC, 2 address blocks: a new look shows it gone.',
        },
      ],
    });
  });

  it('keeps the full old value, who did it and why, and the call with its answer', async () => {
    const { ask, cleanup, checklist, itemId, read, now } = await groupDesk();
    const { id } = await ask(checklist.id, itemId);
    await cleanup.confirmRemoval({ id, actor: ALICE, typed: { name: null, reason: 'INC-4711' } });
    expect(item(await read(checklist.id), 'dts_a').removal).toEqual({
      id,
      userId: 'UALICE',
      reason: 'INC-4711',
      at: now(),
      before: group('rm-bp1162', 'dts_a'),
      deeds: [
        {
          step: 'remove',
          call: { operation: 'Fake:remove', parameters: { key: 'group/rm-bp1162/dts_a/VPC' } },
          at: now(),
          outcome: { kind: 'accepted', requestId: '01B6F25' },
        },
      ],
      doneAt: now(),
      undo: null,
    });
  });

  it('says in the thread that a new look shows it gone', async () => {
    const { remove, checklist, told } = await groupDesk();
    await remove(checklist, 'dts_a');
    expect(await told()).toEqual([
      'confirmed the removal. Gone, seen in a new look: whitelist dts_a on rm-bp1162, VPC, 2 address blocks.',
    ]);
  });

  it('of a rule removes this rule and no other', async () => {
    const { open, drs, remove } = desk();
    drs.leftovers = [rule('80.158.10.20/32'), rule('0.0.0.0/0')];
    await remove(await open(drsTask()), 'from 80.158.10.20/32');
    expect(drs.changes).toEqual([{ step: 'remove', leftover: rule('80.158.10.20/32') }]);
    expect(drs.leftovers).toEqual([rule('0.0.0.0/0')]);
  });

  it('of a machine from its group then asks, at once, whether the group itself is empty: its own item', async () => {
    const { open, dts, remove, tend, read, store, now } = desk();
    dts.leftovers = [MEMBER];
    const checklist = await open(MACHINE);
    await remove(checklist, 'DTS-orders (sg-1) on i-1');
    expect(item(await read(checklist.id), 'the group DTS-orders (sg-1) itself').state).toBe('could-not-look');
    expect(store.dueAt(CHECKLIST, checklist.id)).toBe(now());
    dts.leftovers = [EMPTY];
    await tend();
    const later = await read(checklist.id);
    expect(item(later, 'empty security group DTS-orders')).toMatchObject({
      state: 'open',
      todo: expect.stringMatching(/cannot be undone/),
    });
    expect(dts.changes).toHaveLength(1);
    await remove(later, 'empty security group DTS-orders');
    expect(dts.changes.at(-1)).toEqual({ step: 'remove', leftover: EMPTY });
    expect(item(await read(checklist.id), 'empty security group DTS-orders').state).toBe('gone');
  });

  it('of the last group of a machine is blocked, with the way out', async () => {
    const { open, dts, cleanup } = desk();
    dts.leftovers = [MEMBER];
    const out = 'it is the only security group of i-1: add it to another one first';
    dts.hindrances.set('member/i-1/sg-1', out);
    const checklist = await open(MACHINE);
    const { id: itemId, state, why } = item(checklist, 'DTS-orders');
    expect({ state, why }).toEqual({ state: 'blocked', why: out });
    expect(await cleanup.askRemoval({ checklistId: checklist.id, itemId, actor: ALICE })).toEqual({
      kind: 'refused',
      why: `It cannot be removed now (${out}). Press "Look again" when that has changed.`,
    });
  });
});

describe('a removal is not shown', () => {
  it.each([
    ['to whom the policy does not let', 'dts_a', MALLORY, /No rule/],
    ['for what is closed', 'pc-bp1imr', ALICE, /nothing left to remove/],
    ['for what only a person can do', 'database users', ALICE, /Do it by hand/],
  ])('%s', async (_, title, actor, why) => {
    const { checklist, cleanup } = await groupDesk();
    const itemId = item(checklist, title).id;
    expect(await cleanup.askRemoval({ checklistId: checklist.id, itemId, actor })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(why),
    });
  });

  it('for what is not held, and for a list in which nothing is safe', async () => {
    const { checklist, cleanup, dts, pass } = await groupDesk();
    pass(1);
    const ask = (checklistId: string, itemId: string | null) =>
      cleanup.askRemoval({ checklistId, itemId, actor: ALICE });
    expect(await ask('k9', null)).toMatchObject({ why: expect.stringMatching(/no longer hold/) });
    expect(await ask(checklist.id, 'k9.1')).toMatchObject({ why: expect.stringMatching(/no longer hold/) });
    dts.living = [dtsTask({ taskId: 'crm' })];
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB });
    expect(await ask(checklist.id, null)).toMatchObject({
      why: expect.stringMatching(/^Nothing here is safe/),
    });
  });
});

describe('a confirmation', () => {
  it('counts once: the second press is told', async () => {
    const { ask, confirm, checklist, itemId, dts } = await groupDesk();
    const { id } = await ask(checklist.id, itemId);
    const [one, other] = await Promise.all([confirm(id), confirm(id)]);
    expect([one.kind, other.kind].sort()).toEqual(['carried-out', 'refused']);
    expect(await confirm(id)).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/confirmed already/),
    });
    expect(dts.changes).toHaveLength(1);
  });

  it.each([
    ['by another person', BOB, 0, /Somebody else was asked/],
    ['after fifteen minutes', ALICE, 15 * MINUTE, /too old/],
  ])('%s is refused, recorded, and uses nothing up', async (_, actor, later, why) => {
    const { ask, confirm, checklist, itemId, dts, store, pass } = await groupDesk();
    const { id } = await ask(checklist.id, itemId);
    pass(later);
    expect(await confirm(id, actor)).toMatchObject({ kind: 'refused', why: expect.stringMatching(why) });
    expect(store.audit.at(-1)).toMatchObject({
      type: 'checklist.removal-refused',
      removal: id,
      actor: actor.userId,
      why: expect.stringMatching(why),
    });
    expect((await store.read<{ used: boolean }>(REMOVAL_ASK, id))?.value.used).toBe(false);
    expect(dts.changes).toEqual([]);
  });

  it('needs the right at that time, and again right before the call', async () => {
    const { ask, confirm, checklist, itemId, dts, policy, read } = await groupDesk();
    const { id } = await ask(checklist.id, itemId);
    policy.may.delete('UALICE');
    expect(await confirm(id)).toMatchObject({ kind: 'refused', why: expect.stringMatching(/No rule/) });
    policy.may.add('UALICE');
    dts.onSee = () => void policy.may.delete('UALICE');
    expect(await confirm(id)).toMatchObject({
      results: [{ what: 'not-removed', item: { state: 'open' }, words: expect.stringMatching(/No rule/) }],
    });
    expect(dts.changes).toEqual([]);
    expect(item(await read(checklist.id), 'dts_a').removal).toBeNull();
  });

  it.each([
    ['orders-prod', true],
    [' ORDERS-PROD ', true],
    ['zty16i', true],
    ['orders', false],
    ['', false],
    [null, false],
  ])('under type-name takes "%s": %s', async (name, taken) => {
    const { ask, cleanup, checklist, itemId, policy } = await groupDesk();
    policy.confirm = 'type-name';
    const { id } = await ask(checklist.id, itemId);
    const input = { id, actor: ALICE, typed: { name, reason: null } };
    expect(await cleanup.precheckRemoval(input)).toEqual(
      taken ? null : { kind: 'wrong-name', title: 'orders-prod' },
    );
    expect((await cleanup.confirmRemoval(input)).kind).toBe(taken ? 'carried-out' : 'wrong-name');
  });

  it('asks for the name where the policy has become stricter since it was shown', async () => {
    const { ask, confirm, checklist, itemId, policy } = await groupDesk();
    const { id } = await ask(checklist.id, itemId);
    policy.confirm = 'type-name';
    expect((await confirm(id)).kind).toBe('wrong-name');
  });

  it('that nobody knows is refused, and forgotten ones are not kept for ever', async () => {
    const { ask, confirm, cleanup, checklist, itemId, store, pass } = await groupDesk();
    expect(await confirm('r9')).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/no longer know/),
    });
    const { id } = await ask(checklist.id, itemId);
    pass(25 * HOUR);
    for (const row of await store.claimDue<never>(REMOVAL_ASK, 'me', HOUR, 10)) await cleanup.forgetAsk(row);
    expect(await store.read(REMOVAL_ASK, id)).toBeNull();
  });

  it('is checked before the modal closes, without using anything up', async () => {
    const { ask, cleanup, checklist, itemId, dts } = await groupDesk();
    const { id } = await ask(checklist.id, itemId);
    const typed = { name: null, reason: null };
    expect(await cleanup.precheckRemoval({ id, actor: ALICE, typed })).toBeNull();
    expect(await cleanup.precheckRemoval({ id, actor: BOB, typed })).toMatchObject({ kind: 'refused' });
    expect(await cleanup.precheckRemoval({ id: 'r9', actor: BOB, typed })).toMatchObject({ kind: 'refused' });
    expect(dts.changes).toEqual([]);
    expect((await cleanup.confirmRemoval({ id, actor: ALICE, typed })).kind).toBe('carried-out');
  });
});
