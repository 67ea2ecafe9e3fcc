import { describe, expect, it } from 'vitest';
import { type dtsTask, twoWayTask } from '../tasks.ts';
import { ALICE, BOB, CAROL, HOUR, MINUTE, type World, world } from '../world.ts';
import { type Planned, planned, timeIn } from './planned.ts';

const COMPARED = {
  comparisons: [
    {
      of: 'all rows',
      comparesRows: true,
      result: 'same' as const,
      status: 'Finished',
      different: [],
      tables: [],
      finishedAt: null,
    },
  ],
};

/** Reads for a while, as the loop of open plans does. */
async function readFor(night: World, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += 15_000) {
    night.pass(15_000);
    await night.lifecycle.readAgain();
  }
}

/** An end in three hours whose readiness is required and was proven before it was confirmed. */
function proven(change: (night: World) => void = () => undefined): Promise<Planned> {
  return planned(
    (night) => {
      night.policy.readiness = 'required';
      night.dts.compared = COMPARED;
      change(night);
    },
    3 * HOUR,
    async (night, id) => {
      await night.lifecycle.declareWritesStopped({ id, actor: ALICE });
      await readFor(night, 2 * MINUTE);
    },
  );
}

async function reminderOf({ notes }: Planned) {
  const reminder = (await notes()).find(({ kind }) => kind === 'reminder');
  if (reminder?.kind !== 'reminder') throw new Error('nobody was reminded');
  return reminder;
}

describe('an end for a time whose readiness was proven', () => {
  it('asks for nobody more in its reminder only because it was not read for hours', async () => {
    const one = await proven();
    await one.until(10 * MINUTE);
    expect(await reminderOf(one)).toMatchObject({ missing: 0, against: [] });
  });

  it('asks for nobody more when somebody agrees to it', async () => {
    const one = await proven((night) => {
      night.policy.approvals = 1;
    });
    one.night.pass(HOUR);
    await one.night.lifecycle.approve({ id: one.id, actor: BOB });
    expect(await one.ending()).toMatchObject({ approvalsNeeded: 1, approvals: [{ userId: 'UBOB' }] });
  });

  it('does not complain of a log position that was read once only', async () => {
    const one = await proven((night) => {
      night.dts.compared = { ...COMPARED, position: 'binlog.7:9' };
    });
    await one.until(10 * MINUTE);
    expect((await reminderOf(one)).against).toEqual([]);
  });

  it('looks as it did to a person who presses Look now while it is not read', async () => {
    const one = await proven();
    one.night.pass(HOUR);
    const looked = await one.night.lifecycle.lookNow({ id: one.id, actor: BOB });
    if (looked.kind !== 'seen') throw new Error(looked.why);
    expect(looked.now).toMatchObject({ unknown: [], readiness: [] });
  });

  it('is sent when it was read often enough since the reminder', async () => {
    const one = await proven();
    await one.until(10 * MINUTE);
    await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE });
    await readFor(one.night, 9 * MINUTE);
    await one.until(0);
    expect((await one.ending()).state).toBe('ending');
    expect(one.night.dts.sends).toHaveLength(1);
  });

  it('is refused where it was not', async () => {
    const one = await proven();
    await one.until(10 * MINUTE);
    await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE });
    await one.until(0);
    expect(await one.ending()).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('lag was read'),
    });
    expect(one.night.dts.sends).toEqual([]);
  });
});

describe('an end for a time, after its reminder', () => {
  it('can be agreed to by another where an agreement counts no more', async () => {
    const one = await planned((night) => {
      night.policy.approvals = 1;
    });
    await one.night.lifecycle.approve({ id: one.id, actor: BOB });
    one.night.policy.approvers.delete('UBOB');
    await one.until(10 * MINUTE);
    expect(await one.ending()).toMatchObject({ approvals: [], lost: [{ userId: 'UBOB' }] });
    await one.night.lifecycle.approve({ id: one.id, actor: CAROL });
    await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE });
    await one.until(0);
    expect((await one.ending()).state).toBe('ending');
  });

  it('can be agreed to where the policy asks for people by then', async () => {
    const one = await planned();
    one.night.policy.approvals = 1;
    await one.until(10 * MINUTE);
    expect(await one.ending()).toMatchObject({ approvalsNeeded: 1, approvers: ['SLEADS'] });
    expect(await one.night.lifecycle.approve({ id: one.id, actor: CAROL })).toMatchObject({
      kind: 'recorded',
    });
  });

  it('keeps the agreements where the cloud, or the right of the person who asked, could not be read', async () => {
    const one = await planned((night) => {
      night.policy.approvals = 1;
    });
    await one.night.lifecycle.approve({ id: one.id, actor: BOB });
    one.night.policy.may.delete('UALICE');
    await one.until(10 * MINUTE);
    expect(await one.ending()).toMatchObject({ approvalsNeeded: 1, approvals: [{ userId: 'UBOB' }] });
  });

  it('keeps the agreement of a person whom nobody could check in that moment', async () => {
    const one = await planned((night) => {
      night.policy.approvals = 1;
    });
    await one.night.lifecycle.approve({ id: one.id, actor: BOB });
    const { lostApprovers } = one.night.policy;
    one.night.policy.lostApprovers = async () => [{ userId: 'UBOB', why: 'is silent', unchecked: true }];
    await one.until(10 * MINUTE);
    expect(await reminderOf(one)).toMatchObject({ to: ['UALICE', 'UBOB'], missing: 0, lost: [] });
    one.night.policy.lostApprovers = lostApprovers;
    await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE });
    await one.until(0);
    expect((await one.ending()).state).toBe('ending');
  });
});

