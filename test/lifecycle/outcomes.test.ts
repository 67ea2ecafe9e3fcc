import { describe, expect, it } from 'vitest';
import { type CallOutcome, ProviderError } from '../../src/lifecycle/ports.ts';
import { drsTask, dtsTask } from './tasks.ts';
import { ALICE, BOB, HOUR, MINUTE, world } from './world.ts';

const THROTTLED: CallOutcome = { kind: 'throttled', code: 'Throttling.User', retryAfterMs: null };
const UNKNOWN: CallOutcome = { kind: 'unknown', why: 'no answer within 30 s', requestId: null };
const REFUSED: CallOutcome = {
  kind: 'refused',
  code: 'DRS.M01504',
  message: 'Another operation is being performed',
  requestId: 'r-9',
  permission: null,
};

describe('a call whose task the cloud no longer knows', () => {
  const GONE: CallOutcome = { kind: 'gone', code: 'Forbidden.InstanceNotFound', requestId: 'r-7' };

  it('is read, not failed: the first of two releases may have taken both', async () => {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    night.dts.answers = [GONE];
    const { id } = await night.end('release');
    expect(await night.read(id)).toMatchObject({ state: 'outcome-unknown', why: /no longer knows/ });
    night.dts.tasks.clear();
    await night.watchFor(2);
    expect(await night.read(id)).toMatchObject({ state: 'ended', requestId: 'r-7' });
    expect(night.dts.sends).toHaveLength(1);
  });

  it('is for a person to judge where the cloud goes on showing it', async () => {
    const night = world();
    night.dts.answers = [GONE];
    const { id } = await night.end();
    await night.watchFor(70);
    expect((await night.read(id)).state).toBe('needs-human');
    expect(night.dts.sends).toHaveLength(1);
  });
});

describe('a call that the cloud refuses', () => {
  it('fails with the words of the cloud, and is not tried again', async () => {
    const night = world();
    night.drs.answers = [REFUSED];
    const ending = await night.end('terminate', 'DRS-shop-prod');
    expect(ending).toMatchObject({
      state: 'failed',
      requestId: 'r-9',
      why: 'DRS said no: DRS.M01504, Another operation is being performed.',
    });
    expect(night.drs.sends).toHaveLength(1);
    await night.watchFor(20, HOUR);
    expect(night.drs.sends).toHaveLength(1);
  });

  it('frees the task, and tells the channel', async () => {
    const night = world();
    night.drs.answers = [REFUSED];
    const { id } = await night.end('terminate', 'DRS-shop-prod');
    expect((await night.ask('terminate', 'DRS-shop-prod')).kind).toBe('plan');
    expect(await night.outbox()).toContainEqual(
      expect.objectContaining({
        what: 'note',
        id,
        broadcast: true,
        note: expect.objectContaining({ state: 'failed' }),
      }),
    );
    expect(await night.checklistsDue()).toEqual([]);
  });

  it('names the right that is missing', async () => {
    const night = world();
    night.dts.answers = [{ ...REFUSED, permission: 'dts:StopDtsJob' }];
    expect((await night.end()).why).toContain('lacks the right dts:StopDtsJob');
  });

  it('makes force possible as an action of its own, and never takes it by itself', async () => {
    const night = world();
    expect((await night.ask('force-terminate', 'DRS-shop-prod')).kind).toBe('refused');
    night.drs.answers = [REFUSED];
    await night.end('terminate', 'DRS-shop-prod');
    await night.watchFor(5, MINUTE);
    expect(night.drs.sends.map(({ action }) => action)).toEqual(['terminate']);
    const plan = await night.plan('force-terminate', 'DRS-shop-prod');
    await night.press(plan.id);
    expect(night.drs.sends.map(({ action }) => action)).toEqual(['terminate', 'force-terminate']);
  });

  it('does not make force possible when only a right was missing', async () => {
    const night = world();
    night.drs.answers = [{ ...REFUSED, permission: 'drs:migrationJob:terminate' }];
    await night.end('terminate', 'DRS-shop-prod');
    expect((await night.ask('force-terminate', 'DRS-shop-prod')).kind).toBe('refused');
  });
});

