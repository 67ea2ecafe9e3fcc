import { ProviderError } from '../../../lifecycle/ports.ts';
import type { Endpoint, Task } from '../../../lifecycle/task.ts';
import { eachOnce, type ReadAsked, type ReadTier } from '../../examination.ts';
import { directionWord } from '../calls.ts';
import type { DtsClient } from '../client.ts';
import { readGroups, readReferences } from '../network/ecs/groups.ts';
import { readInterfaces } from '../network/ecs/interfaces.ts';
import { readMachine } from '../network/ecs/machines.ts';
import { leftoverRules } from '../network/ecs/rules.ts';
import { saysNotThere } from '../network/refusals.ts';
import type { Engine, Instance } from '../network/whitelists/engine.ts';
import { EVERY_ENGINE, enginesFor } from '../network/whitelists/engines.ts';
import type { Rpc } from '../rpc.ts';

/** With what an account is asked. */
export interface Asking {
  readonly rpc: Rpc;
  readonly client: DtsClient;
  readonly regions: readonly string[];
}

/** How people call the products. */
const PEOPLES_WORDS: Readonly<Record<string, string>> = {
  rds: 'RDS',
  polardb: 'PolarDB',
  dds: 'MongoDB',
  'r-kvstore': 'Tair or Redis',
  adb: 'AnalyticDB for MySQL',
  gpdb: 'AnalyticDB for PostgreSQL',
  polardbx: 'PolarDB-X',
  clickhouse: 'ClickHouse',
};

/** So many instances of a product are tried until one is there. */
const MOST_TRIED = 3;

/** Refuses a list without the one that was asked for: with rights to some things only, ECS shows the others as not there. */
function shown<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length > 0) return rows;
  throw new ProviderError('not-found', 'it is not shown');
}

/** Asks one thing; a missing right is known from the cloud's word for it, and from nothing else. */
async function came(ask: () => Promise<unknown>): Promise<ReadAsked['came']> {
  try {
    await ask();
    return { kind: 'allowed' };
  } catch (thrown) {
    if (!(thrown instanceof ProviderError)) throw thrown;
    if (thrown.permission !== null) return { kind: 'missing', right: thrown.permission };
    // No manual says that the right is judged before the thing is looked for, so this tells nothing.
    const isGone = thrown.kind === 'not-found' || saysNotThere(thrown);
    if (isGone) return { kind: 'not-known', why: 'what was asked about is not there' };
    if (thrown.kind !== 'rejected') return { kind: 'failed', problem: thrown };
    return { kind: 'not-known', why: `the cloud refused the question (${thrown.code ?? 'without a code'})` };
  }
}

function endsOf(tasks: readonly Task[]): readonly (Endpoint & Instance)[] {
  return tasks
    .flatMap((task) => [task.source, task.destination].map((end) => ({ end, region: task.region })))
    .flatMap(({ end, region }) =>
      end.instanceId === null || end.foreignAccount !== null
        ? []
        : [{ ...end, instanceId: end.instanceId, region: end.region ?? region }],
    );
}

/** Databases that the API may know, each once. */
function instancesOf(engine: Engine, tasks: readonly Task[]): readonly Instance[] {
  const mine = endsOf(tasks).filter(({ place, product, instanceId }) => {
    if (place !== 'cloud-instance' || product === null) return false;
    try {
      return enginesFor({ product, instanceId }).includes(engine);
    } catch {
      return false; // a product whose whitelist cannot be looked at
    }
  });
  return [...new Map(mine.map((one) => [one.instanceId, one])).values()];
}

async function askEngine({ rpc }: Asking, engine: Engine, tasks: readonly Task[]): Promise<ReadAsked[]> {
  const { product, version } = engine.api;
  const instances = instancesOf(engine, tasks).slice(0, MOST_TRIED);
  return Promise.all(
    [engine.groups, engine.state, engine.names].map(async (question): Promise<ReadAsked> => {
      const { operation } = question({ region: '', instanceId: '' });
      const right = `${product}:${operation}`;
      const asked = { right, tier: 'look' as const };
      let last: ReadAsked['came'] = {
        kind: 'not-used',
        why: `no task uses ${PEOPLES_WORDS[engine.api.product]}`,
      };
      for (const instance of instances) {
        const { parameters, schema } = question(instance);
        last = await came(async () => {
          const call = { product, version, operation, region: instance.region, parameters };
          const body = await rpc.read(call, `answer ${operation}`, 'background');
          if (!schema.safeParse(body).success)
            throw new ProviderError('unexpected-answer', `${operation} answers in another shape`);
        });
        if (last.kind !== 'not-known') break;
      }
      return { ...asked, came: last };
    }),
  );
}

