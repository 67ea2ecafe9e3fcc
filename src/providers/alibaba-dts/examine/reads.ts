import { ProviderError } from '../../../lifecycle/ports.ts';
import type { Task } from '../../../lifecycle/task.ts';
import { eachOnce, type ReadAsked, type ReadTier } from '../../examination.ts';
import { directionWord } from '../calls.ts';
import type { Engine, Instance } from '../network/whitelists/engine.ts';
import { EVERY_ENGINE, enginesFor } from '../network/whitelists/engines.ts';
import { type Asking, came, endsOf } from './asking.ts';
import { askMachines } from './machines.ts';

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

async function askDts({ client, regions }: Asking, tasks: readonly Task[]): Promise<ReadAsked[]> {
  const [region = ''] = regions;
  const [task] = tasks;
  const dts = async (operation: string, tier: ReadTier, ask: () => Promise<unknown>): Promise<ReadAsked> => {
    const right = `dts:${operation}`;
    return { right, tier, came: await came(ask) };
  };
  const why = 'there is no task to ask about';
  return [
    await dts('DescribeDtsJobs', 'read', () =>
      client.rows({ region, kind: 'migration', filter: {}, urgency: 'background' }),
    ),
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
