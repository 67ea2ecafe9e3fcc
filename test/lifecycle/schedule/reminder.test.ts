import { describe, expect, it } from 'vitest';
import { ProviderError } from '../../../src/lifecycle/ports.ts';
import { dtsTask } from '../tasks.ts';
import { ALICE, BOB, HOUR, MINUTE } from '../world.ts';
import { type Planned, planned } from './planned.ts';

async function reminderOf({ notes }: Planned) {
  const [reminder, ...more] = (await notes()).filter(({ kind }) => kind === 'reminder');
  expect(more).toEqual([]);
  if (reminder?.kind !== 'reminder') throw new Error('nobody was reminded');
  return reminder;
}

describe('the reminder', () => {
  it('comes ten minutes before, not sooner, and once', async () => {
    const one = await planned();
    await one.until(10 * MINUTE + 1);
    expect(await one.notes()).toEqual([]);
    await one.until(10 * MINUTE);
    await one.until(9 * MINUTE);
    await one.night.keepTime();
    expect(await reminderOf(one)).toMatchObject({
      endingId: one.id,
      to: ['UALICE'],
      schedule: { wall: '2026-11-21 04:43', zone: 'Europe/Berlin', presence: 'required' },
      present: null,
      missing: 0,
      against: [],
    });
    expect((await one.schedule()).remindedAt).not.toBeNull();
    expect(one.night.auditTypes().filter((type) => type === 'ending.reminded')).toHaveLength(1);
  });

  it('comes at once where less is left', async () => {
    const one = await planned(undefined, 3 * MINUTE);
    await one.night.keepTime();
    expect(await reminderOf(one)).toMatchObject({ to: ['UALICE'] });
    expect((await one.schedule()).openedAt).toBe(one.night.now());
  });

  it('goes to those who agreed as well, and says how many are missing', async () => {
    const one = await planned((night) => {
      night.policy.approvals = 2;
    });
    await one.night.lifecycle.approve({ id: one.id, actor: BOB });
    await one.until(10 * MINUTE);
    expect(await reminderOf(one)).toMatchObject({
      to: ['UALICE', 'UBOB'],
      missing: 1,
      approvers: ['SLEADS'],
    });
  });

  it('says whose agreement counts no more, and no longer calls that person', async () => {
    const one = await planned((night) => {
      night.policy.approvals = 1;
    });
    await one.night.lifecycle.approve({ id: one.id, actor: BOB });
    one.night.policy.approvers.delete('UBOB');
    await one.until(10 * MINUTE);
    expect(await reminderOf(one)).toMatchObject({
      to: ['UALICE'],
      missing: 1,
      lost: [{ userId: 'UBOB', why: 'is no longer among those who may agree' }],
    });
  });

  it('is never a message of its own in the channel', async () => {
    const one = await planned();
    await one.until(10 * MINUTE);
    const letters = await one.night.outbox();
    for (const letter of letters) if (letter.what === 'note') expect(letter.broadcast).toBe(false);
    expect(letters.filter(({ what }) => what !== 'note' && what !== 'ending')).toEqual([]);
  });

  it.each<[string, (one: Planned) => unknown, RegExp[]]>([
    [
      'a hold that lasts',
      ({ night }) => night.brakes.hold({ actor: BOB, task: dtsTask(), until: null, because: 'month end' }),
      [/^This stands in the way at .*"month end".*Held by UBOB\.$/],
    ],
    [
      'the freeze',
      ({ night }) => night.brakes.freeze({ actor: BOB, because: 'INC-9' }),
      [/Everything is frozen/],
    ],
    [
      'a lag that nobody knows of',
      ({ night }) => night.dts.change(dtsTask(), { lag: { milliseconds: 42_000 } }),
      [/^It is not ready, and nobody has said to know that: lag is 42 s\.$/],
    ],
    [
      'a task that has changed, and cannot be ended so',
      ({ night }) => night.dts.change(dtsTask(), { name: 'renamed', stage: 'unknown', status: 'Odd' }),
      [/^It has changed since the plan was shown\. Name: shown "orders-prod", now "renamed"; State: /, /Odd/],
    ],
    [
      'a task that is over',
      ({ night }) => night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' }),
      [/^It is over already \(Finished\)\.$/],
    ],
    [
      'the right of the person who asked',
      ({ night }) => night.policy.may.delete('UALICE'),
      [/^No rule lets you do that\.$/],
    ],
    [
      'a cloud that does not answer, and a hold',
      async ({ night }) => {
        night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
        await night.brakes.hold({ actor: BOB, task: dtsTask(), until: null, because: 'x' });
      },
      [/^I could not look at it now \(no answer\)\.$/, /on hold/],
    ],
    [
      'a cloud that knows no such task',
      ({ night }) => {
        night.dts.trouble = () => 'not-found';
      },
      [/^The cloud does not show it any more\.$/],
    ],
  ])('says what stands against it: %s', async (_, change, says) => {
    const one = await planned();
    await one.until(11 * MINUTE);
    await change(one);
    await one.until(10 * MINUTE);
    const { against } = await reminderOf(one);
    expect(against).toHaveLength(says.length);
    for (const [at, why] of says.entries()) expect(against[at]).toMatch(why);
    const line = one.night.store.audit.find(({ type }) => type === 'ending.reminded');
    expect(line).toMatchObject({ ending: one.id, to: ['UALICE'], against, given: 0, needed: 0 });
    expect((await one.ending()).state).toBe('awaiting-approval');
  });

  it('does not complain of what only more readings can show', async () => {
    const one = await planned((night) => {
      night.policy.readiness = 'shown';
    });
    one.night.policy.readiness = 'required';
    await one.until(10 * MINUTE);
    expect((await reminderOf(one)).against).toEqual([
      'It is not ready, and nobody has said to know that: nobody has said that writes are stopped; the data was not compared.',
    ]);
  });

  it('is not held up by a cloud that hangs', async () => {
    const one = await planned();
    await one.until(11 * MINUTE);
    one.night.dts.meanwhile = (what) => (what === 'look' ? new Promise(() => undefined) : Promise.resolve());
    Object.assign(one.night.ports, { within: async () => null });
    await one.until(10 * MINUTE);
    expect((await reminderOf(one)).against).toEqual([
      'I could not look at it now: the cloud did not answer in time.',
    ]);
  });

  it('is not made twice by two processes at once, nor after a restart', async () => {
    const one = await planned();
    await one.until(11 * MINUTE);
    one.night.pass(2 * MINUTE);
    const { lifecycle, store } = one.night;
    const [row] = await store.claimDue<{ endingId: string }>('schedule', 'me', MINUTE, 1);
    if (row === undefined) throw new Error('nothing is due');
    await Promise.all([1, 2, 3].map(() => lifecycle.tendSchedule(row)));
    await one.night.restart();
    await one.night.keepTime();
    await reminderOf(one);
  });
});

