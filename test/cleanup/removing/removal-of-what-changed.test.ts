import { describe, expect, it } from 'vitest';
import { dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, HOUR, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item, noRight } from '../desk.ts';

const CRM = dtsTask({ taskId: 'crm', name: 'crm-feed' });
const SILENT = { account: 'prod-cn', region: 'cn-beijing', problem: noRight('dts:DescribeDtsJobs') };
const MUTE = { account: 'prod-cn', region: 'me-east-1', problem: noRight('dts:DescribeDtsJobs') };
const HIDDEN = dtsTask({
  taskId: 'hidden',
  name: 'hidden',
  source: endpoint({ instanceId: null, address: null }),
  destination: endpoint({ instanceId: 'rm-x' }),
});

/** A removal that was shown a minute ago. */
async function shown(looked = false) {
  const made = desk();
  made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  if (looked) made.dts.looked = [...made.dts.looked, SILENT];
  const checklist = await made.open(dtsTask());
  const ask = await made.ask(checklist.id, item(checklist, 'dts_a').id);
  made.pass(MINUTE);
  return {
    ...made,
    asked: ask,
    /** Confirms, and tells what became of the item. */
    async confirmed(reason: string | null = null) {
      const outcome = await made.confirm(ask.id, ALICE, reason);
      return { outcome, item: item(await made.read(checklist.id), 'whitelist dts_a') };
    },
    checklist,
  };
}

type Shown = Awaited<ReturnType<typeof shown>>;

describe('what has changed since it was shown', () => {
  it('in its value is not removed: the item shows what it is now', async () => {
    const { dts, confirmed, told } = await shown();
    dts.leftovers = [group('rm-bp1162', 'dts_a', { addresses: '100.104.52.0/24,10.0.0.1' })];
    const { outcome, item: after } = await confirmed();
    expect(dts.changes).toEqual([]);
    expect(outcome).toMatchObject({
      results: [{ what: 'not-removed', words: expect.stringMatching(/has changed since it was shown/) }],
    });
    expect(after).toMatchObject({
      state: 'open',
      why: 'it has changed since its removal was confirmed',
      leftover: { addresses: '100.104.52.0/24,10.0.0.1' },
      removal: null,
    });
    expect(await told()).toEqual([expect.stringMatching(/^Not removed: .*Press Remove again/)]);
  });

  it('in a look meanwhile is not even taken', async () => {
    const { dts, cleanup, checklist, confirmed, auditTypes } = await shown();
    dts.leftovers = [group('rm-bp1162', 'dts_a', { addresses: '100.104.52.0/24,10.0.0.1' })];
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB });
    const { outcome, item: after } = await confirmed();
    expect(outcome).toMatchObject({ results: [{ what: 'not-removed' }] });
    expect(after).toMatchObject({ state: 'open', why: null });
    expect(auditTypes()).not.toContain('checklist.removing');
    expect(dts.changes).toEqual([]);
  });

  it('in its value, and is needed now, is not called open', async () => {
    const { dts, confirmed } = await shown();
    dts.leftovers = [group('rm-bp1162', 'dts_a', { addresses: '100.104.52.0/24,10.0.0.1' })];
    dts.living = [CRM];
    expect((await confirmed()).item).toMatchObject({ state: 'blocked', leftover: { addresses: /10.0.0.1/ } });
  });

  it.each([
    ['a task that needs it', ({ dts }: Shown) => void dts.living.push(CRM), 'blocked'],
    [
      'a region that is silent',
      ({ dts }: Shown) => void Object.assign(dts, { looked: [...dts.looked, SILENT] }),
      'unknown',
    ],
    ['a task that hides its databases', ({ dts }: Shown) => void dts.living.push(HIDDEN), 'unknown'],
    [
      'something in the way',
      ({ dts }: Shown) => void dts.hindrances.set('group/rm-bp1162/dts_a/VPC', 'the instance is being moved'),
      'blocked',
    ],
    [
      'a look that fails',
      ({ dts }: Shown) => void dts.blind.set('database/cn-hangzhou/rm-bp1162', noRight('rds:Describe')),
      'could-not-look',
    ],
  ])('by %s is not removed, and is %3$s', async (_, change, state) => {
    const made = await shown();
    change(made);
    const { outcome, item: after } = await made.confirmed('I insist');
    expect(made.dts.changes).toEqual([]);
    expect(outcome).toMatchObject({ results: [{ what: 'not-removed' }] });
    expect(after.state).toBe(state);
    expect(after.removal).toBeNull();
  });

  it('by somebody who took it away is gone, with nothing sent, and nothing to put back', async () => {
    const { dts, confirmed, cleanup } = await shown();
    dts.leftovers = [];
    const { outcome, item: after } = await confirmed();
    expect(dts.changes).toEqual([]);
    expect(outcome).toMatchObject({
      results: [{ what: 'removed', words: expect.stringMatching(/nothing was sent/) }],
    });
    expect(after.state).toBe('gone');
    expect(await cleanup.undoable('orders-prod')).toEqual([]);
    expect(await cleanup.undo({ itemId: after.id, actor: ALICE, reason: 'oops' })).toEqual({
      kind: 'refused',
      why: 'I have removed nothing here.',
    });
  });

  it('by the database that was released is not applicable any more', async () => {
    const { dts, confirmed } = await shown();
    dts.missing.add('database/cn-hangzhou/rm-bp1162');
    const { outcome, item: after } = await confirmed();
    expect(dts.changes).toEqual([]);
    expect(outcome).toMatchObject({ results: [{ what: 'removed' }] });
    expect(after.state).toBe('not-applicable');
  });

  it('by a signature that it is kept is not removed', async () => {
    const { dts, asked, confirm, cleanup, checklist } = await shown();
    const itemId = item(checklist, 'dts_a').id;
    await cleanup.signOff({ itemId, actor: BOB, how: 'kept', text: 'audit', until: '2026-12-24' });
    expect(await confirm(asked.id)).toMatchObject({
      results: [{ what: 'not-removed', words: expect.stringMatching(/it is signed-off now/) }],
    });
    expect(dts.changes).toEqual([]);
  });

  it('by a look that could not see it meanwhile is not removed', async () => {
    const { dts, asked, confirm, cleanup, checklist } = await shown();
    dts.blind.set('database/cn-hangzhou/rm-bp1162', noRight('rds:Describe'));
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB });
    dts.blind.clear();
    expect(await confirm(asked.id)).toMatchObject({ results: [{ what: 'not-removed' }] });
    expect(dts.changes).toEqual([]);
  });

  it('is held against news of who lives that were asked after the click, never older', async () => {
    const { dts, cleanup, checklist, confirmed, pass } = await shown();
    await cleanup.lookAgain({ checklistId: checklist.id, actor: BOB }); // fresh news, a second before the click
    pass(1000);
    dts.living = [CRM];
    expect((await confirmed()).item.state).toBe('blocked');
    expect(dts.changes).toEqual([]);
  });
});

