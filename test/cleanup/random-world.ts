import type { Leftover } from '../../src/cleanup/leftovers/leftover.ts';
import type { CallOutcome } from '../../src/lifecycle/ports.ts';
import type { Endpoint, Provider, Stage, Task } from '../../src/lifecycle/task.ts';
import { drsFacts, drsTask, dtsTask, endpoint } from '../lifecycle/tasks.ts';
import { group, rule } from './desk.ts';
import type { Random } from './random.ts';

const STAGES: readonly Stage[] = [
  'creating',
  'create-failed',
  'configuring',
  'waiting',
  'starting',
  'full-load',
  'running',
  'failed',
  'paused',
  'locked',
  'ending',
  'end-failed',
  'sub-task',
  'unknown',
  'ended',
  'gone',
];
const NAMES = [
  'dts_a',
  'DTS',
  'rdsdts_orders',
  'app_dts_old',
  'default',
  'ali_dms_group',
  'hdm_security_ips',
  'rds_replica_group',
  'orders_app',
];
const REMOTES = [
  '80.158.10.20/32',
  '80.158.10.20',
  '192.168.0.229/32',
  '80.158.10.20/24',
  '80.158.10.2/32',
  '0.0.0.0/0',
  '::/0',
  'sg-other',
];
/** What the clouds tell for the two databases of the ended DTS task. */
export const KNOWN_AS: Readonly<Record<string, readonly string[]>> = {
  'rm-bp1162': ['10.0.0.5', 'orders.example.com'],
  'pc-bp1imr': ['10.0.0.6'],
};
/** The addresses of the ended DRS task. */
export const ADDRESSES = ['80.158.10.20', '192.168.0.229'];

export function endedTask(provider: Provider): Task {
  return provider === 'drs' ? drsTask() : dtsTask();
}

function anEnd(random: Random): Endpoint {
  const [instanceId, address] = random.pick([
    ['rm-bp1162', null],
    ['PC-bp1imr', null],
    [null, '10.0.0.5'],
    [null, '10.0.0.6'],
    [null, 'ORDERS.example.com'],
    [null, 'rm-bp1162.mysql.rds.aliyuncs.com'],
    ['rm-other', null],
    ['rm-another', null],
    ['pc-other', null],
    ['rm-bp11', null],
    [null, '198.51.100.7'],
    ['rm-other', '10.0.0.9'],
    [null, '203.0.113.77'],
    [null, null],
  ] as const);
  return endpoint({ instanceId, address });
}

export function aTask(random: Random, provider: Provider): Task {
  const more = {
    taskId: `t${random.below(1_000_000)}`,
    name: random.pick(['crm', 'billing', 'two words', null]),
    stage: random.pick(STAGES),
    region: random.pick(['cn-hangzhou', 'ap-southeast-1']),
    account: random.pick(['prod-cn', 'dev-cn']),
    direction: random.pick(['forward', 'reverse'] as const),
  };
  if (provider === 'alibaba-dts') {
    const kind = random.pick(['migration', 'synchronisation', 'change-tracking'] as const);
    return dtsTask({ ...more, kind, source: anEnd(random), destination: anEnd(random) });
  }
  const address = () =>
    random.pick([
      ...ADDRESSES,
      '80.158.10.77',
      '80.158.10.78',
      '80.158.10.2',
      '192.168.9.9',
      '192.168.9.8',
      null,
    ]);
  const drs = drsFacts({
    replicationPublicIp: address(),
    replicationPrivateIp: address(),
    ownPublicIps: random.some(1, () => random.pick(['80.158.10.20', '80.158.10.88'])),
  });
  return drsTask({ ...more, region: 'eu-de', account: 'otc', status: 'INCRE_TRANSFER_STARTED', drs });
}

export function aLeftover(random: Random, provider: Provider): Leftover {
  if (provider === 'drs') {
    const [remote, ports] = [random.pick(REMOTES), random.pick(['3306', '22', null])];
    return rule(remote, { ports, ruleId: `r-${remote}-${ports}`, raw: { remote, ports } });
  }
  return group(random.pick(Object.keys(KNOWN_AS)), random.pick(NAMES), {
    attribute: random.pick(['', 'hidden']),
    networkType: random.pick(['VPC', 'Classic']),
    addresses: random.pick(['100.104.52.0/24', '100.104.52.0/24,10.1.1.1', '127.0.0.1']),
  });
}

/** How a call comes out; most are accepted. */
export function anAnswer(random: Random): CallOutcome {
  const no = { kind: 'refused', message: 'no', requestId: null, permission: null } as const;
  return random.pick<CallOutcome>([
    ...Array.from({ length: 5 }, (): CallOutcome => ({ kind: 'accepted', requestId: 'X' })),
    ...Array.from({ length: 3 }, (): CallOutcome => ({ ...no, code: 'InvalidSecurityIPs.NotFound' })),
    { ...no, code: 'Forbidden.RAM' },
    { kind: 'unknown', why: 'reset', requestId: null },
    { kind: 'throttled', code: 'Throttling', retryAfterMs: 1000 },
    { kind: 'not-sent', why: 'no route' },
  ]);
}

/** May this ever be in a call, by the words of the manuals? Written apart from what it tests. */
export function mayBeTouched(leftover: Leftover): boolean {
  switch (leftover.kind) {
    case 'whitelist-group': {
      const name = leftover.name.toLowerCase();
      const others = ['default', 'ali_dms_group', 'hdm_security_ips', 'rds_replica_group'];
      return name.includes('dts') && !others.includes(name);
    }
    case 'rule':
      return ADDRESSES.some((one) => leftover.remote === one || leftover.remote === `${one}/32`);
    case 'membership':
    case 'empty-group':
      return leftover.groupName.toLowerCase().includes('dts');
  }
}

/** Does this task need it? Written apart from what it tests. */
export function needs(task: Task, leftover: Leftover): boolean {
  if (task.stage === 'ended' || task.stage === 'gone') return false;
  if (leftover.kind === 'rule') {
    const one = leftover.remote.replace('/32', '');
    const { replicationPublicIp, replicationPrivateIp, ownPublicIps = [] } = task.drs ?? drsFacts();
    return [replicationPublicIp, replicationPrivateIp, ...ownPublicIps].includes(one);
  }
  if (leftover.kind !== 'whitelist-group') return false;
  const id = leftover.instanceId;
  const names = [...(KNOWN_AS[id] ?? []), `${id}.mysql.rds.aliyuncs.com`];
  const ends = task.kind === 'change-tracking' ? [task.source] : [task.source, task.destination];
  return ends.some(
    (end) =>
      end.instanceId?.toLowerCase() === id ||
      (end.address !== null && names.includes(end.address.toLowerCase())),
  );
}

/** Does this task keep from us what it needs? Written apart from what it tests. */
export function hides(task: Task, provider: Provider): boolean {
  if (['ended', 'gone', 'creating', 'create-failed'].includes(task.stage)) return false;
  if (provider === 'drs') {
    const { replicationPublicIp, replicationPrivateIp, ownPublicIps = [] } = task.drs ?? drsFacts();
    return replicationPublicIp === null && replicationPrivateIp === null && ownPublicIps.length === 0;
  }
  const ends = task.kind === 'change-tracking' ? [task.source] : [task.source, task.destination];
  return task.stage !== 'configuring' && ends.some((end) => end.instanceId === null && end.address === null);
}
