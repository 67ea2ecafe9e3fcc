import type { Ending } from '../../src/lifecycle/ending.ts';
import { fingerprintOf } from '../../src/lifecycle/fingerprint.ts';
import type { Endpoint, Task } from '../../src/lifecycle/task.ts';

export function endpoint(differences: Partial<Endpoint> = {}): Endpoint {
  return {
    engine: 'MySQL',
    place: 'cloud-instance',
    product: 'RDS',
    instanceId: 'rm-bp1162',
    instanceName: null,
    address: null,
    port: '3306',
    region: 'cn-hangzhou',
    user: 'dtstest',
    foreignAccount: null,
    ...differences,
  };
}

export function task(differences: Partial<Task> = {}): Task {
  return {
    provider: 'alibaba-dts',
    account: 'prod-cn',
    region: 'cn-hangzhou',
    taskId: 'i03e3zty16i',
    instanceId: 'dtsi03e3zty16i',
    direction: 'forward',
    name: 'orders-prod',
    kind: 'synchronisation',
    status: 'Synchronizing',
    stage: 'running',
    twoWay: false,
    other: null,
    load: 'full-and-incremental',
    fullLoad: 'complete',
    source: endpoint(),
    destination: endpoint({ product: 'PolarDB', engine: 'PolarDB', instanceId: 'pc-bp1imr' }),
    createdAt: '2026-03-16T08:01:19Z',
    finishedAt: null,
    billing: 'pay-as-you-go',
    expiresAt: null,
    lag: { milliseconds: 0 },
    trouble: null,
    drs: null,
    readAt: Date.UTC(2026, 10, 21, 2, 43, 0),
    ...differences,
  };
}

export function drsTask(differences: Partial<Task> = {}): Task {
  return task({
    provider: 'drs',
    account: 'otc',
    region: 'eu-de',
    taskId: '5b0c1d2e-77aa-4c10-9f3e-0a1b2c3jb101',
    instanceId: null,
    name: 'DRS-shop-prod',
    kind: 'migration',
    status: 'INCRE_TRANSFER_STARTED',
    billing: 'not-shown',
    source: endpoint({
      place: 'public-address',
      product: null,
      instanceId: null,
      address: '203.0.113.20',
      user: 'drs_src',
    }),
    destination: endpoint({ instanceId: 'e05a3679in01', instanceName: 'rds-shop', user: 'root' }),
    drs: {
      replicationPrivateIp: '192.168.0.229',
      replicationPublicIp: '80.158.10.20',
      ownPublicIps: [],
      networkType: 'eip',
      securityGroupId: 'd90c971b',
      vpcId: '65f0391c',
      destinationReadOnly: true,
      configurationFailed: false,
      engineType: 'mysql',
      jobDirection: 'up',
    },
    ...differences,
  });
}

export function ending(differences: Partial<Ending> = {}): Ending {
  const of = differences.task ?? task();
  const action = differences.action ?? 'terminate';
  const at = Date.UTC(2026, 10, 21, 2, 43, 17);
  return {
    id: 'e1',
    confirmationId: 'c1',
    action,
    task: of,
    fingerprint: fingerprintOf(action, of),
    state: 'ending',
    since: at,
    requester: { userId: 'U0ALICE', teamId: 'T1', channelId: 'C1' },
    reason: 'cut-over INC-4711',
    confirmedAt: at,
    approvalsNeeded: 0,
    approvers: ['S0LEADS'],
    approvals: [],
    approvalExpiresAt: null,
    pressAgain: false,
    decidedBy: null,
    call: { operation: 'StopDtsJob', parameters: { DtsJobId: of.taskId } },
    tries: [{ at, outcome: { kind: 'accepted', requestId: '01B6F25' } }],
    requestId: '01B6F25',
    answeredAt: at,
    readings: [],
    stillThere: 0,
    slow: false,
    byUs: true,
    why: null,
    earlier: null,
    supersedes: null,
    ...differences,
  };
}
