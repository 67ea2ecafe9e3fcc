import { describe, expect, it } from 'vitest';
import type { UndoOutcome } from '../../../src/cleanup/outcome.ts';
import { CHECKLIST } from '../../../src/cleanup/rows.ts';
import type { CallOutcome } from '../../../src/lifecycle/ports.ts';
import { drsTask, dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { ALICE, BOB, Crash, HOUR, MALLORY, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item, noRight, rule } from '../desk.ts';

const VALUE = group('rm-bp1162', 'dts_a', { attribute: 'hidden', networkType: 'Classic' });
const CANNOT: CallOutcome = {
  kind: 'refused',
  code: 'InvalidSecurityIPs.NotFound',
  message: 'a group cannot be deleted',
  requestId: null,
  permission: null,
};
const LOST: CallOutcome = { kind: 'unknown', why: 'the connection was reset', requestId: null };
const PLACE = 'database/cn-hangzhou/rm-bp1162';

/** A group that was removed, or neutralised, a minute ago. */
async function removed(answers: CallOutcome[] = []) {
  const made = desk();
  made.dts.leftovers = [VALUE];
  made.dts.answers = answers;
  const checklist = await made.open(dtsTask());
  const itemId = item(checklist, 'dts_a').id;
  await made.remove(checklist, 'dts_a');
  made.pass(MINUTE);
  made.dts.changes.length = 0;
  made.journal.length = 0;
  return {
    ...made,
    checklist,
    itemId,
    state: async () => item(await made.read(checklist.id), 'dts_a'),
    undo: (actor = ALICE, reason = 'orders are down'): Promise<UndoOutcome> =>
      made.cleanup.undo({ itemId, actor, reason }),
  };
}

function no(why: RegExp) {
  return { kind: 'refused', why: expect.stringMatching(why) };
}

describe('putting a removal back', () => {
  it('sends the full old value once, between intent and answer, and looks', async () => {
    const { undo, dts, journal, state } = await removed();
    expect(await undo()).toMatchObject({ kind: 'undone', words: expect.stringMatching(/^Put back: hidden/) });
    expect(dts.changes).toEqual([{ step: 'restore', leftover: VALUE }]);
    expect(dts.leftovers).toEqual([VALUE]);
    expect(journal).toEqual([
      'see',
      'commit checklist.undo-intent',
      'change restore',
      'commit checklist.undo-answered',
      'see',
      'every task',
      'commit checklist.looked',
    ]);
    expect(await state()).toMatchObject({
      state: 'open',
      leftover: VALUE,
      removal: { before: VALUE, undo: { userId: 'UALICE', reason: 'orders are down' } },
    });
  });

  it('has a line in the thread with the reason, and one in the audit log with the old value', async () => {
    const { undo, told, store } = await removed();
    const before = (await told()).length;
    await undo(BOB);
    expect((await told()).slice(before)).toEqual([
      expect.stringMatching(/^put it back: .*dts_a.*: "orders are down"$/),
    ]);
    const lines = store.audit.filter(({ type }) => type.startsWith('checklist.undo'));
    expect(lines).toMatchObject([
      {
        type: 'checklist.undo-intent',
        actor: 'UBOB',
        reason: 'orders are down',
        before: VALUE,
        outcome: null,
      },
      { type: 'checklist.undo-answered', actor: 'UBOB', before: VALUE, outcome: { kind: 'accepted' } },
    ]);
  });

  it('puts the old value into a group that was neutralised', async () => {
    const { undo, dts, state } = await removed([CANNOT]);
    expect((await state()).state).toBe('neutralised');
    expect((await undo()).kind).toBe('undone');
    expect(dts.changes).toEqual([{ step: 'restore', leftover: VALUE }]);
    expect((await state()).state).toBe('open');
  });

  it('of a rule is known by what it lets in, although it gets another id', async () => {
    const { open, drs, remove, cleanup, read } = desk();
    drs.leftovers = [rule('80.158.10.20/32')];
    const checklist = await open(drsTask());
    await remove(checklist, 'from 80.158.10.20/32');
    const itemId = item(checklist, 'from 80.158.10.20/32').id;
    drs.onChange = () => undefined;
    expect((await cleanup.undo({ itemId, actor: ALICE, reason: 'oops' })).kind).toBe('undone');
    drs.leftovers = [rule('80.158.10.20/32', { ruleId: 'another' })];
    await cleanup.lookAgain({ checklistId: checklist.id, actor: ALICE });
    expect(item(await read(checklist.id), 'from 80.158.10.20/32')).toMatchObject({
      id: itemId,
      state: 'open',
      leftover: { ruleId: 'another' },
    });
  });

  it('is listed by the words that mean its task or database, while it can be done', async () => {
    const { cleanup, pass } = await removed();
    for (const words of ['orders-prod', 'i03e3zty16i', 'rm-bp1162'])
      expect((await cleanup.undoable(words)).map(({ item: one }) => one.title)).toEqual([
        expect.stringContaining('dts_a'),
      ]);
    expect(await cleanup.undoable('other')).toEqual([]);
    pass(24 * HOUR);
    expect(await cleanup.undoable('orders-prod')).toEqual([]);
  });

  it('can be removed again, and put back again', async () => {
    const { undo, remove, read, checklist, dts, pass } = await removed();
    await undo();
    pass(MINUTE);
    await remove(await read(checklist.id), 'dts_a');
    pass(MINUTE);
    expect((await undo()).kind).toBe('undone');
    expect(dts.changes.map(({ step }) => step)).toEqual(['restore', 'remove', 'restore']);
  });

  it('is not asked about by "Remove all safe" any more, but with a button of its own', async () => {
    const { undo, cleanup, checklist, state } = await removed();
    await undo();
    const all = { checklistId: checklist.id, actor: ALICE };
    expect(await cleanup.askRemoval({ ...all, itemId: null })).toMatchObject({ kind: 'refused' });
    expect(await cleanup.askRemoval({ ...all, itemId: (await state()).id })).toMatchObject({ kind: 'ask' });
  });

  it('is looked at again after a minute, an hour and a day', async () => {
    const { undo, store, checklist, now, tend, pass } = await removed();
    await undo();
    expect(store.dueAt(CHECKLIST, checklist.id)).toBe(now() + MINUTE);
    pass(MINUTE);
    await tend();
    expect(store.dueAt(CHECKLIST, checklist.id)).toBe(now() + 59 * MINUTE);
  });

  it('and gone once more by another hand is told as coming back when it does', async () => {
    const { undo, dts, tend, pass, told } = await removed();
    await undo();
    dts.leftovers = [];
    pass(HOUR);
    await tend();
    const before = (await told()).length;
    dts.leftovers = [VALUE];
    pass(24 * HOUR);
    await tend();
    expect((await told()).slice(before)).toEqual([
      expect.stringMatching(/^Back: .*It was gone, and is open now/),
    ]);
  });
});

describe('a removal is not put back', () => {
  it.each([
    ['without the right', MALLORY, 'why', /No rule/],
    ['without a reason', ALICE, '  ', /A reason is needed/],
  ])('%s', async (_, actor, reason, why) => {
    const { undo, dts } = await removed();
    expect(await undo(actor, reason)).toMatchObject(no(why));
    expect(dts.changes).toEqual([]);
  });

  it('after a day', async () => {
    const { undo, dts, pass } = await removed();
    pass(24 * HOUR - MINUTE);
    expect(await undo()).toMatchObject(no(/time to put it back is over; the audit log still has/));
    expect(dts.changes).toEqual([]);
  });

  it('twice', async () => {
    const { undo, dts } = await removed();
    await undo();
    expect(await undo()).toMatchObject(no(/put back already/));
    expect(dts.changes).toHaveLength(1);
  });

  it('twice, by two who press at once', async () => {
    const { undo, dts } = await removed();
    const outcomes = await Promise.all([undo(ALICE), undo(BOB)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['refused', 'undone']);
    expect(dts.changes).toHaveLength(1);
  });

  it.each<[string, (d: Awaited<ReturnType<typeof removed>>) => void, RegExp]>([
    [
      'somebody has made a group of that name since',
      ({ dts }) => dts.leftovers.push({ ...VALUE, addresses: '10.0.0.1' } as typeof VALUE),
      /Somebody has changed it since/,
    ],
    ['it is back already', ({ dts }) => dts.leftovers.push(VALUE), /It is back already/],
    ['the database is gone', ({ dts }) => dts.missing.add(PLACE), /does not exist any more/],
    [
      'it cannot be looked at',
      ({ dts }) => dts.blind.set(PLACE, noRight('rds:Describe')),
      /could not look at it first: .*rds:Describe/,
    ],
    [
      'the instance is busy',
      ({ dts }) => dts.readiness_.push({ kind: 'busy', why: 'it is being restarted' }),
      /cannot be changed now: it is being restarted/,
    ],
    [
      'the instance cannot be asked',
      ({ dts }) => Object.assign(dts, { readiness: () => Promise.reject(noRight('rds:Attribute')) }),
      /could not look at it first: .*rds:Attribute/,
    ],
    [
      'the instance is released',
      ({ dts }) => dts.readiness_.push({ kind: 'gone' }),
      /does not exist any more/,
    ],
  ])('where %s', async (_, change, why) => {
    const made = await removed();
    change(made);
    expect(await made.undo()).toMatchObject(no(why));
    expect(made.dts.changes).toEqual([]);
  });

  it.each<[string, (d: Awaited<ReturnType<typeof removed>>) => void, RegExp]>([
    ['has been deleted since', ({ dts }) => void dts.leftovers.pop(), /deleted the neutralised group since/],
    [
      'lets somebody in since',
      ({ dts }) => Object.assign(dts, { leftovers: [{ ...VALUE, addresses: '10.0.0.1' }] }),
      /changed it since/,
    ],
  ])('where the neutralised group %s', async (_, change, why) => {
    const made = await removed([CANNOT]);
    change(made);
    expect(await made.undo()).toMatchObject(no(why));
    expect(made.dts.changes).toEqual([]);
  });

  it('where a look found it open again', async () => {
    const { undo, dts, tend, pass } = await removed();
    dts.leftovers = [VALUE];
    pass(HOUR);
    await tend();
    expect(await undo()).toMatchObject(no(/it has come back since/));
  });

  it('where it is a security group that was deleted', async () => {
    const { open, dts, remove, cleanup, read } = desk();
    const empty = { kind: 'empty-group', region: 'cn-hangzhou', groupId: 'sg', groupName: 'DTS-x' } as const;
    dts.leftovers = [{ ...empty, kind: 'membership', machineId: 'i-1', interfaceId: null }];
    const machine = endpoint({ place: 'cloud-machine', product: 'ECS', instanceId: 'i-1' });
    const { id } = await open(dtsTask({ source: machine }));
    await remove(await read(id), 'DTS-x (sg) on i-1');
    dts.leftovers = [empty];
    await cleanup.lookAgain({ checklistId: id, actor: ALICE });
    await remove(await read(id), 'empty security group');
    const itemId = item(await read(id), 'empty security group').id;
    expect(await cleanup.undo({ itemId, actor: ALICE, reason: 'oops' })).toMatchObject(
      no(/deleted security group cannot be put back/),
    );
  });

  it('where nothing was removed, or nothing is held', async () => {
    const { cleanup, checklist } = await removed();
    const other = item(checklist, 'pc-bp1imr').id;
    expect(await cleanup.undo({ itemId: other, actor: ALICE, reason: 'x' })).toMatchObject(
      no(/removed nothing here/),
    );
    expect(await cleanup.undo({ itemId: 'k9.1', actor: ALICE, reason: 'x' })).toMatchObject(
      no(/no longer hold/),
    );
  });
});

describe('a group that was neutralised, and that somebody has deleted since', () => {
  it('is not put back, also where a look has seen it gone', async () => {
    const { undo, dts, pass, tend, state } = await removed([CANNOT]);
    expect((await state()).state).toBe('neutralised');
    dts.leftovers = [];
    pass(HOUR);
    await tend();
    expect((await state()).state).toBe('gone');
    dts.changes.length = 0;
    expect(await undo()).toMatchObject(no(/deleted the neutralised group since/));
    expect(dts.changes).toEqual([]);
  });
});

describe('what came back by itself, and went again', () => {
  it.each([
    ['another value', group('rm-bp1162', 'dts_a', { networkType: 'Classic', addresses: '10.0.0.9' })],
    ['the same value', VALUE],
  ])('with %s, was not taken away by us, and cannot be put back', async (_, value) => {
    const { undo, dts, pass, tend, state } = await removed();
    dts.leftovers = [value];
    pass(HOUR);
    await tend();
    expect((await state()).state).toBe('open');
    dts.leftovers = [];
    pass(HOUR);
    await tend();
    expect(await state()).toMatchObject({ state: 'gone', removal: null });
    expect(await undo()).toMatchObject(no(/removed nothing here/));
    expect(dts.changes).toEqual([]);
  });

  it('and is removed once more, can be put back as it was then', async () => {
    const { undo, dts, pass, tend, state, checklist, read, remove } = await removed();
    const value = group('rm-bp1162', 'dts_a', { networkType: 'Classic', addresses: '10.0.0.9' });
    dts.leftovers = [value];
    pass(HOUR);
    await tend();
    await remove(await read(checklist.id), 'dts_a');
    expect(await state()).toMatchObject({ state: 'gone', removal: { before: value } });
    expect((await undo()).kind).toBe('undone');
    expect(dts.leftovers).toEqual([value]);
  });
});

describe('a cloud that', () => {
  it('refuses to put it back may be asked again by a person', async () => {
    const { undo, dts, state } = await removed();
    dts.answers = [{ ...CANNOT, code: 'Forbidden.RAM', permission: 'rds:ModifySecurityIps' } as CallOutcome];
    expect(await undo()).toMatchObject(no(/Forbidden\.RAM.*lacks the right rds:ModifySecurityIps/));
    expect(await state()).toMatchObject({ state: 'gone', removal: { undo: null } });
    expect((await undo()).kind).toBe('undone');
    expect(dts.changes).toHaveLength(2);
  });

  it.each([
    ['was too busy', { kind: 'throttled', code: 'Throttling', retryAfterMs: 1000 } as const],
    ['could not be reached', { kind: 'not-sent', why: 'no route' } as const],
  ])('%s is asked again within a minute, each try recorded', async (_, answer) => {
    const { undo, dts, store, state } = await removed();
    dts.answers = [answer, answer];
    expect((await undo()).kind).toBe('undone');
    expect(dts.changes).toHaveLength(3);
    expect(store.audit.filter(({ type }) => type === 'checklist.undo-answered')).toHaveLength(3);
    expect(await state()).toMatchObject({
      state: 'open',
      removal: { undo: { deed: { outcome: { kind: 'accepted' } } } },
    });
  });

  it('was too busy at first, before the bot died, is not asked a third time', async () => {
    const { undo, dts, dieAt, restart, state } = await removed();
    dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: 1000 }];
    dts.atOnce = false;
    dts.onChange = () => {
      if (dts.changes.length === 2) dieAt('removal-called');
    };
    await expect(undo()).rejects.toThrow(Crash);
    await restart();
    expect((await state()).removal?.undo).toMatchObject({ deed: { outcome: null } });
    expect(await undo()).toMatchObject(no(/do not ask it twice/));
    expect(dts.changes).toHaveLength(2);
  });

  it('says that it is gone is told to people', async () => {
    const { undo, dts } = await removed();
    dts.answers = [{ kind: 'gone', code: 'InvalidDBInstanceId.NotFound', requestId: null }];
    expect(await undo()).toMatchObject(no(/does not exist any more \(InvalidDBInstanceId\.NotFound\)/));
  });

  it('has no call for it is not asked', async () => {
    const { undo, dts } = await removed();
    dts.prepareChange = () => null as never;
    expect(await undo()).toMatchObject(no(/no call to put it back/));
    expect(dts.changes).toEqual([]);
  });

  it('takes it slowly is not said to have done it, until a look shows it', async () => {
    const { undo, dts, state, tend, pass } = await removed();
    dts.atOnce = false;
    expect(await undo()).toMatchObject({
      kind: 'undone',
      item: { state: 'gone' },
      words: expect.stringMatching(/took it back: .*does not show it yet/),
    });
    dts.settle();
    pass(MINUTE);
    await tend();
    expect((await state()).state).toBe('open');
  });
});

