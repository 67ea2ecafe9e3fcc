import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLifecycle } from '../../../src/lifecycle/lifecycle.ts';
import { ProviderError, RESTORED } from '../../../src/lifecycle/ports.ts';
import { SCHEDULE, type ScheduleRow } from '../../../src/lifecycle/rows.ts';
import { dtsTask } from '../tasks.ts';
import { ALICE, BOB, Crash, HOUR, MINUTE, type World } from '../world.ts';
import { aboutToBegin, planIn, planned } from './planned.ts';

describe('an end whose time has come', () => {
  it('is recorded, looked at, and sent once', async () => {
    const { night, id, until, ending } = await aboutToBegin();
    night.journal.length = 0;
    await until(1);
    expect(night.journal).toEqual([]);
    await until(0);
    expect(night.journal).toEqual([
      'commit ending.due',
      'look',
      'commit ending.executing',
      'send terminate',
      'commit ending.answered',
    ]);
    expect(await ending()).toMatchObject({ state: 'ending', schedule: { firedAt: night.now() } });
    expect(night.dts.sends).toHaveLength(1);
    expect(await night.store.list(SCHEDULE, { limit: 10 })).toEqual([]);
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(3);
    expect((await ending()).state).toBe('ended');
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('begins up to a minute late, and not a moment later', async () => {
    const late = await aboutToBegin();
    await late.until(-MINUTE);
    expect((await late.ending()).state).toBe('ending');
    const missed = await aboutToBegin();
    await missed.until(-MINUTE - 1);
    expect(await missed.ending()).toMatchObject({
      state: 'refused',
      why: 'Its time, 2026-11-21 04:43 Europe/Berlin, has passed while I was not running or could not act; a missed time is never run late.',
    });
    expect(missed.night.dts.sends).toEqual([]);
    expect((await missed.night.ask('terminate')).kind).toBe('plan');
  });

  it('begins after a restart before it, whatever had been said', async () => {
    const { night, until, ending } = await aboutToBegin();
    await night.restart();
    await night.keepTime();
    await until(0);
    expect((await ending()).state).toBe('ending');
    expect(night.dts.sends).toHaveLength(1);
  });

  it('is never begun late after down time: neither by the schedules nor by the watch', async () => {
    for (const round of ['keepTime', 'watch'] as const) {
      const { night, ending } = await aboutToBegin();
      night.pass(2 * HOUR);
      await night.restart();
      await night[round]();
      expect(await ending()).toMatchObject({
        state: 'refused',
        why: expect.stringContaining('never run late'),
      });
      await night.keepTime();
      await night.watch();
      expect(night.dts.sends).toEqual([]);
      expect(await night.store.list(SCHEDULE, { limit: 10 })).toEqual([]);
    }
  });

  it('is left alone by the watch until its minute is over', async () => {
    const { night, ending } = await planned();
    await night.restart();
    night.pass(3 * HOUR + MINUTE);
    await night.watch();
    expect((await ending()).state).toBe('awaiting-approval');
    night.pass(2);
    await night.watch();
    expect((await ending()).state).toBe('refused');
  });

  it('is not begun by a clock that jumps beyond it, and waits on where the clock goes back', async () => {
    const back = await aboutToBegin();
    back.night.pass(-HOUR);
    await back.night.keepTime();
    expect((await back.ending()).state).toBe('awaiting-approval');
    const ahead = await aboutToBegin();
    ahead.night.pass(30 * 24 * HOUR);
    await ahead.night.keepTime();
    expect((await ahead.ending()).state).toBe('refused');
    expect([...back.night.dts.sends, ...ahead.night.dts.sends]).toEqual([]);
  });

  it('expires where nobody was there', async () => {
    const { night, until, ending, notes } = await planned();
    await until(0);
    const why = 'Nobody pressed "I am here" in the 15 minutes before 2026-11-21 04:43 Europe/Berlin.';
    expect(await ending()).toMatchObject({ state: 'expired', why });
    expect(await notes()).toContainEqual({ kind: 'not-begun', why });
    expect(night.store.audit.at(-1)).toMatchObject({ type: 'ending.expired', why });
    expect(night.dts.sends).toEqual([]);
  });

  it('expires where too few have agreed, and says everything that was missing', async () => {
    const { night, id, until, ending } = await planned((one) => {
      one.policy.approvals = 2;
    });
    await night.lifecycle.approve({ id, actor: BOB });
    await until(0);
    expect(await ending()).toMatchObject({
      state: 'expired',
      why: expect.stringMatching(/^2 had to agree before .*, and 1 did\. Nobody pressed "I am here"/),
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('begins with the agreement that was given, however long ago', async () => {
    const { night, id, until, ending } = await planned((one) => {
      one.policy.approvals = 1;
    });
    await night.lifecycle.approve({ id, actor: BOB });
    await until(MINUTE);
    await night.lifecycle.sayPresent({ id, actor: BOB });
    await until(0);
    expect(await ending()).toMatchObject({ state: 'ending', pressAgain: false });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('begins with nobody there where the policy says that nobody is needed', async () => {
    const { night, until, ending } = await planned((one) => {
      one.policy.presence = 'not-needed';
    });
    await until(0);
    expect((await ending()).state).toBe('ending');
    expect(night.dts.sends).toHaveLength(1);
  });
});

describe('what is judged again at its time', () => {
  it.each<[string, (night: World) => unknown, object]>([
    [
      'the fingerprint',
      (night) => night.dts.change(dtsTask(), { billing: 'subscription' }),
      { state: 'void', why: expect.stringContaining('Billing: shown "pay-as-you-go", now "subscription"') },
    ],
    [
      'the rules',
      (night) => night.dts.change(dtsTask(), { stage: 'running', kind: 'change-tracking' }),
      { state: 'refused' },
    ],
    [
      'the right of the person who asked',
      (night) => night.policy.may.delete('UALICE'),
      { state: 'refused', why: 'No rule lets you do that.' },
    ],
    [
      'a hold',
      (night) => night.brakes.hold({ actor: BOB, task: dtsTask(), until: null, because: 'month end' }),
      { state: 'refused', why: expect.stringMatching(/^orders-prod is on hold .*"month end"/) },
    ],
    [
      'the freeze',
      (night) => night.brakes.freeze({ actor: BOB, because: 'INC-9' }),
      { state: 'refused', why: expect.stringContaining('Everything is frozen') },
    ],
    [
      'a freeze window',
      (night) =>
        night.windows.push({
          pace: { kind: 'dates', from: '2026-11-21T00:00', to: '2026-11-22T00:00' },
          zone: 'UTC',
          because: 'quiet',
          accounts: null,
        }),
      { state: 'refused', why: expect.stringContaining('A freeze window is open') },
    ],
    [
      'readiness, by what nobody has said to know',
      (night) => night.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } }),
      { state: 'refused', why: expect.stringContaining('lag is 42 s') },
    ],
    [
      'readiness, where the policy requires it by now',
      (night) => {
        night.policy.readiness = 'required';
      },
      { state: 'refused', why: expect.stringContaining('the data was not compared') },
    ],
    [
      'whether the cloud answers',
      (night) => {
        night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
      },
      { state: 'refused', why: expect.stringContaining('I could not look at it again (no answer)') },
    ],
    [
      'whether it is over already',
      (night) => night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' }),
      { state: 'ended', byUs: false },
    ],
  ])('is %s', async (_, change, expected) => {
    const { night, until, ending } = await aboutToBegin();
    await change(night);
    await until(0);
    expect(await ending()).toMatchObject(expected);
    expect(night.dts.sends).toEqual([]);
  });

  it('is nothing that was known at the confirmation, and has not become much worse', async () => {
    const { night, id, until, ending } = await (async () => {
      const one = await planned((first) => first.dts.change(dtsTask(), { lag: { milliseconds: 0 } }));
      await one.night.lifecycle.withdraw({ id: one.id, actor: ALICE });
      one.night.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } });
      const { id: confirmation } = await planIn(one.night, 3 * HOUR);
      const known = [{ key: 'forward.lag', amount: 42_000 }];
      const taken = await one.night.lifecycle.confirm({ id: confirmation, actor: ALICE, typed: null, known });
      if (taken.kind !== 'taken') throw new Error(`not taken but ${taken.objection.kind}`);
      const next = taken.endings[0]?.id ?? '';
      return { ...one, id: next, ending: () => one.night.read(next) };
    })();
    await until(5 * MINUTE);
    await night.lifecycle.sayPresent({ id, actor: ALICE });
    night.dts.change(dtsTask(), { lag: { milliseconds: 50_000 } });
    await until(0);
    expect((await ending()).state).toBe('ending');
  });

  it('is required readiness by the readings since the reminder', async () => {
    const same = { of: 'all rows', comparesRows: true, result: 'same', status: 'Finished' } as const;
    const stopped = (night: World, id: string) => night.lifecycle.declareWritesStopped({ id, actor: ALICE });
    const compared = (night: World) => {
      night.dts.compared = {
        comparisons: [{ ...same, different: [], tables: [], finishedAt: night.now() }],
        position: 'mysql-bin.1',
      };
    };
    const { night, until, ending } = await aboutToBegin(compared, 3 * HOUR, stopped);
    night.policy.readiness = 'required';
    for (let second = 0; second < 75; second += 15) {
      night.pass(15_000);
      await night.lifecycle.readAgain();
    }
    await until(0);
    expect(await ending()).toMatchObject({ state: 'ending', why: null });
  });

  it('is the minute itself: a last look that takes too long ends in nothing', async () => {
    const { night, until, ending } = await aboutToBegin();
    night.dts.meanwhile = async (what) => {
      if (what === 'look') night.pass(2 * MINUTE);
    };
    await until(0);
    expect(await ending()).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('never run late'),
    });
    expect(night.dts.sends).toEqual([]);
  });

  it('is the hold between two tries: the second is not made', async () => {
    const { night, until, ending } = await aboutToBegin();
    night.dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: 1_000 }];
    night.dts.meanwhile = async (what) => {
      if (what === 'send') await night.brakes.freeze({ actor: BOB, because: 'INC-9' });
    };
    await until(0);
    expect(await ending()).toMatchObject({ state: 'failed', why: expect.stringContaining('frozen') });
    expect(night.dts.sends).toHaveLength(1);
  });
});

