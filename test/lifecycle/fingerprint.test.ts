import { describe, expect, it } from 'vitest';
import { differences, FINGERPRINT_FIELDS, fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import type { Task } from '../../src/lifecycle/task.ts';
import { drsTask, dtsTask, endpoint, twoWayTask } from './tasks.ts';

const shown = dtsTask();

/** What each change of a task is called when it voids a plan; `null` may drift. Every field of a task is here. */
const CHANGES: Readonly<Record<keyof Task, readonly [Partial<Task>, readonly string[]]>> = {
  provider: [{ provider: 'drs' }, ['Provider']],
  account: [{ account: 'test-cn' }, ['Account']],
  region: [{ region: 'cn-shanghai' }, ['Region']],
  taskId: [{ taskId: 'other' }, ['Task id']],
  instanceId: [{ instanceId: 'dtsother' }, ['Instance id']],
  name: [{ name: 'orders-old' }, ['Name']],
  kind: [{ kind: 'migration' }, []], // follows from the id; the rules judge again by themselves
  source: [{ source: endpoint({ instanceId: 'rm-other' }) }, ['Source']],
  destination: [{ destination: endpoint({ port: '3307' }) }, ['Destination']],
  createdAt: [{ createdAt: '2026-11-20T00:00:00.000Z' }, ['Creation time']],
  stage: [{ stage: 'failed' }, ['State']],
  billing: [{ billing: 'subscription' }, ['Billing']],
  twoWay: [{ twoWay: true }, ['Direction']],
  direction: [{ direction: 'reverse' }, []], // of a one-way task it is only the cloud's word
  status: [{ status: 'synchronizing' }, []], // the stage counts, not its spelling
  other: [{ other: { taskId: 'x', stage: 'ended', status: 'Finished' } }, []],
  load: [{ load: 'incremental' }, []],
  fullLoad: [{ fullLoad: 'not-shown' }, []],
  finishedAt: [{ finishedAt: '2026-11-21T00:00:00.000Z' }, []],
  expiresAt: [{ expiresAt: '2026-12-31T00:00:00.000Z' }, []],
  tags: [{ tags: { env: 'test' } }, []], // the rules judge again by themselves
  lag: [{ lag: { milliseconds: 99_000 } }, []],
  trouble: [{ trouble: { code: null, text: 'x', reads: 1 } }, []],
  drs: [{ drs: drsTask().drs }, []],
  readAt: [{ readAt: 1 }, []],
};

describe('the fingerprint', () => {
  it.each(Object.entries(CHANGES))('compares, or lets drift, %s', (_, [change, labels]) => {
    const found = differences(
      fingerprintOf('terminate', shown),
      fingerprintOf('terminate', { ...shown, ...change }),
    );
    expect(found.map(({ label }) => label)).toEqual(labels);
  });

  it('is bound to the action', () => {
    expect(differences(fingerprintOf('pause', shown), fingerprintOf('terminate', shown))).toEqual([
      { label: 'Action', shown: 'pause', now: 'terminate' },
    ]);
  });

  it('names a two-way task that has switched its direction in the console', () => {
    const before = twoWayTask('forward');
    const after = { ...before, source: before.destination, destination: before.source };
    expect(
      differences(fingerprintOf('terminate', before), fingerprintOf('terminate', after)).map(
        ({ label }) => label,
      ),
    ).toEqual(['Source', 'Destination']);
  });

  it('binds a field that the cloud does not show as "not shown"', () => {
    const hidden = dtsTask({ name: null, createdAt: null, instanceId: null });
    expect(fingerprintOf('terminate', hidden)).toMatchObject({ name: 'not shown', createdAt: 'not shown' });
    expect(differences(fingerprintOf('terminate', hidden), fingerprintOf('terminate', hidden))).toEqual([]);
    const [name] = differences(fingerprintOf('terminate', hidden), fingerprintOf('terminate', shown)).filter(
      ({ label }) => label === 'Name',
    );
    expect(name).toEqual({ label: 'Name', shown: 'not shown', now: 'orders-prod' });
  });

  it('counts a field that one side lacks as a difference', () => {
    const now = fingerprintOf('terminate', shown);
    const { billing: _, ...old } = now;
    expect(differences(old, now).map(({ label }) => label)).toEqual(['Billing']);
  });

  it('holds no database user and no figure that moves', () => {
    const text = JSON.stringify(fingerprintOf('terminate', shown));
    expect(text).not.toContain('dtstest');
  });

  it('has a reason for each field', () => {
    for (const field of FINGERPRINT_FIELDS) expect(field.why.length, field.key).toBeGreaterThan(10);
    expect(new Set(FINGERPRINT_FIELDS.map(({ key }) => key)).size).toBe(FINGERPRINT_FIELDS.length);
  });
});