describe('an end for a time for which nobody had to be there', () => {
  const alone = () =>
    planned((night) => {
      night.policy.presence = 'not-needed';
    });

  it('asks for somebody from the reminder on, where the policy does so by then', async () => {
    const one = await alone();
    one.night.policy.presence = 'required';
    await one.until(10 * MINUTE);
    expect(await one.schedule()).toMatchObject({ presence: 'required', openedAt: one.night.now() });
    expect(await reminderOf(one)).toMatchObject({ schedule: { presence: 'required' } });
    await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE });
    await one.until(0);
    expect((await one.ending()).state).toBe('ending');
  });

  it('is not begun where the policy asks for somebody after the reminder', async () => {
    const one = await alone();
    await one.until(10 * MINUTE);
    one.night.policy.presence = 'required';
    await one.until(0);
    expect(one.night.dts.sends).toEqual([]);
    expect(await one.ending()).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('the policy asks by now for somebody to be there'),
    });
  });

  it('needs nobody either where the policy still says so', async () => {
    const one = await alone();
    await one.until(0);
    expect((await one.ending()).state).toBe('ending');
  });
});

describe('a person who has said to be there', () => {
  async function there(actor: typeof ALICE, change: (one: Planned) => void) {
    const one = await planned((night) => {
      night.policy.approvals = 1;
    });
    await one.night.lifecycle.approve({ id: one.id, actor: CAROL });
    await one.until(5 * MINUTE);
    await one.night.lifecycle.sayPresent({ id: one.id, actor });
    change(one);
    await one.until(0);
    return one;
  }

  it('counts no more where that person may no longer do it at its time', async () => {
    const one = await there(BOB, ({ night }) => night.policy.may.delete('UBOB'));
    expect(one.night.dts.sends).toEqual([]);
    expect(await one.ending()).toMatchObject({
      state: 'refused',
      why: 'orders-prod was not touched: whoever said to be here does not count any more. No rule lets you do that.',
    });
  });

  it('counts where that person has agreed, though it is not for that person to ask', async () => {
    const one = await there(CAROL, ({ night }) => night.policy.may.delete('UCAROL'));
    expect((await one.ending()).state).toBe('ending');
  });
});

describe('what lives around a task that waits for its time', () => {
  it('is looked for afresh, and not shown as it was when it was asked for', async () => {
    const one = await planned();
    const asked: number[] = [];
    const { ports } = one.night;
    const { around } = ports;
    Object.assign(ports, {
      around: async (task: ReturnType<typeof dtsTask>, since: number) => {
        asked.push(since);
        return around(task, since);
      },
    });
    one.night.pass(2 * HOUR);
    await one.night.lifecycle.lookNow({ id: one.id, actor: BOB });
    expect(asked).toHaveLength(1);
    expect(asked[0]).toBeGreaterThanOrEqual(one.night.now() - 2 * MINUTE);
  });
});

describe('both directions of a two-way synchronisation, for one time', () => {
  async function both() {
    const night = world();
    night.dts.show(twoWayTask('forward'), twoWayTask('reverse'));
    const key = 'alibaba-dts/prod-cn/cn-hangzhou/twoway0for1/both';
    const outcome = await night.lifecycle.request({
      action: 'terminate',
      target: { kind: 'key', key },
      actor: ALICE,
      reason: null,
      schedule: timeIn(night, HOUR),
    });
    if (outcome.kind !== 'plan') throw new Error(outcome.kind);
    const taken = await night.lifecycle.confirm({ id: outcome.confirmation.id, actor: ALICE, typed: null });
    if (taken.kind !== 'taken') throw new Error(taken.kind);
    const [there, back] = taken.endings.map(({ id }) => id);
    if (there === undefined || back === undefined) throw new Error('not two endings');
    await night.keepTime();
    night.pass(HOUR - 10 * MINUTE);
    await night.keepTime();
    return { night, there, back };
  }

  it('tell in each reminder which direction it is of', async () => {
    const { night } = await both();
    const titles = (await night.outbox()).flatMap((one) =>
      one.what === 'note' && one.note.kind === 'reminder' ? [one.note.title] : [],
    );
    expect(titles.toSorted()).toEqual(['ledger-both, pc-b → rm-a', 'ledger-both, rm-a → pc-b']);
  });

  it('begin together where somebody has said once to be there', async () => {
    const { night, there, back } = await both();
    await night.lifecycle.sayPresent({ id: there, actor: BOB });
    for (const id of [there, back])
      expect((await night.read(id)).schedule?.present).toMatchObject({ userId: 'UBOB' });
    expect(night.auditTypes().filter((type) => type === 'ending.present')).toHaveLength(2);
    night.pass(10 * MINUTE);
    await night.keepTime();
    expect(night.dts.sends).toHaveLength(2);
  });

  it('are each for themselves to veto', async () => {
    const { night, there, back } = await both();
    await night.lifecycle.veto({ id: there, actor: BOB });
    expect((await night.read(back)).state).toBe('awaiting-approval');
    await night.lifecycle.sayPresent({ id: back, actor: ALICE });
    expect((await night.read(there)).schedule?.present).toBeNull();
  });
});
