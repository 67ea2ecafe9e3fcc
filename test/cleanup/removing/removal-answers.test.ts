import { describe, expect, it } from 'vitest';
import { openItems } from '../../../src/cleanup/checklist/checklist.ts';
import type { RemovalResult } from '../../../src/cleanup/outcome.ts';
import { CHECKLIST } from '../../../src/cleanup/rows.ts';
import type { CallOutcome } from '../../../src/lifecycle/ports.ts';
import { dtsTask } from '../../lifecycle/tasks.ts';
import { ACCEPTED, ALICE, MINUTE } from '../../lifecycle/world.ts';
import { desk, group, item, noRight } from '../desk.ts';

const LOST: CallOutcome = { kind: 'unknown', why: 'the connection was reset', requestId: null };
const THROTTLED: CallOutcome = { kind: 'throttled', code: 'Throttling.User', retryAfterMs: 2000 };
const NOT_SENT: CallOutcome = { kind: 'not-sent', why: 'no route to host' };
const CANNOT: CallOutcome = {
  kind: 'refused',
  code: 'InvalidSecurityIPs.NotFound',
  message: 'a group cannot be deleted',
  requestId: 'X',
  permission: null,
};
const NO_RIGHT: CallOutcome = {
  kind: 'refused',
  code: 'Forbidden.RAM',
  message: 'User not authorized',
  requestId: 'X',
  permission: 'rds:ModifySecurityIps',
};

async function groupDesk() {
  const made = desk();
  made.dts.leftovers = [group('rm-bp1162', 'dts_a')];
  const checklist = await made.open(dtsTask());
  made.pass(1);
  return {
    ...made,
    checklist,
    itemId: item(checklist, 'dts_a').id,
    async removed(): Promise<RemovalResult> {
      const outcome = await made.remove(checklist, 'dts_a');
      if (outcome.kind !== 'carried-out' || outcome.results[0] === undefined)
        throw new Error(JSON.stringify(outcome));
      return outcome.results[0];
    },
    state: async () => item(await made.read(checklist.id), 'dts_a'),
    /** Rounds of the watch, each when it is due. */
    async rounds(count: number): Promise<void> {
      for (let round = 0; round < count; round += 1) {
        const due = made.store.dueAt(CHECKLIST, checklist.id) ?? made.now();
        made.pass(Math.max(0, due - made.now()));
        await made.tend();
      }
    },
  };
}

describe('an instance that is being changed', () => {
  it('is waited for, and changed when it runs', async () => {
    const { dts, removed, now } = await groupDesk();
    dts.readiness_ = Array.from(
      { length: 3 },
      () => ({ kind: 'busy', why: 'it is being restarted' }) as const,
    );
    const began = now();
    expect((await removed()).what).toBe('removed');
    expect(now() - began).toBe(15_000);
    expect(dts.changes).toHaveLength(1);
  });

  it('is judged after the waiting, not before it', async () => {
    const { dts, removed } = await groupDesk();
    dts.readiness_ = [{ kind: 'busy', why: 'it is being restarted' }];
    const readiness = dts.readiness.bind(dts);
    dts.readiness = async () => {
      dts.living = [dtsTask({ taskId: 'crm' })];
      return readiness();
    };
    expect((await removed()).item.state).toBe('blocked');
    expect(dts.changes).toEqual([]);
  });

  it('is given up after five minutes, and open again', async () => {
    const { dts, removed } = await groupDesk();
    dts.readiness = () => Promise.resolve({ kind: 'busy', why: 'it is being moved' });
    const { what, words, item: after } = await removed();
    expect({ what, state: after.state }).toEqual({ what: 'not-removed', state: 'open' });
    expect(words).toMatch(
      /still busy \(it is being moved\): try again when it runs\. Nothing was changed\.$/,
    );
    expect(dts.changes).toEqual([]);
  });

  it.each([
    [
      'is locked',
      () => Promise.resolve({ kind: 'not-now', why: 'it is locked for overdue payment' } as const),
    ],
    ['cannot be looked at', () => Promise.reject(noRight('rds:DescribeDBInstanceAttribute'))],
  ])('that %s is not changed, and says why', async (_, readiness) => {
    const { dts, removed } = await groupDesk();
    dts.readiness = readiness;
    const { what, words, item: after } = await removed();
    expect({ what, state: after.state }).toEqual({ what: 'not-removed', state: 'open' });
    expect(words).toMatch(/cannot be changed now: (it is locked|the key may not .*rds:Describe)/);
    expect(dts.changes).toEqual([]);
  });
});

