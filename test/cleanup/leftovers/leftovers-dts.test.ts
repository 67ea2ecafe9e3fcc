import { describe, expect, it } from 'vitest';
import { leftoversOf } from '../../../src/cleanup/leftovers/leftovers.ts';
import type { Task } from '../../../src/lifecycle/task.ts';
import { dtsTask, endpoint } from '../../lifecycle/tasks.ts';

function itemsOf(task: Task) {
  return leftoversOf(task, 'terminate');
}

/** An item with its title, todo and details in one text. */
function textOf(task: Task, part: RegExp): string {
  const item = itemsOf(task).find(({ title }) => part.test(title));
  if (item === undefined) throw new Error(`no item ${part} but ${itemsOf(task).map(({ title }) => title)}`);
  return [item.title, item.todo, ...item.details].join('\n');
}

const ECS = endpoint({ place: 'cloud-machine', product: 'ECS', instanceId: 'i-bp1x' });
const ELSEWHERE = endpoint({
  place: 'public-address',
  product: null,
  instanceId: null,
  address: '203.0.113.40',
});
const LINE = endpoint({ place: 'private-line', product: null, instanceId: null, address: '10.0.0.9' });
const HIDDEN = endpoint({ place: 'not-shown', product: null, instanceId: null, engine: null });