describe('an answer that was lost', () => {
  it('is found out by looking, and never sent again', async () => {
    const { undo, dts, tend, pass, state, told } = await removed();
    dts.answers = [LOST];
    dts.atOnce = false;
    expect(await undo()).toMatchObject({
      kind: 'undone',
      words: expect.stringMatching(/I do not know whether/),
    });
    expect((await told()).at(-1)).toMatch(/the answer was lost; I am looking/);
    expect(await undo()).toMatchObject(no(/answer of the cloud was lost, so I do not ask it twice/));
    dts.settle();
    pass(MINUTE);
    await tend();
    expect((await state()).state).toBe('open');
    expect(dts.changes).toHaveLength(1);
  });

  it.each([
    ['removal-intent', 0],
    ['removal-called', 1],
    ['removal-answered', 1],
  ] as const)(
    'with the process, at %s: looked at after the start, and never sent again',
    async (point, calls) => {
      const made = await removed();
      made.dieAt(point);
      await expect(made.undo()).rejects.toThrow(Crash);
      await made.restart();
      made.pass(HOUR);
      await made.tend();
      expect((await made.state()).state).toBe(calls === 0 ? 'gone' : 'open');
      expect((await made.undo()).kind).toBe('refused');
      expect(made.dts.changes).toHaveLength(calls);
    },
  );
});
