import { describe, expect, it } from 'vitest';
import type { Pace } from '../../src/brakes/window.ts';
import type { CallOutcome } from '../../src/lifecycle/ports.ts';
import { desk, group, item } from '../cleanup/desk.ts';
import { dtsTask } from '../lifecycle/tasks.ts';
import { ALICE, BOB, HOUR, MINUTE, type World, world } from '../lifecycle/world.ts';

const BUSY: CallOutcome = { kind: 'throttled', code: 'Throttling', retryAfterMs: 1_000 };

function sends({ dts, drs }: World): number {
  return dts.sends.length + drs.sends.length;
}

async function press(night: World, id: string): Promise<string> {
  const outcome = await night.lifecycle.confirm({ id, actor: ALICE, typed: null });
  return outcome.kind === 'objection'
    ? outcome.objection.kind
    : outcome.endings.map(({ state }) => state).join();
}

/** Something that takes a time at the next look, once. */
function slowLook(night: World, milliseconds: number): void {
  night.dts.meanwhile = async () => {
    night.dts.meanwhile = () => Promise.resolve();
    night.pass(milliseconds);
  };
}

describe('a plan, to the millisecond', () => {
  it('is too old when its time is over while it is read once more', async () => {
    const night = world();
    const { id } = await night.plan();
    night.pass(15 * MINUTE - 10);
    slowLook(night, 10);
    expect(await press(night, id)).toBe('expired');
    expect(sends(night)).toBe(0);
    expect(night.store.audit.at(-1)).toMatchObject({ type: 'confirm.refused', why: 'expired' });
  });

  it('is confirmed in its last one, though the last look ends after it', async () => {
    const night = world();
    const { id } = await night.plan();
    night.pass(15 * MINUTE - 10);
    slowLook(night, 9);
    expect(await press(night, id)).toBe('ending');
    expect(sends(night)).toBe(1);
  });

  it.each([
    [15 * MINUTE - 1, null],
    [15 * MINUTE, 'expired'],
  ])('opens its form after %i ms: %s', async (after, objection) => {
    const night = world();
    const { id } = await night.plan();
    night.pass(after);
    const opened = await night.lifecycle.precheck({ id, actor: ALICE, typed: null });
    expect(opened?.kind ?? null).toBe(objection);
  });
});

describe('an ending that waits for others, to the millisecond', () => {
  async function waiting() {
    const night = world({ approvalMs: 10 * MINUTE });
    night.policy.approvals = 1;
    return { night, id: (await night.end()).id };
  }

  it('is agreed to in its last one', async () => {
    const { night, id } = await waiting();
    night.pass(10 * MINUTE - 1);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({ ending: { state: 'ending' } });
    expect(sends(night)).toBe(1);
  });

  it('is agreed to no more when it lapses, before the watch has said so as well', async () => {
    const { night, id } = await waiting();
    night.pass(10 * MINUTE);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('The time to agree is over'),
    });
    await night.watch();
    expect(await night.read(id)).toMatchObject({ state: 'expired' });
    expect(sends(night)).toBe(0);
  });

  it.each([
    [HOUR - 1, 'ending', 1],
    [HOUR, 'already', 0],
  ])('takes the press that is asked for again after %i ms: %s', async (after, word, calls) => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.end();
    night.pass(20 * MINUTE);
    await night.lifecycle.approve({ id, actor: BOB });
    night.pass(after - 20 * MINUTE);
    expect(await press(night, id)).toBe(word);
    expect(sends(night)).toBe(calls);
  });
});

describe('a hold, to the millisecond', () => {
  it('stops the press in its last one and not in the next, with the same plan', async () => {
    const night = world();
    const { id } = await night.plan();
    const until = { at: night.now() + 10 * MINUTE, wall: '2026-11-21 00:53', zone: 'UTC' };
    await night.brakes.hold({ actor: BOB, task: dtsTask(), until, because: 'month end' });
    night.pass(10 * MINUTE - 1);
    expect(await press(night, id)).toBe('braked');
    expect(sends(night)).toBe(0);
    night.pass(1);
    expect(await press(night, id)).toBe('ending');
    expect(sends(night)).toBe(1);
  });
});