describe('what a DTS end leaves', () => {
  it('is the whitelists of both database instances and the database users', () => {
    expect(itemsOf(dtsTask()).map(({ title, state }) => `${state}: ${title}`)).toEqual([
      'could-not-look: whitelists of rm-bp1162 (RDS MySQL), the source',
      'could-not-look: whitelists of pc-bp1imr (PolarDB MySQL), the destination',
      'by-hand: database users of the task',
    ]);
  });

  it('names whitelists by the word of the manual, and those that are never touched', () => {
    const text = textOf(dtsTask(), /whitelists.*source/);
    expect(text).toMatch(/whose names contain "dts", hidden ones too; nothing else/);
    expect(text).toMatch(/Never touch: default, ali_dms_group, hdm_security_ips, rds_replica_group/);
    expect(text).toMatch(/no other living task uses this database/);
  });

  it('is the security groups of an ECS instance, by the word of the manual', () => {
    const text = textOf(dtsTask({ source: ECS }), /security groups of i-bp1x/);
    expect(text).toMatch(/whose names contain "DTS" from this ECS instance/);
    expect(text).toMatch(/several machines/);
  });

  it.each([
    ['at a public address', ELSEWHERE, '203.0.113.40'],
    ['behind a line', LINE, '10.0.0.9'],
  ] as const)('is the firewall of a database %s, with the blocks to be asked', (_, source, address) => {
    const item = itemsOf(dtsTask({ source })).find(({ title }) => title.startsWith('firewall'));
    expect(item).toMatchObject({
      title: `firewall of ${address}, the source`,
      todo: expect.stringMatching(/^Remove the address blocks of DTS servers from its security settings\./),
      blocksOf: 'source',
      state: 'by-hand',
    });
    const there = itemsOf(dtsTask({ destination: source })).find(({ title }) => title.startsWith('firewall'));
    expect(there?.blocksOf).toBe('destination');
  });

  it('is a could-not-look where DTS does not show where a side lives', () => {
    const item = itemsOf(dtsTask({ destination: HIDDEN })).find(({ title }) => title.startsWith('access'));
    expect(item).toMatchObject({
      state: 'could-not-look',
      why: 'DTS does not show where the destination lives',
    });
  });

  it('warns that a PostgreSQL source must let DTS in until its slot is gone', () => {
    const source = endpoint({ engine: 'PostgreSQL', instanceId: 'pgm-1' });
    const task = dtsTask({ source });
    expect(textOf(task, /whitelists of pgm-1/)).toMatch(/Not before the task is released, or the slot query/);
    expect(textOf(task, /replication slot on pgm-1/)).toMatch(/LIKE 'dts_sync_%'/);
    expect(itemsOf(task).filter(({ isSlot }) => isSlot)).toMatchObject([
      { title: 'replication slot on pgm-1', state: 'by-hand', urgent: true },
    ]);
    expect(textOf(task, /destination/)).not.toMatch(/slot/);
  });

  it('says in the item itself what must be so before access is closed', () => {
    const todoOf = (task: Task) =>
      itemsOf(task).find(({ title }) => title.startsWith('whitelists') && title.includes('source'))?.todo;
    expect(todoOf(dtsTask())).toMatch(/First make sure that no other living task uses this database\.$/);
    expect(todoOf(dtsTask({ twoWay: true }))).toMatch(
      /both directions have ended, and that no other living task/,
    );
    const source = endpoint({ engine: 'PostgreSQL', instanceId: 'pgm-1' });
    expect(todoOf(dtsTask({ source }))).toMatch(
      /uses this database, and that its replication slot is gone\.$/,
    );
  });

  it('has no slot where the source is none of PostgreSQL', () => {
    const task = dtsTask({ destination: endpoint({ engine: 'PostgreSQL' }) });
    expect(itemsOf(task).some(({ title, isSlot }) => isSlot || title.includes('slot'))).toBe(false);
  });

  it('is the heartbeat table of DTS in a PostgreSQL source, with what to type', () => {
    const task = dtsTask({ source: endpoint({ engine: 'PostgreSQL', instanceId: 'pgm-1' }) });
    expect(textOf(task, /heartbeat table.*pgm-1/)).toMatch(/DROP TABLE IF EXISTS dts_postgres_heartbeat;/);
    expect(itemsOf(dtsTask()).some(({ title }) => title.includes('heartbeat'))).toBe(false);
  });

  it.each([
    ['PostgreSQL to PostgreSQL', 'PostgreSQL', 'PostgreSQL', 'synchronisation', true],
    ['PostgreSQL to MySQL', 'PostgreSQL', 'MySQL', 'synchronisation', false],
    ['MySQL to PostgreSQL', 'MySQL', 'PostgreSQL', 'synchronisation', false],
    ['change tracking of PostgreSQL', 'PostgreSQL', 'PostgreSQL', 'change-tracking', false],
  ] as const)('asks for the sequences of the destination after %s: %5$s', (_, from, to, kind, asked) => {
    const task = dtsTask({
      kind,
      source: endpoint({ engine: from }),
      destination: endpoint({ engine: to, instanceId: 'pgm-2' }),
    });
    const found = itemsOf(task).filter(({ title }) => title === 'sequences on pgm-2');
    expect(found.map(({ urgent }) => urgent)).toEqual(asked ? [true] : []);
  });

  it.each([
    ['that people run themselves', ELSEWHERE, true],
    ['on a machine of the cloud', ECS, true],
    ['of the cloud', endpoint(), false],
    ['of another kind', endpoint({ ...ELSEWHERE, engine: 'Oracle' }), false],
  ] as const)('asks for the database "test" in a MySQL %s: %3$s', (_, source, asked) => {
    expect(itemsOf(dtsTask({ source })).some(({ title }) => title.startsWith('database "test"'))).toBe(asked);
  });

  it('names the owner of a database in another cloud account', () => {
    const source = endpoint({ foreignAccount: '1234567890' });
    expect(textOf(dtsTask({ source }), /source/)).toMatch(/cloud account 1234567890: its owner must do it/);
  });

  it.each([
    [
      'an instance of the cloud',
      endpoint({ region: 'cn-shanghai' }),
      { kind: 'database', product: 'RDS', region: 'cn-shanghai', instanceId: 'rm-bp1162' },
    ],
    ['an instance that shows no region', endpoint({ region: null }), null],
    ['a machine', ECS, { kind: 'machine', region: 'cn-hangzhou', instanceId: 'i-bp1x', blocks: [] }],
    ['an instance of another cloud account', endpoint({ foreignAccount: '1234567890' }), null],
    ['an instance without a product', endpoint({ product: null }), null],
    ['an instance without an id', endpoint({ instanceId: null }), null],
    ['a database at a public address', ELSEWHERE, null],
    ['a database behind a line', LINE, null],
    ['a database that is not shown', HIDDEN, null],
  ] as const)('is looked for at %s, or left to people', (_, source, place) => {
    const [first] = itemsOf(dtsTask({ source }));
    expect(first?.place).toEqual(place);
    if (place !== null)
      expect(first).toMatchObject({ state: 'could-not-look', why: 'I have not looked yet' });
  });

  it.each([
    ['region', endpoint({ region: null }), 'DTS does not show in which region it is'],
    ['id', endpoint({ instanceId: null }), 'DTS does not show which instance it is'],
  ])('could not be looked for where DTS shows no %s, and nothing is guessed', (_, source, why) => {
    expect(itemsOf(dtsTask({ source }))[0]).toMatchObject({ place: null, state: 'could-not-look', why });
  });

  it('of change tracking is on the source only', () => {
    const titles = itemsOf(dtsTask({ kind: 'change-tracking', destination: HIDDEN })).map(
      ({ title }) => title,
    );
    expect(titles.some((title) => title.includes('destination'))).toBe(false);
    expect(titles.some((title) => title.includes('source'))).toBe(true);
  });

  it('names the users it logged in with, on which side', () => {
    expect(textOf(dtsTask(), /database users/)).toMatch(
      /dtstest on the source, rm-bp1162\ndtstest on the destination/,
    );
    const one = dtsTask({ destination: endpoint({ user: null }) });
    expect(itemsOf(one).map(({ title }) => title)).toContain('database user of the task');
    const none = dtsTask({ source: endpoint({ user: '' }), destination: endpoint({ user: null }) });
    expect(itemsOf(none).some(({ title }) => title.includes('user'))).toBe(false);
  });
});
