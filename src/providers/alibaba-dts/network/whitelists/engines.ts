import { ProviderError } from '../../../../lifecycle/ports.ts';
import { ANALYTIC_DB, analyticDbForMysql } from './analyticdb-mysql.ts';
import { GREENPLUM } from './analyticdb-postgresql.ts';
import { CLICKHOUSE } from './clickhouse.ts';
import { CLICKHOUSE_ENTERPRISE } from './clickhouse-enterprise.ts';
import type { Engine } from './engine.ts';
import { MONGODB } from './mongodb.ts';
import { POLARDB } from './polardb.ts';
import { POLARDB_X } from './polardb-x.ts';
import { RDS } from './rds.ts';
import { REDIS } from './redis.ts';

/** The APIs that may know an instance of a product, in the order of asking; by the product's word in capitals. */
const ENGINES: Readonly<Record<string, (instanceId: string) => readonly Engine[]>> = {
  RDS: () => [RDS],
  POLARDB: () => [POLARDB],
  MONGODB: () => [MONGODB],
  REDIS: () => [REDIS],
  ADS: (instanceId) => [analyticDbForMysql(instanceId)],
  GREENPLUM: () => [GREENPLUM],
  POLARDBX20: () => [POLARDB_X],
  CLICKHOUSE: () => [CLICKHOUSE, CLICKHOUSE_ENTERPRISE],
  CLICKHOUSE_ENTERPRISE: () => [CLICKHOUSE_ENTERPRISE],
};

/** Every API that a whitelist can be asked of. */
export const EVERY_ENGINE: readonly Engine[] = [
  RDS,
  POLARDB,
  MONGODB,
  REDIS,
  ANALYTIC_DB.warehouse,
  ANALYTIC_DB.lakehouse,
  GREENPLUM,
  POLARDB_X,
  CLICKHOUSE,
  CLICKHOUSE_ENTERPRISE,
];

/** The APIs to ask for the whitelist of a place; throws `rejected` where Cutover knows none. */
export function enginesFor({ product, instanceId }: { product: string; instanceId: string }) {
  const key = product.toUpperCase();
  const engines = Object.hasOwn(ENGINES, key) ? ENGINES[key]?.(instanceId) : undefined;
  if (engines !== undefined) return engines;
  throw new ProviderError(
    'rejected',
    `${product} ${instanceId} has no whitelist that Cutover can look at: look in its console`,
  );
}

/** The API that showed a leftover; `null` where it is none of ours. */
export function engineOf({ product, instanceId }: { product: string; instanceId: string }): Engine | null {
  const key = product.toUpperCase();
  const engines = Object.hasOwn(ENGINES, key) ? (ENGINES[key]?.(instanceId) ?? []) : [];
  return engines.find((engine) => engine.product === product) ?? null;
}