describe('a call that was known not to be taken', () => {
  it('is sent again by the same process, each try on record, until it is accepted', async () => {
    const night = world();
    night.dts.answers = [THROTTLED, { kind: 'not-sent', why: 'connection refused' }];
    const ending = await night.end();
    expect(ending.state).toBe('ending');
    expect(ending.tries.map(({ outcome }) => outcome.kind)).toEqual(['throttled', 'not-sent', 'accepted']);
    expect(night.auditTypes().slice(-4)).toEqual([
      'ending.executing',
      'ending.sent',
      'ending.sent',
      'ending.answered',
    ]);
  });

  it('waits as long as the cloud says', async () => {
    const night = world();
    night.dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: 7_000 }];
    const before = night.now();
    await night.end();
    expect(night.now() - before).toBe(7_000);
  });

  it('fails when it is throttled for a minute', async () => {
    const night = world();
    night.dts.answers = Array.from({ length: 100 }, () => THROTTLED);
    const before = night.now();
    const ending = await night.end();
    expect(ending).toMatchObject({ state: 'failed', why: /too busy.*Throttling\.User.*not taken/ });
    expect(night.now() - before).toBeLessThan(MINUTE);
    expect(ending.tries.length).toBeGreaterThan(3);
    expect(ending.tries).toHaveLength(night.dts.sends.length);
    expect((await night.ask('terminate')).kind).toBe('plan');
  });

  it('fails at once when the cloud wants to be left alone for longer', async () => {
    const night = world();
    night.dts.answers = [{ kind: 'throttled', code: 'Throttling', retryAfterMs: 2 * MINUTE }];
    expect((await night.end()).state).toBe('failed');
    expect(night.dts.sends).toHaveLength(1);
  });

  it('fails when it cannot be sent for a minute', async () => {
    const night = world();
    night.dts.answers = Array.from({ length: 100 }, () => ({ kind: 'not-sent', why: 'no route' }) as const);
    expect(await night.end()).toMatchObject({ state: 'failed', why: 'It could not be sent: no route.' });
  });

  it('is unknown as soon as one of the tries may have been taken', async () => {
    const night = world();
    night.dts.answers = [THROTTLED, UNKNOWN];
    expect((await night.end()).state).toBe('outcome-unknown');
    expect(night.dts.sends).toHaveLength(2);
  });
});