describe('agreement, judged again at the time of a scheduled end', () => {
  const agreed = async () => {
    const one = await planned((night) => {
      night.policy.approvals = 1;
    });
    await one.night.lifecycle.approve({ id: one.id, actor: BOB });
    await one.until(5 * MINUTE);
    await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE });
    return one;
  };

  it('that counts no more ends it: it waits for nobody any more, and nothing is sent', async () => {
    const { night, until, ending, notes } = await agreed();
    night.policy.approvers.delete('UBOB');
    await until(0);
    const why = '1 had to agree before 2026-11-21 04:43 Europe/Berlin, and 0 did.';
    expect(await ending()).toMatchObject({
      state: 'expired',
      why,
      approvals: [],
      lost: [{ userId: 'UBOB' }],
    });
    expect(night.auditTypes().slice(-3)).toEqual(['ending.due', 'ending.waits-again', 'ending.expired']);
    expect(await notes()).toContainEqual({ kind: 'not-begun', why });
    expect(night.dts.sends).toEqual([]);
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('must be given by as many as the policy asks for by then', async () => {
    const { night, until, ending } = await agreed();
    night.policy.approvals = 2;
    await until(0);
    expect(await ending()).toMatchObject({ state: 'expired', approvalsNeeded: 2 });
    expect(night.dts.sends).toEqual([]);
  });
});