describe('what nobody can be sure of', () => {
  it('is removed when a person has seen the doubt and gives a reason', async () => {
    const { dts, asked, confirmed, store } = await shown(true);
    expect(asked.shown[0]?.doubt).toBe('who else needs it is not known: cn-beijing (prod-cn) did not answer');
    const { outcome, item: after } = await confirmed('nobody uses cn-beijing, INC-4711');
    expect(outcome).toMatchObject({ results: [{ what: 'removed' }] });
    expect(after).toMatchObject({ state: 'gone', removal: { reason: 'nobody uses cn-beijing, INC-4711' } });
    expect(dts.changes).toHaveLength(1);
    expect(store.audit.find(({ type }) => type === 'checklist.removal-confirmed')).toMatchObject({
      reason: 'nobody uses cn-beijing, INC-4711',
    });
  });

  it.each([null, '', '   '])('is not removed without a reason: "%s"', async (reason) => {
    const { dts, asked, cleanup, confirmed } = await shown(true);
    const typed = { name: null, reason };
    const refusal = { kind: 'refused', why: expect.stringMatching(/a reason is needed/) };
    expect(await cleanup.precheckRemoval({ id: asked.id, actor: ALICE, typed })).toMatchObject(refusal);
    const { outcome, item: after } = await confirmed(reason);
    expect(outcome).toMatchObject(refusal);
    expect(after.state).toBe('unknown');
    expect(dts.changes).toEqual([]);
  });

  it('is removed too when the doubt has gone meanwhile', async () => {
    const { dts, confirmed } = await shown(true);
    dts.looked = dts.looked.slice(0, 1);
    expect((await confirmed('sure')).outcome).toMatchObject({ results: [{ what: 'removed' }] });
  });

  it('is not removed on a doubt that was not in view: that is a new question', async () => {
    const { dts, confirmed } = await shown(true);
    dts.looked = [...dts.looked, MUTE];
    const { outcome, item: after } = await confirmed('sure');
    expect(outcome).toMatchObject({ results: [{ what: 'not-removed' }] });
    expect(after).toMatchObject({ state: 'unknown', why: expect.stringContaining('me-east-1') });
    expect(dts.changes).toEqual([]);
  });

  it('is removed where more regions are silent than a sentence names, when they are the same', async () => {
    const made = desk();
    made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
    made.dts.looked = Array.from({ length: 9 }, (_, at) => ({ ...SILENT, region: `cn-${at}` }));
    const checklist = await made.open(dtsTask());
    const { id, shown: items } = await made.ask(checklist.id, item(checklist, 'dts_a').id);
    expect(items[0]?.doubt).toMatch(/cn-5 \(prod-cn\) did not answer; and 3 more$/);
    made.pass(MINUTE);
    expect(await made.confirm(id, ALICE, 'sure')).toMatchObject({ results: [{ what: 'removed' }] });
  });

  it('stays doubtful when its removal was not done', async () => {
    const { dts, confirmed } = await shown(true);
    dts.readiness_ = [{ kind: 'not-now', why: 'the instance is locked' }];
    expect((await confirmed('sure')).item).toMatchObject({
      state: 'unknown',
      why: expect.stringContaining('cn-beijing'),
    });
  });

  it('is not for the button that removes all safe ones', async () => {
    const { cleanup, checklist } = await shown(true);
    expect(await cleanup.askRemoval({ checklistId: checklist.id, itemId: null, actor: ALICE })).toMatchObject(
      {
        kind: 'refused',
        why: expect.stringMatching(/^Nothing here is safe/),
      },
    );
  });

  it('is known again when the region answers', async () => {
    const { dts, tend, read, checklist, pass } = await shown(true);
    dts.looked = dts.looked.slice(0, 1);
    pass(HOUR);
    await tend();
    expect(item(await read(checklist.id), 'dts_a').state).toBe('open');
  });
});