describe('a call whose outcome nobody knows', () => {
  it('is read and never sent again; the cloud shows the end', async () => {
    const night = world();
    night.drs.answers = [UNKNOWN];
    const { id } = await night.end('terminate', 'DRS-shop-prod');
    expect(await night.read(id)).toMatchObject({ state: 'outcome-unknown', why: 'no answer within 30 s' });
    await night.watchFor(1);
    expect((await night.read(id)).state).toBe('outcome-unknown');
    night.drs.change(drsTask(), { stage: 'ending', status: 'RELEASE_RESOURCE_STARTED' });
    await night.watchFor(1);
    expect((await night.read(id)).state).toBe('ending');
    night.drs.change(drsTask(), { stage: 'ended', status: 'RELEASE_RESOURCE_COMPLETE' });
    await night.watchFor(1);
    expect((await night.read(id)).state, 'one reading is no proof').toBe('ending');
    await night.watchFor(1);
    expect(await night.read(id)).toMatchObject({
      state: 'ended',
      readings: [{ status: 'RELEASE_RESOURCE_COMPLETE' }, { status: 'RELEASE_RESOURCE_COMPLETE' }],
    });
    expect(night.drs.sends).toHaveLength(1);
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('becomes a question for a person after the quiet time, and frees the task for a plan that names it', async () => {
    const night = world();
    night.dts.answers = [UNKNOWN];
    const { id } = await night.end();
    await night.watchFor(60, 10_000);
    expect((await night.read(id)).state, 'after ten minutes').toBe('outcome-unknown');
    expect(await night.ask('terminate')).toMatchObject({ kind: 'refused', ending: id });
    await night.watchFor(4, 10_000);
    expect(await night.read(id)).toMatchObject({ state: 'needs-human', why: /cannot tell/ });
    const plan = await night.plan();
    expect(plan.earlier).toBe(id);
    const second = await night.press(plan.id);
    expect(second).toMatchObject({ state: 'ending', earlier: id });
    expect(night.dts.sends, 'one call an ending').toHaveLength(2);
  });

  it('ends after all when the cloud shows it later', async () => {
    const night = world();
    night.dts.answers = [UNKNOWN];
    const { id } = await night.end();
    await night.watchFor(70, 10_000);
    expect((await night.read(id)).state).toBe('needs-human');
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(3, MINUTE);
    expect((await night.read(id)).state).toBe('ended');
    expect(night.dts.sends).toHaveLength(1);
  });

  it('is ended when the task is not found twice after it', async () => {
    const night = world();
    night.dts.answers = [UNKNOWN];
    const { id } = await night.end('release', await releasable(night));
    night.dts.tasks.clear();
    await night.watchFor(1);
    expect((await night.read(id)).state).toBe('outcome-unknown');
    await night.watchFor(1);
    expect((await night.read(id)).state).toBe('ended');
  });

  it('survives a cloud that does not answer, and takes no failed look for a reading', async () => {
    const night = world();
    night.dts.answers = [UNKNOWN];
    const { id } = await night.end();
    night.dts.trouble = () => new ProviderError('unreachable', 'no answer');
    await night.watchFor(100, MINUTE);
    expect(await night.read(id)).toMatchObject({ state: 'outcome-unknown', readings: [] });
    night.dts.trouble = () => null;
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(2, MINUTE);
    expect((await night.read(id)).state).toBe('ended');
  });
});

async function releasable(night: ReturnType<typeof world>): Promise<string> {
  night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
  await Promise.resolve();
  return 'orders-prod';
}

describe('what comes after an accepted call', () => {
  it('is looked at until it is over: proof is two equal readings', async () => {
    const night = world();
    const { id } = await night.end();
    await night.watchFor(5);
    expect((await night.read(id)).state).toBe('ending');
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(2);
    expect(await night.read(id)).toMatchObject({ state: 'ended', byUs: true, why: null });
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('never opens the checklist before the verified end', async () => {
    const night = world();
    const { id } = await night.end();
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(1);
    expect(await night.checklistsDue()).toEqual([]);
    await night.watchFor(1);
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('is announced as slow once, and goes on', async () => {
    const night = world();
    const { id } = await night.end();
    await night.watchFor(200, MINUTE);
    expect(await night.read(id)).toMatchObject({ state: 'ending', slow: true });
    const slow = (await night.outbox()).filter((one) => one.what === 'note' && one.note.kind === 'slow');
    expect(slow).toMatchObject([{ note: { minutes: 30 }, broadcast: false }]);
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(2, MINUTE);
    expect((await night.read(id)).state).toBe('ended');
  });

  it('is looked at every few seconds, later every minute, after a day every hour', async () => {
    const night = world();
    const { id } = await night.end();
    const pauseAfter = async (age: number) => {
      night.pass(age);
      await night.watch();
      return (night.store.dueAt('ending', id) ?? 0) - night.now();
    };
    expect(await pauseAfter(10_000)).toBe(10_000);
    expect(await pauseAfter(30 * MINUTE)).toBe(MINUTE);
    expect(await pauseAfter(24 * HOUR)).toBe(HOUR);
  });

  it('fails when the end itself fails, and force is possible then', async () => {
    const night = world();
    const { id } = await night.end('terminate', 'DRS-shop-prod');
    night.drs.change(drsTask(), { stage: 'end-failed', status: 'RELEASE_RESOURCE_FAILED' });
    await night.watchFor(2);
    expect(await night.read(id)).toMatchObject({
      state: 'failed',
      why: /RELEASE_RESOURCE_FAILED.*Force is possible/,
    });
    expect((await night.ask('force-terminate', 'DRS-shop-prod')).kind).toBe('plan');
    expect(night.drs.sends).toHaveLength(1);
  });

  it('forgets an ending a day after its last word', async () => {
    const night = world();
    const { id } = await night.end();
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(2);
    await night.watchFor(1, 24 * HOUR - 1);
    expect((await night.read(id)).state).toBe('ended');
    await night.watchFor(1, 1);
    expect(await night.lifecycle.ending(id)).toBeNull();
  });
});

describe('pause and resume', () => {
  it('are deeds of the same kind, without a checklist', async () => {
    const night = world();
    const paused = await night.end('pause');
    night.dts.change(dtsTask(), { stage: 'paused', status: 'Suspending' });
    await night.watchFor(2);
    expect((await night.read(paused.id)).state).toBe('ended');
    const resumed = await night.end('resume');
    night.dts.change(dtsTask(), { stage: 'running', status: 'Synchronizing' });
    await night.watchFor(2);
    expect((await night.read(resumed.id)).state).toBe('ended');
    expect(night.dts.sends.map(({ action }) => action)).toEqual(['pause', 'resume']);
    expect(await night.checklistsDue()).toEqual([]);
  });

  it('keep others off the task while they are under way', async () => {
    const night = world();
    const { id } = await night.end('pause');
    expect(await night.ask('terminate')).toMatchObject({ kind: 'refused', ending: id });
  });

  it('do not hold a task that has ended meanwhile', async () => {
    const night = world();
    const { id } = await night.end('pause');
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(2);
    expect(await night.read(id)).toMatchObject({ state: 'failed', why: /is over \(Finished\)/ });
    expect(await night.checklistsDue()).toEqual([]);
  });

  it('do not hold a task that fails again: force stays possible', async () => {
    const night = world();
    night.drs.change(drsTask(), { stage: 'failed', status: 'INCRE_TRANSFER_FAILED' });
    const { id } = await night.end('resume', 'DRS-shop-prod');
    await night.watchFor(3, MINUTE);
    expect((await night.read(id)).state, 'the old state may still be shown').toBe('ending');
    await night.watchFor(3, MINUTE);
    expect(await night.read(id)).toMatchObject({ state: 'failed', why: /INCRE_TRANSFER_FAILED/ });
    expect((await night.ask('force-terminate', 'DRS-shop-prod')).kind).toBe('plan');
  });

  it('ask a person when they do not come about, and let the task be ended', async () => {
    const night = world();
    const { id } = await night.end('pause');
    await night.watchFor(31, MINUTE);
    expect(await night.read(id)).toMatchObject({ state: 'needs-human', why: /still Synchronizing/ });
    expect(await night.plan()).toMatchObject({ earlier: id });
  });
});

describe('release', () => {
  async function released() {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    return { night, ...(await night.end('release')) };
  }

  it('is over when the task is not found twice, and has a checklist', async () => {
    const { night, id } = await released();
    await night.watchFor(2);
    expect((await night.read(id)).state).toBe('ending');
    night.dts.tasks.clear();
    await night.watchFor(2);
    expect((await night.read(id)).state).toBe('ended');
    expect(await night.checklistsDue()).toEqual([id]);
  });

  it('is over when a Finished task stays listed for five minutes after it was taken', async () => {
    const { night, id } = await released();
    await night.watchFor(29);
    expect((await night.read(id)).state).toBe('ending');
    await night.watchFor(2);
    expect((await night.read(id)).state).toBe('ended');
  });

  it('is over when a paused task is listed as Finished', async () => {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'paused', status: 'Suspending' });
    const { id } = await night.end('release');
    await night.watchFor(40);
    expect((await night.read(id)).state).toBe('ending');
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    await night.watchFor(2);
    expect((await night.read(id)).state).toBe('ended');
  });

  it('takes no time for proof when nobody knows whether it was taken', async () => {
    const night = world();
    night.dts.change(dtsTask(), { stage: 'ended', status: 'Finished' });
    night.dts.answers = [UNKNOWN];
    const { id } = await night.end('release');
    await night.watchFor(70);
    expect((await night.read(id)).state).toBe('needs-human');
  });
});

describe('an ordinary stop that hangs', () => {
  async function hanging() {
    const night = world();
    const { id } = await night.end('terminate', 'DRS-shop-prod');
    night.drs.change(drsTask(), { stage: 'ending', status: 'RELEASE_RESOURCE_STARTED' });
    return { night, id };
  }

  it('may be replaced by force after an hour, and not before', async () => {
    const { night, id } = await hanging();
    await night.watchFor(59, MINUTE);
    expect(await night.ask('force-terminate', 'DRS-shop-prod')).toMatchObject({
      kind: 'refused',
      ending: id,
      ways: [{ kind: 'advice', text: /Wait/ }],
    });
    night.pass(MINUTE);
    const plan = await night.plan('force-terminate', 'DRS-shop-prod');
    expect(plan.supersedes).toBe(id);
    expect((await night.read(id)).state, 'a plan changes nothing').toBe('ending');
  });

  it('gives its task to the forced one that a person confirmed', async () => {
    const { night, id } = await hanging();
    night.pass(HOUR);
    const forced = await night.press((await night.plan('force-terminate', 'DRS-shop-prod')).id);
    expect(forced).toMatchObject({ state: 'ending', supersedes: id });
    expect(await night.read(id)).toMatchObject({ state: 'needs-human', why: /hung/ });
    expect(night.drs.sends.map(({ action }) => action)).toEqual(['terminate', 'force-terminate']);
    expect(await night.ask('terminate', 'DRS-shop-prod')).toMatchObject({
      kind: 'refused',
      ending: forced.id,
    });
  });

  it('is never forced by itself', async () => {
    const { night } = await hanging();
    await night.watchFor(50, HOUR);
    expect(night.drs.sends.map(({ action }) => action)).toEqual(['terminate']);
  });

  it('may be forced again when the first force came to nothing', async () => {
    const { night } = await hanging();
    night.pass(HOUR);
    night.drs.answers = [REFUSED];
    const forced = await night.press((await night.plan('force-terminate', 'DRS-shop-prod')).id);
    expect(forced.state).toBe('failed');
    const again = await night.press((await night.plan('force-terminate', 'DRS-shop-prod')).id);
    expect(again.state).toBe('ending');
  });

  it('is no proof that a force with unknown outcome was taken', async () => {
    const { night } = await hanging();
    night.pass(HOUR);
    night.drs.answers = [UNKNOWN];
    const forced = await night.press((await night.plan('force-terminate', 'DRS-shop-prod')).id);
    await night.watchFor(70);
    expect((await night.read(forced.id)).state).toBe('needs-human');
    expect((await night.ask('force-terminate', 'DRS-shop-prod')).kind).toBe('plan');
  });

  it('is not replaced by any other action', async () => {
    const { night } = await hanging();
    night.pass(2 * HOUR);
    for (const action of ['terminate', 'pause', 'resume'] as const)
      expect((await night.ask(action, 'DRS-shop-prod')).kind).toBe('refused');
  });

  it('loses its task to one of two who force it at once', async () => {
    const { night } = await hanging();
    night.pass(HOUR);
    const [mine, yours] = [
      await night.plan('force-terminate', 'DRS-shop-prod'),
      await night.plan('force-terminate', 'DRS-shop-prod', BOB),
    ];
    await Promise.all([
      night.lifecycle.confirm({ id: mine.id, actor: ALICE, typed: null }),
      night.lifecycle.confirm({ id: yours.id, actor: BOB, typed: null }),
    ]);
    expect(night.drs.sends.filter(({ action }) => action === 'force-terminate')).toHaveLength(1);
  });
});