describe('the offer to say "I am here"', () => {
  it('stands in the message from fifteen minutes before', async () => {
    const one = await planned();
    await one.until(15 * MINUTE + 1);
    expect((await one.schedule()).openedAt).toBeNull();
    await one.until(15 * MINUTE);
    expect(await one.schedule()).toMatchObject({ openedAt: one.night.now(), remindedAt: null });
  });

  it('is never made where nobody is needed', async () => {
    const one = await planned((night) => {
      night.policy.presence = 'not-needed';
    });
    await one.until(MINUTE);
    expect(await one.schedule()).toMatchObject({ presence: 'not-needed', openedAt: null });
    expect(await reminderOf(one)).toMatchObject({ schedule: { presence: 'not-needed' } });
    expect(await one.night.lifecycle.sayPresent({ id: one.id, actor: ALICE })).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('Nobody has to be here'),
    });
  });

  it('is made where the policy asks for it by the time of the confirmation', async () => {
    const one = await planned((night) => {
      night.policy.presence = 'not-needed';
    }, HOUR);
    expect((await one.schedule()).presence).toBe('not-needed');
    const { night } = await planned();
    const { id } = await (async () => {
      await night.lifecycle.withdraw({ id: (await night.endings())[0]?.id ?? '', actor: ALICE });
      night.policy.presence = 'not-needed';
      const asked = await night.ask('terminate', 'orders-prod', ALICE, {
        at: night.now() + HOUR,
        wall: '2026-11-21 02:43',
        zone: 'Europe/Berlin',
      });
      if (asked.kind !== 'plan') throw new Error('no plan');
      night.policy.presence = 'required';
      return night.press(asked.confirmation.id);
    })();
    expect((await night.read(id)).schedule?.presence).toBe('required');
  });
});