const LOOKS = {
  machine: 'ecs:DescribeInstances',
  interfaces: 'ecs:DescribeNetworkInterfaces',
  groups: 'ecs:DescribeSecurityGroups',
  rules: 'ecs:DescribeSecurityGroupAttribute',
  references: 'ecs:DescribeSecurityGroupReferences',
} as const;

async function machineOf(rpc: Rpc, region: string, id: string) {
  const machine = await readMachine(rpc, region, id, 'background');
  return machine === null ? [] : [machine];
}

/** The machine of a task, its interfaces, and the first of its security groups, each asked as the clean-up does. */
async function askMachines({ rpc }: Asking, tasks: readonly Task[]): Promise<ReadAsked[]> {
  const [machine] = endsOf(tasks).filter(({ place, instanceId }) => {
    return place === 'cloud-machine' && instanceId.startsWith('i-');
  });
  const look = (right: string, found: ReadAsked['came']): ReadAsked => ({ right, tier: 'look', came: found });
  if (machine === undefined) {
    const why = 'no task uses a database on an ECS machine';
    return Object.values(LOOKS).map((right) => look(right, { kind: 'not-used', why }));
  }
  const { region, instanceId } = machine;
  const ids = new Set<string>();
  const learn = (groupIds: readonly string[]) => {
    for (const id of groupIds) ids.add(id);
  };
  const first = [
    look(
      LOOKS.machine,
      await came(async () =>
        learn(shown(await machineOf(rpc, region, instanceId)).flatMap(({ groupIds }) => groupIds)),
      ),
    ),
    look(
      LOOKS.interfaces,
      await came(async () => {
        const found = await readInterfaces(rpc, region, { InstanceId: instanceId }, 'background');
        learn(shown(found).flatMap(({ groupIds }) => groupIds));
      }),
    ),
  ];
  const [id] = ids;
  const group = async (right: string, ask: (id: string) => Promise<unknown>) => {
    const why = 'there is no security group to ask about';
    return look(right, id === undefined ? { kind: 'not-known', why } : await came(() => ask(id)));
  };
  return [
    ...first,
    await group(LOOKS.groups, async (one) => shown(await readGroups(rpc, region, [one], 'background'))),
    await group(LOOKS.rules, (one) =>
      leftoverRules(rpc, region, { id: one, name: '', isManaged: false, machines: null }, [], 'background'),
    ),
    await group(LOOKS.references, (one) => readReferences(rpc, region, one, 'background')),
  ];
}

async function askDts({ client, regions }: Asking, tasks: readonly Task[]): Promise<ReadAsked[]> {
  const [region = ''] = regions;
  const [task] = tasks;
  const dts = async (operation: string, tier: ReadTier, ask: () => Promise<unknown>): Promise<ReadAsked> => {
    const right = `dts:${operation}`;
    return { right, tier, came: await came(ask) };
  };
  const why = 'there is no task to ask about';
  return [
    await dts('DescribeDtsJobs', 'read', () => client.rows(region, 'migration', {}, 'background')),
    task === undefined
      ? { right: 'dts:DescribeDtsJobDetail', tier: 'read', came: { kind: 'not-known', why } }
      : await dts('DescribeDtsJobDetail', 'read', () => {
          const SynchronizationDirection = directionWord(task.direction);
          const which = { DtsJobId: task.taskId, SynchronizationDirection };
          return client.detail(task.region, which, 'background');
        }),
    await dts('WhiteIpList', 'read', () => client.serverAddresses(region, region, 'internet', 'background')),
  ];
}

/**
 * Every operation that the bot reads with, once each, about databases and machines of these tasks: a right is known from
 * a real answer only, because no manual of these products says that it is judged before the thing is looked for.
 */
export async function askReads(asking: Asking, tasks: readonly Task[]): Promise<readonly ReadAsked[]> {
  const engines = await Promise.all(EVERY_ENGINE.map((engine) => askEngine(asking, engine, tasks)));
  return eachOnce([
    ...(await askDts(asking, tasks)),
    ...engines.flat(),
    ...(await askMachines(asking, tasks)),
  ]);
}