describe('a bot that is being stopped', () => {
  it('sends nothing more', async () => {
    const { dts, removed, stop } = await groupDesk();
    stop();
    expect(await removed()).toMatchObject({
      what: 'not-removed',
      words: expect.stringMatching(/being stopped/),
    });
    expect(dts.changes).toEqual([]);
  });

  it('sends nothing more although it was stopped during the last look', async () => {
    const { dts, removed, stop } = await groupDesk();
    dts.onSee = stop;
    expect((await removed()).what).toBe('not-removed');
    expect(dts.changes).toEqual([]);
  });
});

describe('a cloud that', () => {
  it('refuses for a missing right: nothing changed, and the right is named', async () => {
    const { dts, removed, state, told } = await groupDesk();
    dts.answers = [NO_RIGHT];
    const { what, words } = await removed();
    expect(what).toBe('not-removed');
    expect(words).toContain(
      'Forbidden.RAM, User not authorized. The account lacks the right rds:ModifySecurityIps.',
    );
    expect(await state()).toMatchObject({
      state: 'open',
      why: 'the cloud said no: Forbidden.RAM, User not authorized. The account lacks the right rds:ModifySecurityIps',
      removal: null,
    });
    expect(await told()).toEqual([expect.stringMatching(/^Not removed: .*rds:ModifySecurityIps/)]);
    expect(dts.changes).toHaveLength(1);
  });

  it('is too busy is asked again within a minute, and each try is recorded', async () => {
    const { dts, removed, journal, state, now } = await groupDesk();
    dts.answers = [THROTTLED, NOT_SENT, ACCEPTED];
    const began = now();
    expect((await removed()).what).toBe('removed');
    expect(journal.filter((entry) => /intent|change|answered/.test(entry))).toEqual([
      'commit checklist.removal-intent',
      'change remove',
      'commit checklist.removal-answered',
      'commit checklist.removal-intent',
      'change remove',
      'commit checklist.removal-answered',
      'commit checklist.removal-intent',
      'change remove',
      'commit checklist.removal-answered',
    ]);
    expect(now() - began).toBe(4000);
    expect((await state()).removal?.deeds).toMatchObject([{ outcome: { kind: 'accepted' } }]);
  });

  it.each([
    ['stays too busy', THROTTLED, /too busy to take it \(Throttling\.User\)/],
    ['cannot be reached', NOT_SENT, /could not be sent: no route to host/],
  ])('%s is given up after a minute: open again', async (_, answer, words) => {
    const { dts, removed, now, state } = await groupDesk();
    dts.answers = Array.from({ length: 100 }, () => answer);
    const began = now();
    expect(await removed()).toMatchObject({ what: 'not-removed', words: expect.stringMatching(words) });
    expect(now() - began).toBeLessThan(MINUTE);
    expect((await state()).state).toBe('open');
  });

  it('is too busy is not asked again by a bot that is being stopped', async () => {
    const { dts, removed, stop } = await groupDesk();
    dts.answers = [THROTTLED];
    dts.onChange = stop;
    expect((await removed()).what).toBe('not-removed');
    expect(dts.changes).toHaveLength(1);
  });

  it('says that it is not there is believed only with a new look', async () => {
    const { dts, removed, state } = await groupDesk();
    dts.answers = [{ kind: 'gone', code: 'InvalidDBInstanceId.NotFound', requestId: null }];
    dts.onChange = () => {
      dts.leftovers = [];
    };
    expect(await removed()).toMatchObject({
      what: 'removed',
      words: expect.stringMatching(/it is not there/),
    });
    expect((await state()).state).toBe('gone');
  });

  it('has no call for it leaves it to a person', async () => {
    const { dts, removed } = await groupDesk();
    dts.prepareChange = () => null as never;
    expect(await removed()).toMatchObject({ what: 'not-removed', item: { state: 'by-hand' } });
    expect(dts.changes).toEqual([]);
  });
});

