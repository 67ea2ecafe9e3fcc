import { describe, expect, it } from 'vitest';
import { drsTask, dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { HOUR, MALLORY, person } from '../../lifecycle/world.ts';
import { desk, gate, group, item, noRight, rule, states, titles } from '../desk.ts';

const PLACE = 'database/cn-hangzhou/rm-bp1162';

describe('a first look', () => {
  it('closes an item where nothing is found, and keeps the number and the place', async () => {
    const { open, now } = desk();
    const checklist = await open(dtsTask());
    const first = item(checklist, 'rm-bp1162 (RDS MySQL), the source');
    expect(first).toMatchObject({
      id: `${checklist.id}.1`,
      state: 'gone',
      why: null,
      leftover: null,
      seenAt: now(),
      removal: null,
      place: { kind: 'database', instanceId: 'rm-bp1162' },
    });
  });

  it('does not take a database for gone that a living task uses', async () => {
    const { open, dts } = desk();
    dts.missing.add(PLACE);
    dts.living = [dtsTask({ taskId: 'other', name: 'crm-feed' })];
    expect(item(await open(dtsTask()), 'rm-bp1162')).toMatchObject({
      state: 'could-not-look',
      why: 'this key does not see it, but crm-feed (cn-hangzhou, running) uses it',
    });
  });

  it('gives each of several groups its own item, with numbers that never change', async () => {
    const { open, dts, pass, tend, read } = desk();
    const one = group('rm-bp1162', 'dts_one');
    const two = group('rm-bp1162', 'dts_two', { attribute: 'hidden' });
    const three = group('rm-bp1162', 'DTS_one', { networkType: 'Classic' });
    dts.leftovers = [one, two];
    const checklist = await open(dtsTask());
    expect(titles(checklist)).toBe(
      [
        'open whitelist dts_one on rm-bp1162, VPC, 2 address blocks',
        'gone whitelists of pc-bp1imr (PolarDB MySQL), the destination',
        'by-hand database users of the task',
        'open hidden whitelist dts_two on rm-bp1162, VPC, 2 address blocks',
      ].join(' | '),
    );
    dts.leftovers = [three, two];
    pass(HOUR);
    await tend();
    const later = await read(checklist.id);
    expect(later.items.slice(0, 4).map(({ id }) => id)).toEqual(checklist.items.map(({ id }) => id));
    expect(states(later)).toEqual(['gone', 'gone', 'by-hand', 'open', 'open']);
    expect(later.items[4]).toMatchObject({ id: `${checklist.id}.5`, leftover: { name: 'DTS_one' } });
  });

  it('keeps the same name on both networks apart', async () => {
    const { open, dts } = desk();
    dts.leftovers = ['VPC', 'Classic'].map((networkType) => group('rm-bp1162', 'dts_a', { networkType }));
    const checklist = await open(dtsTask());
    expect(item(checklist, 'dts_a on rm-bp1162, VPC').state).toBe('open');
    expect(item(checklist, 'dts_a on rm-bp1162, Classic').state).toBe('open');
  });

  it('shows the whole value, as it would be put back', async () => {
    const { open, dts } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a', { attribute: 'hidden' })];
    expect(item(await open(dtsTask()), 'dts_a').details.slice(0, 2)).toEqual([
      'Marked: hidden, VPC.',
      '100.104.52.0/24,100.104.61.128/26',
    ]);
  });

  it('counts a group that lets nobody in as neutralised', async () => {
    const { open, dts } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a', { addresses: '127.0.0.1' })];
    expect(item(await open(dtsTask()), 'dts_a')).toMatchObject({
      state: 'neutralised',
      why: expect.stringMatching(/lets nobody in/),
    });
  });

  it.each(['default', 'rds_default', 'ali_dms_group', 'HDM_security_ips', 'rds_replica_group', 'orders_app'])(
    'leaves the group %s to people, whatever a cloud says that it found',
    async (name) => {
      const { open, dts, cleanup } = desk();
      dts.leftovers = [group('rm-bp1162', name)];
      const checklist = await open(dtsTask());
      const found = item(checklist, name);
      expect(found).toMatchObject({
        state: 'by-hand',
        why: 'it is not for this task alone by its name or address',
      });
      expect(
        await cleanup.askRemoval({ checklistId: checklist.id, itemId: found.id, actor: person('UALICE') }),
      ).toMatchObject({ kind: 'refused' });
    },
  );

  it('leaves to people what a cloud only reports, loudly where it is urgent', async () => {
    const { open, dts } = desk();
    const todo = 'Find its owner.';
    dts.reports.set(PLACE, [
      { key: 'wide', title: '0.0.0.0/0 in default', todo, details: ['group default'], urgent: true },
      { key: 'block', title: '100.104.0.0/16 in app', todo, details: [], urgent: false },
    ]);
    const checklist = await open(dtsTask());
    expect(item(checklist, '0.0.0.0/0')).toMatchObject({
      state: 'by-hand',
      urgent: true,
      todo,
      details: ['group default'],
      leftover: null,
    });
    expect(item(checklist, '100.104.0.0/16')).toMatchObject({ state: 'by-hand', urgent: false });
  });

  it('closes a report that is not reported any more', async () => {
    const { open, dts, pass, tend, read } = desk();
    dts.reports.set(PLACE, [
      { key: 'wide', title: '0.0.0.0/0 in app', todo: 'x', details: [], urgent: true },
    ]);
    const { id } = await open(dtsTask());
    dts.reports.clear();
    pass(HOUR);
    await tend();
    expect(item(await read(id), '0.0.0.0/0').state).toBe('gone');
  });

  it.each([
    ['database', dtsTask(), PLACE, 'rm-bp1162 (RDS MySQL), the source', 'not-applicable'],
    [
      'machine',
      dtsTask({ source: endpoint({ place: 'cloud-machine', product: 'ECS', instanceId: 'i-1' }) }),
      'machine/cn-hangzhou/i-1',
      'security groups of i-1',
      'not-applicable',
    ],
    ['public address', drsTask(), 'elastic-ip/eu-de/80.158.10.20', 'automatic public address', 'gone'],
  ] as const)('of a %s that does not exist any more says so', async (_, task, place, title, state) => {
    const { open, dts, drs } = desk();
    for (const cloud of [dts, drs]) cloud.missing.add(place);
    expect(item(await open(task), title)).toMatchObject({ state });
  });

  it('that the key has no right for could not look, and names the right', async () => {
    const { open, dts } = desk();
    dts.blind.set(PLACE, noRight('rds:DescribeDBInstanceIPArrayList'));
    expect(item(await open(dtsTask()), 'rm-bp1162 (RDS MySQL), the source')).toMatchObject({
      state: 'could-not-look',
      why: 'the key may not (the account lacks the right rds:DescribeDBInstanceIPArrayList)',
    });
  });

  it('writes which item became what, and where other tasks were sought', async () => {
    const { open, dts, store } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    await open(dtsTask());
    expect(store.audit.filter(({ type }) => type === 'checklist.looked')).toMatchObject([
      {
        changes: [
          {
            item: expect.stringContaining('dts_a'),
            from: 'could-not-look',
            to: 'open',
            before: null,
            leftover: { name: 'dts_a' },
          },
          { from: 'could-not-look', to: 'gone' },
        ],
        searched: '1 region, 1 account, 0 tasks; all answered',
      },
    ]);
  });
});

describe('a look again', () => {
  it('is for whoever may read, and asks afresh who lives', async () => {
    const { open, cleanup, dts, policy, pass } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const { id: checklistId } = await open(dtsTask());
    pass(1);
    dts.living = [dtsTask({ taskId: 'new', name: 'new-feed' })];
    const asked = dts.asked.every;
    const outcome = await cleanup.lookAgain({ checklistId, actor: MALLORY });
    if (outcome.kind !== 'done') throw new Error(outcome.why);
    expect(dts.asked.every).toBe(asked + 1);
    expect(item(outcome.checklist, 'dts_a').state).toBe('blocked');
    policy.readers = new Set();
    expect(await cleanup.lookAgain({ checklistId, actor: MALLORY })).toMatchObject({ kind: 'refused' });
    expect(await cleanup.lookAgain({ checklistId: 'k9', actor: MALLORY })).toMatchObject({ kind: 'refused' });
  });

  it.each([
    ['open', []],
    ['blocked', [dtsTask({ taskId: 'crm' })]],
  ])('that fails makes an item that was %s "could not look", and closes nothing', async (state, living) => {
    const { open, cleanup, dts, read } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    dts.living = living;
    const checklist = await open(dtsTask());
    expect(item(checklist, 'dts_a').state).toBe(state);
    dts.blind.set(PLACE, noRight('rds:DescribeDBInstanceIPArrayList'));
    await cleanup.lookAgain({ checklistId: checklist.id, actor: MALLORY });
    expect(item(await read(checklist.id), 'dts_a')).toMatchObject({
      state: 'could-not-look',
      leftover: { name: 'dts_a' },
    });
  });

  it('that fails re-opens nothing', async () => {
    const { open, cleanup, dts, read, told } = desk();
    dts.leftovers = [group('pc-bp1imr', 'dts_b', { addresses: '127.0.0.1', product: 'PolarDB' })];
    const checklist = await open(dtsTask());
    for (const id of ['rm-bp1162', 'pc-bp1imr'])
      dts.blind.set(`database/cn-hangzhou/${id}`, noRight('x:Describe'));
    await cleanup.lookAgain({ checklistId: checklist.id, actor: MALLORY });
    expect(states(await read(checklist.id))).toEqual(['gone', 'neutralised', 'by-hand']);
    expect(await told()).toEqual([]);
  });

  it('finds a value that changed, and shows what it is now', async () => {
    const { open, cleanup, dts, read, store } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await open(dtsTask());
    dts.leftovers = [group('rm-bp1162', 'dts_a', { addresses: '100.104.52.0/24' })];
    await cleanup.lookAgain({ checklistId: checklist.id, actor: MALLORY });
    expect(item(await read(checklist.id), 'dts_a')).toMatchObject({
      title: 'whitelist dts_a on rm-bp1162, VPC, 1 address block',
      leftover: { addresses: '100.104.52.0/24' },
    });
    expect(store.audit.at(-1)).toMatchObject({
      type: 'checklist.looked',
      changes: [
        {
          before: { addresses: '100.104.52.0/24,100.104.61.128/26' },
          leftover: { addresses: '100.104.52.0/24' },
        },
      ],
    });
  });

  it('that was begun before something newer was learnt changes nothing of that', async () => {
    const { open, cleanup, dts, read, remove, pass } = desk();
    dts.leftovers = [group('rm-bp1162', 'dts_a')];
    const checklist = await open(dtsTask());
    pass(1000);
    const see = dts.see.bind(dts);
    const [slow, held] = [gate(), gate()];
    dts.see = async (place) => {
      const answer = await see(place);
      slow.open();
      await held.opened;
      return answer;
    };
    const late = cleanup.lookAgain({ checklistId: checklist.id, actor: MALLORY });
    await slow.opened; // it has seen the group
    dts.see = see;
    pass(1000);
    await remove(checklist, 'dts_a');
    pass(1000);
    held.open();
    await late;
    expect(item(await read(checklist.id), 'dts_a').state).toBe('gone');
  });
});

describe('rules for a replication instance', () => {
  it('are found by exactly its address, and each is an item of its own', async () => {
    const { open, drs } = desk();
    drs.leftovers = [rule('80.158.10.20/32'), rule('192.168.0.229'), rule('0.0.0.0/0')];
    const checklist = await open(drsTask());
    expect(item(checklist, 'from 80.158.10.20/32')).toMatchObject({
      state: 'open',
      title: 'rule tcp 3306 from 80.158.10.20/32 in shop-db',
    });
    expect(item(checklist, 'from 192.168.0.229').state).toBe('open');
    expect(item(checklist, 'from 0.0.0.0/0').state).toBe('by-hand');
  });
});

describe('a rule for an address of the replication instance', () => {
  it('is urgent where it names the public one, whose next owner it lets in, in whichever order they are found', async () => {
    const { open, drs } = desk();
    const [own, shared] = ['192.168.0.229', '80.158.10.20/32'];
    for (const found of [
      [own, shared],
      [shared, own],
    ]) {
      drs.leftovers = found.map((remote) => rule(remote));
      const checklist = await open(drsTask({ taskId: `found-${found[0]}` }));
      expect(item(checklist, 'from 80.158.10.20/32').urgent).toBe(true);
      expect(item(checklist, 'from 192.168.0.229').urgent).toBe(false);
    }
  });
});

describe('a destination that DRS set read-only', () => {
  const OTHER = drsTask({ taskId: 'other', name: 'DRS-other', source: endpoint({ instanceId: 'x' }) });

  it.each([
    ['a living task keeps it so is blocked', [OTHER], [], 'blocked'],
    ['nobody keeps it so is for a person to check', [], [], 'by-hand'],
    ['a region is silent is unknown', [], ['eu-nl'], 'unknown'],
  ] as const)('where %s', async (_, living, silent, state) => {
    const { open, drs } = desk();
    drs.living = [...living];
    drs.looked = silent.map((region) => ({ account: 'otc', region, problem: noRight('drs:list') }));
    expect(item(await open(drsTask()), 'read-only destination').state).toBe(state);
  });

  it('is a person to check again when the last task that kept it so is over', async () => {
    const { open, drs, tend, pass, read, told } = desk();
    drs.living = [OTHER];
    const { id, items } = await open(drsTask());
    expect(items.find(({ key }) => key === 'read-only')?.why).toMatch(/DRS-other .* may keep it read-only/);
    drs.living = [];
    pass(HOUR);
    await tend();
    expect(item(await read(id), 'read-only destination')).toMatchObject({ state: 'by-hand', why: null });
    expect(await told()).toEqual([
      expect.stringMatching(/^No other task keeps it so any more: read-only destination/),
    ]);
  });
});