describe('a freeze window over a change of the clocks', () => {
  const weekly = (from: string, to: string): Pace => ({
    kind: 'weekly',
    from: { day: 7, time: from },
    to: { day: 7, time: to },
  });
  // In Berlin the clocks skip 02:00 to 03:00 on 28 March 2027, and show it twice on 31 October 2027.
  it.each([
    [
      'in spring, when its times do not exist',
      weekly('02:15', '02:45'),
      '2027-03-28T00:15',
      '2027-03-28T01:45',
    ],
    [
      'in autumn, when its times come twice',
      weekly('02:15', '02:45'),
      '2027-10-31T00:15',
      '2027-10-31T01:45',
    ],
    ['around the hour that is skipped', weekly('01:00', '04:00'), '2027-03-28T00:00', '2027-03-28T02:00'],
    ['around the hour that comes twice', weekly('01:00', '04:00'), '2027-10-30T23:00', '2027-10-31T03:00'],
    ['on a Sunday without a change', weekly('02:15', '02:45'), '2027-07-04T00:15', '2027-07-04T00:45'],
  ])('stops every press within it %s, to the moment', async (_, pace, from, to) => {
    const [opens, shuts] = [Date.parse(`${from}Z`), Date.parse(`${to}Z`)];
    const moments = [opens - 1, opens, (opens + shuts) / 2, shuts - 1, shuts];
    const words: string[] = [];
    for (const moment of moments) {
      const night = world();
      night.pass(moment - 5 * MINUTE - night.now());
      const { id } = await night.plan();
      night.windows.push({ pace, zone: 'Europe/Berlin', because: 'the batch runs', accounts: null });
      night.pass(5 * MINUTE);
      words.push(await press(night, id));
      expect(sends(night)).toBe(words.at(-1) === 'ending' ? 1 : 0);
    }
    expect(words).toEqual(['ending', 'braked', 'braked', 'braked', 'ending']);
  });
});

describe('a clock that is put back', () => {
  it('makes a plan too old: how long ago it was shown is not known', async () => {
    const night = world();
    const { id } = await night.plan();
    night.pass(-HOUR);
    expect(await press(night, id)).toBe('expired');
    expect(sends(night)).toBe(0);
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('makes an agreement ask for one more press', async () => {
    const night = world();
    night.policy.approvals = 1;
    const { id } = await night.end();
    night.pass(-HOUR);
    expect(await night.lifecycle.approve({ id, actor: BOB })).toMatchObject({
      ending: { state: 'awaiting-approval', pressAgain: true },
    });
    expect(sends(night)).toBe(0);
    expect(await press(night, id)).toBe('ending');
    expect(sends(night)).toBe(1);
  });

  it('never has a plan used twice, nor a call sent again after a restart', async () => {
    const night = world();
    const { id } = await night.plan();
    expect(await press(night, id)).toBe('ending');
    night.pass(-HOUR);
    expect(await press(night, id)).toBe('already');
    await night.restart();
    await night.watchFor(3);
    expect(sends(night)).toBe(1);
  });

  it('sends no more tries of a call than its minute has', async () => {
    const night = world();
    const { id } = await night.plan();
    night.dts.answers = Array.from({ length: 500 }, () => BUSY);
    night.dts.meanwhile = async (what) => {
      if (what === 'send' && sends(night) === 2) night.pass(-HOUR);
    };
    expect(await press(night, id)).toBe('failed');
    expect(sends(night)).toBe(2);
  });

  it('keeps a hold on for longer, never for less', async () => {
    const night = world();
    const { id } = await night.plan();
    const until = { at: night.now() + 10 * MINUTE, wall: '2026-11-21 00:53', zone: 'UTC' };
    await night.brakes.hold({ actor: BOB, task: dtsTask(), until, because: 'month end' });
    night.pass(12 * MINUTE);
    night.pass(-5 * MINUTE);
    expect(await press(night, id)).toBe('braked');
  });

  it('leaves required readiness not known, which refuses the call', async () => {
    const night = world();
    night.policy.approvals = 1;
    const ready = { of: 'all rows', comparesRows: true, result: 'same', status: 'Finished' } as const;
    night.dts.compared = { comparisons: [{ ...ready, different: [], tables: [], finishedAt: null }] };
    night.policy.readiness = 'required';
    const { id } = await night.plan();
    await night.lifecycle.declareWritesStopped({ id, actor: ALICE });
    for (let reading = 0; reading < 4; reading += 1) {
      night.pass(15_000);
      await night.lifecycle.readAgain();
    }
    expect(await press(night, id)).toBe('awaiting-approval');
    const ending = (await night.endings())[0]?.id ?? '';
    night.pass(-HOUR);
    await night.lifecycle.approve({ id: ending, actor: BOB });
    await press(night, ending);
    expect(await night.read(ending)).toMatchObject({
      state: 'refused',
      why: expect.stringContaining('not ready'),
    });
    expect(sends(night)).toBe(0);
  });

  it('makes the question about a removal too old', async () => {
    const at = desk();
    at.dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await at.open(dtsTask());
    const { id } = await at.ask(checklist.id, item(checklist, 'dts_a').id);
    at.pass(-HOUR);
    expect(await at.confirm(id)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('too old'),
    });
    expect(at.dts.changes).toEqual([]);
  });

  it('sends no more tries of a removal than its minute has', async () => {
    const at = desk();
    at.dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await at.open(dtsTask());
    at.dts.answers = Array.from({ length: 500 }, () => BUSY);
    at.dts.onChange = () => {
      if (at.dts.changes.length === 2) at.pass(-HOUR);
    };
    expect(await at.remove(checklist, 'dts_a')).toMatchObject({ results: [{ what: 'not-removed' }] });
    expect(at.dts.changes).toHaveLength(2);
  });
});
