import { describe, expect, it } from 'vitest';
import { leftoversOf } from '../../../src/cleanup/leftovers/leftovers.ts';
import { READ_ONLY } from '../../../src/cleanup/leftovers/leftovers-drs.ts';
import type { Action, Task } from '../../../src/lifecycle/task.ts';
import { drsFacts, drsTask, endpoint } from '../../lifecycle/tasks.ts';

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
      'rules that name 80.158.10.20 or 192.168.0.229',
      'firewall of 203.0.113.20 (MySQL), the source',
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

  it('looks for the rules that name exactly the addresses of the replication instance, and warns of wider ones', () => {
    const { place, state, text, urgent } = itemOf(drsTask(), /^rules that name/);
    expect(place).toEqual({
      kind: 'rules',
      region: 'eu-de',
      addresses: ['80.158.10.20', '192.168.0.229'],
      ports: ['3306'],
    });
    expect(state).toBe('could-not-look');
    expect(urgent).toBe(true);
    expect(text).toContain('name exactly 80.158.10.20/32 or 192.168.0.229/32, the replication instance');
    expect(text).toMatch(/0\.0\.0\.0\/0/);
  });

  it.each([
    ['neither', null, null, []],
    ['one', '3306', null, ['3306']],
    ['the same twice', '3306', '3306', ['3306']],
    ['two', '5432', '3306', ['5432', '3306']],
    ['an empty one', '', '3306', ['3306']],
  ] as const)('looks for wider rules by the ports of both databases: %s', (_, from, to, ports) => {
    const task = drsTask();
    const place = itemOf(
      {
        ...task,
        source: { ...task.source, port: from },
        destination: { ...task.destination, port: to },
      },
      /^rules that name/,
    ).place;
    expect(place).toMatchObject({ kind: 'rules', ports });
  });

  it('is a firewall of its own where a database lies outside this cloud, which only its owner can look at', () => {
    const item = itemOf(drsTask(), /firewall of 203\.0\.113\.20.*source/);
    expect(item).toMatchObject({ state: 'could-not-look', why: 'outside this cloud', place: null });
    expect(item.text).toMatch(/exactly 80\.158\.10\.20\/32 or 192\.168\.0\.229\/32.*nothing wider/);
    expect(item.text).toMatch(/pg_hba\.conf/);
    expect(titlesOf(drsTask()).some((title) => /firewall.*destination/.test(title))).toBe(false);
  });

  it('could not look where the addresses are not known any more', () => {
    const drs = drsFacts({ replicationPrivateIp: null, replicationPublicIp: null });
    for (const task of [drsTask({ drs }), drsTask({ drs: null })]) {
      expect(itemOf(task, /^rules for the replication instance/)).toMatchObject({
        state: 'could-not-look',
        why: "DRS did not show the replication instance's addresses",
        place: null,
      });
      expect(itemOf(task, /^firewall/).text).toMatch(/exactly the replication instance's address in/);
      expect(titlesOf(task).some((title) => title.startsWith('automatic'))).toBe(false);
    }
  });

  it('looks whether public addresses of your own are still there, one by one, and leaves them to you', () => {
    const task = drsTask({ drs: drsFacts({ ownPublicIps: ['80.158.10.98', '80.158.10.99'] }) });
    const own = leftoversOf(task, 'terminate').filter(({ title }) => title.startsWith('your own'));
    expect(own.map(({ place }) => place)).toEqual([
      { kind: 'elastic-ip', region: 'eu-de', address: '80.158.10.98', own: true },
      { kind: 'elastic-ip', region: 'eu-de', address: '80.158.10.99', own: true },
    ]);
    expect(own[0]?.todo).toMatch(/stays yours and is billed/);
    expect(titlesOf(task).some((title) => title.startsWith('automatic'))).toBe(false);
  });

  it('looks whether an automatic address is gone, and says what becomes of it', () => {
    expect(itemOf(drsTask(), /automatic/)).toMatchObject({
      urgent: true,
      place: { kind: 'elastic-ip', region: 'eu-de', address: '80.158.10.20', own: false },
      text: expect.stringMatching(/next owner passes every rule/),
    });
  });

  it('marks the read-only destination, so that every look asks who else keeps it so', () => {
    expect(itemOf(drsTask(), /^read-only destination rds-shop/)).toMatchObject({
      key: READ_ONLY,
      place: null,
      urgent: true,
      text: expect.stringMatching(/every task that set it read-only has ended[\s\S]*global\.read_only/),
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
