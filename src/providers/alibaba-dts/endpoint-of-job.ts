import type { Endpoint } from '../../lifecycle/task.ts';
import type { DtsEndpoint } from './schema.ts';

type Product = { readonly place: Endpoint['place']; readonly product: string | null };

const cloud = (product: string): Product => ({ place: 'cloud-instance', product });

/**
 * Every InstanceType of an endpoint, in capitals because DTS writes them in several ways ("ConfigureDtsJob":
 * SourceEndpointInstanceType), with the spelling it is shown in. A type that is not here is shown with its place left open.
 */
const PRODUCTS: Readonly<Record<string, Product>> = {
  RDS: cloud('RDS'),
  POLARDB: cloud('PolarDB'),
  REDIS: cloud('REDIS'),
  MONGODB: cloud('MONGODB'),
  POLARDBX20: cloud('POLARDBX20'),
  DISTRIBUTED_POLARDBX10: cloud('DISTRIBUTED_POLARDBX10'),
  DRDS: cloud('DISTRIBUTED_POLARDBX10'), // its old name
  DISTRIBUTED_DMSLOGICDB: cloud('DISTRIBUTED_DMSLOGICDB'),
  ADS: cloud('ADS'),
  GREENPLUM: cloud('GREENPLUM'),
  DATAHUB: cloud('DATAHUB'),
  ELK: cloud('ELK'),
  TABLESTORE: cloud('Tablestore'),
  ODPS: cloud('ODPS'),
  CLICKHOUSE: cloud('CLICKHOUSE'),
  LINDORM: cloud('LINDORM'),
  ROCKETMQ: cloud('ROCKETMQ'),
  ECS: { place: 'cloud-machine', product: 'ECS' },
  EXPRESS: { place: 'private-line', product: 'EXPRESS' },
  CEN: { place: 'private-line', product: 'CEN' },
  DG: { place: 'private-line', product: 'DG' },
  OTHER: { place: 'public-address', product: null },
  LOCALINSTANCE: { place: 'public-address', product: null },
};

function productOf(type: string | null): Product {
  if (type === null) return { place: 'not-shown', product: null };
  const key = type.toUpperCase();
  return Object.hasOwn(PRODUCTS, key) && PRODUCTS[key] !== undefined
    ? PRODUCTS[key]
    : { place: 'not-shown', product: type };
}

/**
 * The account that owns this end, where it is another one. DTS shows the owner of a cross-account end; where
 * both ends show the same owner and no role is assumed, it is the task's own account.
 */
function foreignAccountOf(end: DtsEndpoint, otherEnd: DtsEndpoint): string | null {
  if (end === null || end.AliyunUid === null) return null;
  const sameOnBothEnds = otherEnd !== null && otherEnd.AliyunUid === end.AliyunUid;
  if (sameOnBothEnds && end.RoleName === null && otherEnd.RoleName === null) return null;
  return end.AliyunUid;
}

/** A database end of a DTS job in our words; `otherEnd` is the same job's other one. */
export function endpointOfJob(end: DtsEndpoint, otherEnd: DtsEndpoint): Endpoint {
  const { place, product } = productOf(end?.InstanceType ?? null);
  return {
    place,
    product,
    engine: end?.EngineName ?? null,
    instanceId: end?.InstanceID ?? null,
    instanceName: null,
    address: end?.Ip ?? null,
    port: end?.Port ?? null,
    region: end?.Region ?? null,
    user: end?.UserName ?? null,
    foreignAccount: foreignAccountOf(end, otherEnd),
  };
}
