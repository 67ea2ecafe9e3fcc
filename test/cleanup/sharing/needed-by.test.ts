import { describe, expect, it } from 'vitest';
import type { Place } from '../../../src/cleanup/leftovers/place.ts';
import { named } from '../../../src/cleanup/sharing/judge-item.ts';
import { isLiving, livingOf } from '../../../src/cleanup/sharing/living.ts';
import { keptReadOnlyBy, neededBy } from '../../../src/cleanup/sharing/needed-by.ts';
import type { Looked } from '../../../src/lifecycle/ports.ts';
import { type Endpoint, type Stage, type Task, titleOf } from '../../../src/lifecycle/task.ts';
import { drsFacts, drsTask, dtsTask, endpoint } from '../../lifecycle/tasks.ts';
import { noRight } from '../desk.ts';

describe('the names of tasks in a sentence', () => {
  it('are joined as people do, and counted where they are many', () => {
    expect(named(['a'])).toBe('a');
    expect(named(['a', 'b', 'c'])).toBe('a, b and c');
    expect(named(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'])).toBe('a, b, c, d, e, f and 2 more');
  });
});

const RDS: Place = { kind: 'database', product: 'RDS', region: 'cn-hangzhou', instanceId: 'rm-bp1162' };
const ECS: Place = { kind: 'machine', region: 'cn-hangzhou', instanceId: 'i-bp1x', blocks: [] };
const RULES: Place = { kind: 'rules', region: 'eu-de', addresses: ['80.158.10.20'], ports: ['3306'] };
const ENDED = dtsTask({ stage: 'ended', status: 'Finished' });
const OTHER_END = endpoint({ instanceId: 'rm-other' });
const NOTHING = endpoint({ instanceId: null, address: null });

function living(tasks: readonly Task[], silent: readonly string[] = []) {
  const looked: Looked[] = [
    { account: 'prod-cn', region: 'cn-hangzhou', problem: null },
    ...silent.map((region) => ({ account: 'prod-cn', region, problem: noRight('dts:DescribeDtsJobs') })),
  ];
  return livingOf([{ tasks, looked }], 0);
}

/** The names of those that need the place, and whether there are doubts. */
function asked(place: Place, tasks: readonly Task[], knownAs: readonly string[] = [], ended = ENDED) {
  const { by, doubts } = neededBy(place, knownAs, ended, living(tasks));
  return { by: by.map((name) => name.split(' ')[0]), doubts };
}

function feed(overrides: Partial<Task>): Task {
  return dtsTask({
    taskId: 'crm',
    name: 'crm',
    instanceId: null,
    source: OTHER_END,
    destination: OTHER_END,
    ...overrides,
  });
}

const STAGES: readonly [Stage, boolean][] = [
  ['creating', true],
  ['create-failed', true],
  ['configuring', true],
  ['waiting', true],
  ['starting', true],
  ['start-failed', true],
  ['full-load', true],
  ['running', true],
  ['retrying', true],
  ['failed', true],
  ['paused', true],
  ['changing', true],
  ['change-failed', true],
  ['repairing', true],
  ['repair-failed', true],
  ['locked', true],
  ['ending', true],
  ['end-failed', true],
  ['unknown', true],
  ['sub-task', true],
  ['ended', false],
  ['gone', false],
];

describe('a task that uses the same database', () => {
  it.each(STAGES)('and is %s needs it: %s', (stage, needs) => {
    expect(asked(RDS, [feed({ source: endpoint(), stage })]).by).toEqual(needs ? ['crm'] : []);
  });

  it.each<[string, Partial<Task>]>([
    ['in another account', { source: endpoint(), account: 'dev-cn' }],
    ['in another region', { source: endpoint(), region: 'ap-southeast-1' }],
    ['on its destination', { destination: endpoint() }],
    ['in the other direction', { destination: endpoint(), direction: 'reverse', twoWay: true }],
    ['as change tracking', { source: endpoint(), kind: 'change-tracking' }],
    ['as a migration', { source: endpoint(), kind: 'migration' }],
    ['in another case', { source: endpoint({ instanceId: 'RM-BP1162' }) }],
    ['with blanks around its id', { source: endpoint({ instanceId: ' rm-bp1162 ' }) }],
    ['of another cloud account', { source: endpoint({ foreignAccount: '123' }) }],
    ['and is not configured yet', { source: endpoint(), stage: 'configuring' }],
  ])('needs it: %s', (_, overrides) => {
    expect(asked(RDS, [feed(overrides)])).toEqual({ by: ['crm'], doubts: [] });
  });

  it.each<[string, Partial<Task>, boolean]>([
    ['no database in common', {}, false],
    [
      'it as the destination of change tracking, which has none',
      { kind: 'change-tracking', destination: endpoint() },
      false,
    ],
    ['an id that only begins alike', { source: endpoint({ instanceId: 'rm-bp11620' }) }, false],
    ['an id that is the beginning', { source: endpoint({ instanceId: 'rm-bp116' }) }, false],
  ])('does not need it with %s', (_, overrides, needs) => {
    expect(asked(RDS, [feed(overrides)]).by).toEqual(needs ? ['crm'] : []);
  });

  it('needs it even where it is the ended task itself: who is listed as living, lives', () => {
    expect(asked(RDS, [dtsTask({ stage: 'ending' })]).by).toEqual(['orders-prod']);
  });

  it('is told with its region and stage', () => {
    const task = feed({ source: endpoint(), region: 'cn-shanghai', stage: 'paused', status: 'Suspending' });
    expect(neededBy(RDS, [], ENDED, living([task])).by).toEqual(['crm (cn-shanghai, paused)']);
  });

  it('counts once, however many of its ends use it', () => {
    expect(asked(RDS, [feed({ source: endpoint(), destination: endpoint() })]).by).toEqual(['crm']);
  });
});

describe('a task that uses the same database by an address', () => {
  const by = (address: string): Partial<Task> => ({
    source: endpoint({ place: 'public-address', instanceId: null, address }),
  });
  const KNOWN = ['10.0.0.5', 'rm-bp1162.mysql.rds.aliyuncs.com', 'orders.example.com'];

  it.each([
    ['its private address', '10.0.0.5', true],
    ['its name in the cloud', 'rm-bp1162.mysql.rds.aliyuncs.com', true],
    ['that name in capitals', 'RM-BP1162.mysql.rds.aliyuncs.com', true],
    ['a name of its own', 'orders.example.com', true],
    ['another address', '10.0.0.50', false],
    ['another name', 'rm-other.mysql.rds.aliyuncs.com', false],
    ['a name that holds its id further on', 'proxy.rm-bp1162.example.com', false],
    ['its id alone, which is no name', 'rm-bp1162', false],
  ])('%s: needs it', (_, address, needs) => {
    expect(asked(RDS, [feed(by(address))], KNOWN).by).toEqual(needs ? ['crm'] : []);
  });

  it('is known by the name that begins with the id, although the cloud told no names', () => {
    for (const name of ['rm-bp1162.mysql.rds.aliyuncs.com', 'rm-bp1162po.mysql.rds.aliyuncs.com'])
      expect(asked(RDS, [feed(by(name))]).by).toEqual(['crm']);
  });

  it('is blocked rather than missed where a longer id begins alike, which ids of one length never do', () => {
    expect(asked(RDS, [feed(by('rm-bp1162xyz.mysql.rds.aliyuncs.com'))]).by).toEqual(['crm']);
  });

  it('is known by the address with which the ended task itself reached the instance', () => {
    const ended = { ...ENDED, source: endpoint({ address: '172.16.0.9' }) };
    expect(asked(RDS, [feed(by('172.16.0.9'))], [], ended).by).toEqual(['crm']);
  });

  it('of a machine counts too', () => {
    expect(asked(ECS, [feed(by('10.0.0.5'))], ['10.0.0.5']).by).toEqual(['crm']);
    expect(asked(ECS, [feed({ source: endpoint({ instanceId: 'i-bp1x' }) })]).by).toEqual(['crm']);
  });
});

describe('what nobody can be sure of', () => {
  it.each<[string, Partial<Task>, boolean]>([
    ['a task that shows neither id nor address of an end', { source: NOTHING }, true],
    ['blanks for an address', { destination: { ...NOTHING, address: ' ' } }, true],
    ['change tracking that hides its source', { kind: 'change-tracking', source: NOTHING }, true],
    ['change tracking without a destination', { kind: 'change-tracking', destination: NOTHING }, false],
    ['a task that is being made', { source: NOTHING, stage: 'creating' }, false],
    ['a task that could not be made', { source: NOTHING, stage: 'create-failed' }, false],
    ['a task that nobody has configured', { source: NOTHING, stage: 'configuring' }, false],
    ['a task that hides its ends and is over', { source: NOTHING, stage: 'ended' }, false],
  ])('%s', (_, overrides, doubtful) => {
    const { by, doubts } = asked(RDS, [feed(overrides)]);
    expect(by).toEqual([]);
    expect(doubts.map((doubt) => doubt.replace(/ \(.*\)/, ''))).toEqual(
      doubtful ? ['crm does not show which databases it uses'] : [],
    );
  });

  it('is no doubt of its own where the other end shows that it is needed', () => {
    expect(asked(RDS, [feed({ source: endpoint(), destination: NOTHING })])).toEqual({
      by: ['crm'],
      doubts: [],
    });
  });

  it('is every region that did not answer, by name', () => {
    const { doubts } = neededBy(RDS, [], ENDED, living([], ['cn-beijing', 'me-east-1']));
    expect(doubts).toEqual(['cn-beijing (prod-cn) did not answer', 'me-east-1 (prod-cn) did not answer']);
  });

  it('is not whether a security group is empty: the cloud itself tells', () => {
    const group: Place = { kind: 'security-group', region: 'cn-hangzhou', groupId: 'sg', groupName: 'DTS' };
    expect(neededBy(group, [], ENDED, living([feed({ source: NOTHING })], ['cn-beijing']))).toEqual({
      by: [],
      doubts: [],
    });
  });
});

describe('a rule for the address of a replication instance', () => {
  const other = (drs: Partial<NonNullable<Task['drs']>>, more: Partial<Task> = {}) =>
    drsTask({
      taskId: 'other',
      name: 'other',
      drs: drsFacts({ replicationPublicIp: null, replicationPrivateIp: null, ...drs }),
      ...more,
    });

  it.each<[string, Task, boolean]>([
    ['was given the public address after the end', other({ replicationPublicIp: '80.158.10.20' }), true],
    ['has it as its private address', other({ replicationPrivateIp: '80.158.10.20' }), true],
    ['brought it as its own', other({ ownPublicIps: ['80.158.10.20'] }), true],
    ['has it in another project', other({ replicationPublicIp: '80.158.10.20' }, { account: 'otc2' }), true],
    ['has another one', other({ replicationPublicIp: '80.158.10.2' }), false],
    ['had it and is over', other({ replicationPublicIp: '80.158.10.20' }, { stage: 'ended' }), false],
    ['reads the same databases from another address', other({ replicationPublicIp: '80.1.1.1' }), false],
  ])('is needed by a task that %s', (_, task, needs) => {
    expect(asked(RULES, [task], [], drsTask({ stage: 'ended' }))).toEqual({
      by: needs ? ['other'] : [],
      doubts: [],
    });
    const eip: Place = { kind: 'elastic-ip', region: 'eu-de', address: '80.158.10.20', own: false };
    expect(asked(eip, [task], [], drsTask({ stage: 'ended' })).by).toEqual(needs ? ['other'] : []);
  });

  it.each<[Stage, boolean]>([
    ['running', true],
    ['failed', true],
    ['creating', false],
    ['create-failed', false],
  ])('is doubtful where a task that is %s shows no address: %s', (stage, doubtful) => {
    const { by, doubts } = asked(RULES, [other({}, { stage })], [], drsTask({ stage: 'ended' }));
    expect(by).toEqual([]);
    expect(doubts).toHaveLength(doubtful ? 1 : 0);
  });
});

describe('a destination that is read-only', () => {
  const at = (destination: Partial<Endpoint>, destinationReadOnly: boolean | null) =>
    drsTask({
      taskId: 'other',
      name: 'other',
      destination: endpoint(destination),
      drs: drsFacts({ destinationReadOnly }),
    });
  const same = { instanceId: drsTask().destination.instanceId };

  it.each<[string, Task, boolean]>([
    ['set it so', at(same, true), true],
    ['does not show whether it did', at(same, null), true],
    ['did not set it so', at(same, false), false],
    ['writes to another database', at({ instanceId: 'else' }, true), false],
  ])('is kept so by a living task that %s', (_, task, keeps) => {
    expect(keptReadOnlyBy(drsTask(), living([task])).by).toHaveLength(keeps ? 1 : 0);
  });

  it('is told apart by its address where it has no id', () => {
    const outside = { instanceId: null, address: '198.51.100.7' };
    const ended = drsTask({ destination: endpoint(outside) });
    expect(keptReadOnlyBy(ended, living([at(outside, true)])).by).toHaveLength(1);
    expect(
      keptReadOnlyBy(ended, living([at({ instanceId: null, address: '198.51.100.8' }, true)])).by,
    ).toEqual([]);
  });

  it('is doubtful where a region is silent', () => {
    expect(keptReadOnlyBy(drsTask(), living([], ['eu-nl'])).doubts).toEqual([
      'eu-nl (prod-cn) did not answer',
    ]);
  });
});

describe('a part of another task', () => {
  it.each([
    ['INCRE_TRANSFER_STARTED', true],
    ['PAUSING', true],
    ['SOMETHING_NEW', true],
    ['RELEASE_RESOURCE_COMPLETE', false],
    ['DELETED', false],
  ])('lives or not by its own raw status: %s %s', (status, lives) => {
    expect(isLiving(drsTask({ stage: 'sub-task', status }))).toBe(lives);
  });

  it('lives on DTS, whatever its status', () => {
    expect(isLiving(dtsTask({ stage: 'sub-task', status: 'Finished' }))).toBe(true);
  });
});

describe('who was asked', () => {
  it('is told in one line, with who did not answer', () => {
    const two = living([feed({}), feed({ stage: 'ended' })], ['cn-beijing']);
    expect(two.searched).toBe('2 regions, 1 account, 2 tasks; no answer from cn-beijing (prod-cn)');
    expect(two.tasks.map(titleOf)).toEqual(['crm']);
  });

  it('is told shortly where very many did not answer, or none did', () => {
    const regions = Array.from({ length: 9 }, (_, at) => `r${at}`);
    expect(living([], regions).searched).toMatch(
      /; no answer from r0 \(prod-cn\), .*r5 \(prod-cn\) and 3 more$/,
    );
    const looked: Looked[] = [{ account: 'prod-cn', region: 'cn-beijing', problem: noRight('x') }];
    expect(livingOf([{ tasks: [], looked }], 0).searched).toMatch(/; none of them answered$/);
  });
});