describe('a scheduled end is sent at most once', () => {
  it('by two processes that both hold its row', async () => {
    const { night, ending } = await aboutToBegin();
    night.pass(5 * MINUTE);
    const rows = await night.store.list<ScheduleRow>(SCHEDULE, { limit: 10 });
    const [row] = rows;
    if (row === undefined) throw new Error('nothing waits');
    const other = createLifecycle(night.ports);
    await Promise.all([
      night.lifecycle.tendSchedule(row),
      other.tendSchedule(row),
      night.lifecycle.tendSchedule(row),
      other.tendSchedule(row),
    ]);
    expect(night.dts.sends).toHaveLength(1);
    expect(night.auditTypes().filter((type) => type === 'ending.due')).toHaveLength(1);
    expect((await ending()).state).toBe('ending');
  });

  it.each(['checked', 'before-intent'] as const)(
    'and not at all where the process dies at %s: it is refused',
    async (point) => {
      const { night, until, ending } = await aboutToBegin();
      night.dieAt(point);
      await expect(until(0)).rejects.toThrow(Crash);
      await night.restart();
      await night.keepTime();
      expect(await ending()).toMatchObject({ state: 'refused', why: expect.stringContaining('interrupted') });
      expect(night.dts.sends).toEqual([]);
    },
  );

  it.each(['intent', 'called'] as const)(
    'where the process dies at %s: then it is read and never called again',
    async (point) => {
      const { night, until, ending } = await aboutToBegin();
      night.dieAt(point);
      await expect(until(0)).rejects.toThrow(Crash);
      await night.restart();
      await night.keepTime();
      expect((await ending()).state).toBe('outcome-unknown');
      expect(night.dts.sends).toHaveLength(point === 'called' ? 1 : 0);
    },
  );

  it('and is in doubt after a restored backup: it is read, and its time begins nothing', async () => {
    const { night, until, ending } = await aboutToBegin();
    await night.store.commit([{ ...RESTORED, expect: 0, value: { at: 'now' } }]);
    await night.restart();
    expect((await ending()).state).toBe('outcome-unknown');
    await until(0);
    expect(night.dts.sends).toEqual([]);
    expect(await night.store.list(SCHEDULE, { limit: 10 })).toEqual([]);
  });

  it('whatever happens before, and only with everybody who is needed', async () => {
    const deeds = ['present', 'approve', 'veto', 'withdraw', 'restart', 'pass', 'hold', 'watch'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 1 }),
        fc.array(fc.constantFrom(...deeds), { maxLength: 12 }),
        async (approvals, steps) => {
          const { night, id, ending } = await planned((one) => {
            one.policy.approvals = approvals;
          }, 20 * MINUTE);
          for (const step of steps) {
            const input = { id, actor: BOB };
            if (step === 'present') await night.lifecycle.sayPresent(input);
            if (step === 'approve') await night.lifecycle.approve(input);
            if (step === 'veto') await night.lifecycle.veto(input);
            if (step === 'withdraw') await night.lifecycle.withdraw(input);
            if (step === 'restart') await night.restart();
            if (step === 'pass') night.pass(3 * MINUTE);
            if (step === 'watch') await night.watch();
            if (step === 'hold')
              await night.brakes.hold({ actor: BOB, task: dtsTask(), until: null, because: 'x' });
            await night.keepTime();
          }
          night.pass(HOUR);
          await night.keepTime();
          await night.watch();
          const { state, schedule, approvals: given, call } = await ending();
          expect(state).not.toBe('awaiting-approval');
          expect(night.dts.sends.length).toBeLessThanOrEqual(1);
          expect(call === null).toBe(night.dts.sends.length === 0);
          if (call === null) return;
          expect(given.length).toBeGreaterThanOrEqual(approvals);
          expect(schedule?.present).not.toBeNull();
          expect((schedule?.firedAt ?? 0) - (schedule?.at ?? 0)).toBeLessThanOrEqual(MINUTE);
        },
      ),
      { numRuns: 150 },
    );
  });
});