describe('an answer that was lost', () => {
  it('is found out by looking: gone', async () => {
    const { dts, removed, state, rounds, told } = await groupDesk();
    dts.answers = [LOST];
    dts.atOnce = false;
    expect(await removed()).toMatchObject({
      what: 'unsure',
      words: expect.stringMatching(
        /I do not know whether the cloud took it\. I am looking, and will not ask it twice/,
      ),
    });
    await rounds(3);
    expect((await state()).state).toBe('removing');
    dts.settle();
    await rounds(1);
    expect(await state()).toMatchObject({ state: 'gone', removal: { deeds: [{ outcome: LOST }] } });
    expect(dts.changes).toHaveLength(1);
    expect((await told()).at(-1)).toMatch(/^confirmed the removal. Gone, seen in a new look/);
  });

  it('and no right to look any more: it could not be looked at after ten minutes, and can be signed off', async () => {
    const { dts, removed, state, rounds, told, cleanup, itemId, checklist, store, now } = await groupDesk();
    dts.answers = [LOST];
    dts.atOnce = false;
    await removed();
    dts.blind.set('database/cn-hangzhou/rm-bp1162', noRight('rds:DescribeDBInstanceIPArrayList'));
    await rounds(60);
    expect((await state()).state).toBe('removing');
    await rounds(62);
    expect(await state()).toMatchObject({
      state: 'could-not-look',
      why: expect.stringMatching(/rds:DescribeDBInstanceIPArrayList/),
    });
    expect((await told()).at(-1)).toMatch(/^Not known whether it is gone: .*I could not look/);
    expect((store.dueAt(CHECKLIST, checklist.id) ?? 0) - now()).toBeGreaterThan(10 * MINUTE);
    const signed = { how: 'removed-by-hand', text: 'seen in the console', until: null } as const;
    expect(await cleanup.signOff({ itemId, actor: ALICE, ...signed })).toMatchObject({ kind: 'signed-off' });
  });

  it('and no effect: open again after ten minutes, with a sentence, and never a second call', async () => {
    const { dts, removed, state, rounds, told, now, ask, confirm, checklist, itemId } = await groupDesk();
    dts.answers = [LOST];
    dts.atOnce = false;
    await removed();
    const began = now();
    while ((await state()).state === 'removing') await rounds(1);
    expect(now() - began).toBe(10 * MINUTE);
    expect(await state()).toMatchObject({
      state: 'open',
      why: 'its removal was asked for, and it is still there',
    });
    expect((await told()).at(-1)).toMatch(/^Still there: .*It is open again \(its removal was asked for/);
    expect(dts.changes).toHaveLength(1);
    dts.atOnce = true;
    await confirm((await ask(checklist.id, itemId)).id); // only a person asks again
    expect(dts.changes).toHaveLength(2);
    expect((await state()).state).toBe('gone');
  });
});

describe('a cloud that takes it slowly', () => {
  it('is looked at every five seconds until it is gone; nobody is told that it is', async () => {
    const { dts, removed, state, rounds, told, store, now, checklist, read } = await groupDesk();
    dts.atOnce = false;
    expect(await removed()).toMatchObject({
      what: 'asked',
      words: expect.stringMatching(/I look until it is gone/),
    });
    expect(await told()).toEqual([]);
    expect(openItems(await read(checklist.id)).map(({ state: one }) => one)).toContain('removing');
    expect(store.dueAt(CHECKLIST, checklist.id)).toBe(now() + 5000);
    await rounds(2);
    expect((await state()).state).toBe('removing');
    dts.settle();
    await rounds(1);
    expect((await state()).state).toBe('gone');
    expect(dts.changes).toHaveLength(1);
  });

  it('is never asked again while it is waited for', async () => {
    const { dts, removed, cleanup, checklist, itemId } = await groupDesk();
    dts.atOnce = false;
    await removed();
    expect(await cleanup.askRemoval({ checklistId: checklist.id, itemId, actor: ALICE })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/being removed already/),
    });
  });

  it('is waited for although a look fails meanwhile', async () => {
    const { dts, removed, state, rounds } = await groupDesk();
    dts.atOnce = false;
    await removed();
    dts.blind.set('database/cn-hangzhou/rm-bp1162', noRight('rds:Describe'));
    await rounds(2);
    expect((await state()).state).toBe('removing');
  });
});

