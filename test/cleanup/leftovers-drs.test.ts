import { describe, expect, it } from 'vitest';
import { leftoversOf } from '../../src/cleanup/leftovers.ts';
import type { Action, Task } from '../../src/lifecycle/task.ts';
import { drsFacts, drsTask, endpoint } from '../lifecycle/tasks.ts';

function titlesOf(task: Task, action: Action = 'terminate'): string[] {
  return leftoversOf(task, action).map(({ title }) => title);
}

function itemOf(task: Task, part: RegExp, action: Action = 'terminate') {
  const item = leftoversOf(task, action).find(({ title }) => part.test(title));
  if (item === undefined) throw new Error(`no item ${part} but ${titlesOf(task, action)}`);
  return { ...item, text: [item.title, item.todo, ...item.details].join('\n') };
}

const POSTGRES = {
  kind: 'synchronisation',
  source: endpoint({ engine: 'PostgreSQL' }),
  drs: drsFacts({ engineType: 'postgresql' }),
} as const;

describe('what a DRS end leaves', () => {
  it('is the objects, both sides of the network, the addresses, the destination, the users and the record', () => {
    expect(titlesOf(drsTask())).toEqual([
      'triggers',
      'events',
      'rules on the source, 203.0.113.20 (MySQL)',
      'rules on the destination, rds-shop (RDS MySQL)',
      'security group d90c971b-4b9d-402c-9c59-5c239389b8dd of the replication instance',
      'automatic public address 80.158.10.20',
      'read-only destination rds-shop',
      'database users of the task',
      'the task record of DRS-shop-prod',
    ]);
  });

  it('after the ordinary stop of a migration: triggers and events to compare, and the status of events to set', () => {
    expect(itemOf(drsTask(), /triggers/)).toMatchObject({
      urgent: false,
      text: expect.stringMatching(/Compare both sides/),
    });
    expect(itemOf(drsTask(), /events/).text).toMatch(/on\/off status is never carried/);
  });

  it('after a forced end: triggers and events to create, urgently', () => {
    for (const part of [/triggers/, /events/])
      expect(itemOf(drsTask(), part, 'force-terminate')).toMatchObject({
        urgent: true,
        text: expect.stringMatching(/NOT carried over.*before the application writes[\s\S]*SHOW CREATE/),
      });
  });

  it('after the end of disaster recovery: never carried', () => {
    const recovery = drsTask({
      kind: 'disaster-recovery',
      drs: drsFacts({ engineType: 'cloudDataGuard-mysql' }),
    });
    expect(itemOf(recovery, /triggers/)).toMatchObject({
      urgent: true,
      text: expect.stringMatching(/NOT carried/),
    });
  });

  it('after the stop of a MySQL synchronisation: nothing is promised', () => {
    const text = itemOf(drsTask({ kind: 'synchronisation' }), /triggers/).text;
    expect(text).toMatch(/Nothing promises/);
    expect(text).not.toMatch(/were NOT/);
  });

  it('knows the engine by the task where the source does not show it', () => {
    const task = (engineType: string) =>
      drsTask({ source: endpoint({ engine: null }), drs: drsFacts({ engineType }) });
    for (const engineType of ['mysql', 'mysql-to-taurus', 'cloudDataGuard-mysql'])
      expect(titlesOf(task(engineType))).toContain('triggers');
    for (const engineType of ['postgresql', 'mongodb', 'oracle-to-mysql'])
      expect(titlesOf(task(engineType))).not.toContain('triggers');
  });

  it('after a forced end of PostgreSQL: slot, sequences and the role', () => {
    const task = drsTask(POSTGRES);
    const forced = leftoversOf(task, 'force-terminate').filter(({ urgent }) => urgent);
    expect(forced.map(({ title }) => title)).toEqual(
      expect.arrayContaining([
        'replication slot on the source',
        'sequences on the destination',
        'session_replication_role',
      ]),
    );
    expect(itemOf(task, /slot/, 'force-terminate').text).toMatch(/pg_drop_replication_slot/);
    expect(titlesOf(task).some((title) => /slot|sequences|role/.test(title))).toBe(false);
  });

  it('names exactly the addresses of the replication instance, and asks for wider rules', () => {
    const { details, state } = itemOf(drsTask(), /rules on the source/);
    expect(details.slice(0, 2)).toEqual([
      'public address 80.158.10.20/32',
      'private address 192.168.0.229/32',
    ]);
    expect(details[2]).toMatch(/0\.0\.0\.0\/0/);
    expect(state).toBe('by-hand');
    expect(itemOf(drsTask(), /rules on the source/).text).toContain(
      'name exactly 80.158.10.20/32 or 192.168.0.229/32, the replication instance',
    );
  });

  it('could not look where the addresses are not known any more', () => {
    const drs = drsFacts({ replicationPrivateIp: null, replicationPublicIp: null });
    for (const task of [drsTask({ drs }), drsTask({ drs: null })]) {
      expect(itemOf(task, /rules on the source/)).toMatchObject({
        state: 'could-not-look',
        why: "DRS did not show the replication instance's addresses",
      });
      expect(titlesOf(task).some((title) => title.startsWith('automatic'))).toBe(false);
    }
  });

  it('leaves public addresses of your own to you', () => {
    const task = drsTask({ drs: drsFacts({ ownPublicIps: ['80.158.10.99'] }) });
    expect(itemOf(task, /your own public addresses/)).toMatchObject({ details: ['80.158.10.99'] });
    expect(titlesOf(task).some((title) => title.startsWith('automatic'))).toBe(false);
  });

  it('says what becomes of an automatic address', () => {
    expect(itemOf(drsTask(), /automatic/)).toMatchObject({
      urgent: true,
      text: expect.stringMatching(/next owner passes every rule/),
    });
  });

  it('asks for the destination only where DRS set it read-only', () => {
    for (const destinationReadOnly of [false, null])
      expect(
        titlesOf(drsTask({ drs: drsFacts({ destinationReadOnly }) })).some((title) =>
          title.startsWith('read-only'),
        ),
      ).toBe(false);
  });

  it('ends with the record, which still holds credentials', () => {
    for (const task of [drsTask(), drsTask(POSTGRES), drsTask({ drs: null })]) {
      const last = leftoversOf(task, 'terminate').at(-1);
      expect(last?.title).toMatch(/task record/);
      expect(last?.todo).toMatch(/database credentials.*save the evidence/);
    }
  });
});
