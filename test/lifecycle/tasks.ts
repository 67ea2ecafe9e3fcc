import type { DrsFacts, Endpoint, Task } from '../../src/lifecycle/task.ts';

export const READ_AT = Date.parse('2026-11-21T00:42:50Z');

export function endpoint(overrides: Partial<Endpoint> = {}): Endpoint {
  return {
    engine: 'MySQL',
    place: 'cloud-instance',
    product: 'RDS',
    instanceId: 'rm-bp1162',
    instanceName: null,
    address: null,
    port: null,
    region: 'cn-hangzhou',
    user: 'dtstest',
    foreignAccount: null,
    ...overrides,
  };
}

/** A one-way DTS synchronisation that runs: RDS MySQL to PolarDB, pay-as-you-go. */
export function dtsTask(overrides: Partial<Task> = {}): Task {
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
    destination: endpoint({ instanceId: 'pc-bp1imr', product: 'PolarDB' }),
    createdAt: '2026-03-16T08:00:00.000Z',
    finishedAt: null,
    billing: 'pay-as-you-go',
    expiresAt: null,
    lag: { milliseconds: 0 },
    trouble: null,
    drs: null,
    tags: {},
    readAt: READ_AT,
    ...overrides,
  };
}

export function drsFacts(overrides: Partial<DrsFacts> = {}): DrsFacts {
  return {
    replicationPrivateIp: '192.168.0.229',
    replicationPublicIp: '80.158.10.20',
    ownPublicIps: [],
    networkType: 'eip',
    securityGroupId: 'd90c971b-4b9d-402c-9c59-5c239389b8dd',
    vpcId: null,
    destinationReadOnly: true,
    configurationFailed: false,
    engineType: 'mysql',
    jobDirection: 'up',
    ...overrides,
  };
}

/** A DRS migration that carries changes over: MySQL at a public address to RDS. */
export function drsTask(overrides: Partial<Task> = {}): Task {
  return {
    ...dtsTask(),
    provider: 'drs',
    account: 'otc',
    region: 'eu-de',
    taskId: '5b0c1d2e-77aa-4c10-9f3e-0a1b2c3jb101',
    instanceId: null,
    name: 'DRS-shop-prod',
    kind: 'migration',
    status: 'INCRE_TRANSFER_STARTED',
    stage: 'running',
    source: endpoint({
      place: 'public-address',
      product: null,
      instanceId: null,
      address: '203.0.113.20',
      port: '3306',
      region: null,
      user: 'drs_src',
    }),
    destination: endpoint({
      instanceId: 'e05a3679efe241d8b5dee80b17c1a863in01',
      instanceName: 'rds-shop',
      region: 'eu-de',
      user: 'root',
    }),
    billing: 'not-shown',
    drs: drsFacts(),
    ...overrides,
  };
}

/** A direction of a two-way synchronisation between rm-a and pc-b, which runs both ways. */
export function twoWayTask(direction: Task['direction'], overrides: Partial<Task> = {}): Task {
  const [a, b] = [endpoint({ instanceId: 'rm-a' }), endpoint({ instanceId: 'pc-b', product: 'PolarDB' })];
  const forward = direction === 'forward';
  return dtsTask({
    taskId: forward ? 'twoway0for1' : 'twoway0rev1',
    instanceId: 'dtstwoway0',
    name: 'ledger-both',
    direction,
    twoWay: true,
    other: { taskId: forward ? 'twoway0rev1' : 'twoway0for1', stage: 'running', status: 'Synchronizing' },
    source: forward ? a : b,
    destination: forward ? b : a,
    ...overrides,
  });
}