describe('an engine that cannot delete a group', () => {
  it('has it set to let nobody in, once, and the item says what is left', async () => {
    const { dts, removed, state, journal, told } = await groupDesk();
    dts.answers = [CANNOT];
    expect(await removed()).toMatchObject({
      what: 'removed',
      words: expect.stringMatching(
        /set to let nobody in, because the engine cannot delete the group, and a new look shows it neutralised/,
      ),
    });
    expect(dts.changes.map(({ step }) => step)).toEqual(['remove', 'neutralise']);
    expect(journal.filter((entry) => /intent|change|answered/.test(entry))).toEqual([
      'commit checklist.removal-intent',
      'change remove',
      'commit checklist.removal-answered',
      'commit checklist.removal-intent',
      'change neutralise',
      'commit checklist.removal-answered',
    ]);
    expect(await state()).toMatchObject({
      state: 'neutralised',
      why: 'it lets nobody in; the empty group can be deleted in the console',
      removal: { before: group('rm-bp1162', 'dts_a'), deeds: [{ step: 'remove' }, { step: 'neutralise' }] },
    });
    expect(await told()).toEqual([expect.stringMatching(/^confirmed the removal. Neutralised: /)]);
  });

  it.each([
    ['has gone', () => [], 'gone'],
    ['has changed', () => [group('rm-bp1162', 'dts_a', { addresses: '10.0.0.1' })], 'open'],
  ])('is not told to neutralise what %s meanwhile', async (_, leftovers, state) => {
    const made = await groupDesk();
    made.dts.answers = [CANNOT];
    made.dts.onChange = () => {
      made.dts.leftovers = leftovers();
    };
    await made.removed();
    expect(made.dts.changes.map(({ step }) => step)).toEqual(['remove']);
    expect((await made.state()).state).toBe(state);
  });

  it('is not told to neutralise what cannot be looked at', async () => {
    const { dts, removed, state } = await groupDesk();
    dts.answers = [CANNOT];
    dts.onChange = () => void dts.blind.set('database/cn-hangzhou/rm-bp1162', noRight('rds:Describe'));
    expect((await removed()).what).toBe('not-removed');
    expect(dts.changes.map(({ step }) => step)).toEqual(['remove']);
    expect((await state()).state).toBe('open');
  });

  it('and refuses the neutral form too: open again, with what the cloud said last', async () => {
    const { dts, removed } = await groupDesk();
    dts.answers = [CANNOT, NO_RIGHT];
    expect(await removed()).toMatchObject({
      what: 'not-removed',
      item: { state: 'open' },
      words: expect.stringMatching(/Forbidden\.RAM/),
    });
  });

  it('and loses the answer to the neutral form: looked at, never sent again', async () => {
    const { dts, removed, state, rounds } = await groupDesk();
    dts.answers = [CANNOT, LOST];
    dts.atOnce = false;
    expect((await removed()).what).toBe('unsure');
    dts.settle();
    await rounds(1);
    expect((await state()).state).toBe('neutralised');
    expect(dts.changes).toHaveLength(2);
  });
});
