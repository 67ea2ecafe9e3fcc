import type { Endpoint } from '../../lifecycle/task.ts';
import type { EndpointRow } from './schema.ts';

/** What DRS calls a database, in a person's word for the engine, and the product where the cloud runs it. */
const ENGINES: Readonly<Record<string, readonly [engine: string, product: string | null]>> = {
  mysql: ['MySQL', 'RDS'],
  postgresql: ['PostgreSQL', 'RDS'],
  sqlserver: ['SQL Server', 'RDS'],
  mariadb: ['MariaDB', 'RDS'],
  mongodb: ['MongoDB', 'DDS'],
  ddm: ['DDM', 'DDM'],
  taurus: ['TaurusDB', 'TaurusDB'],
  gaussdbv5: ['GaussDB', 'GaussDB'],
  gaussdbv5ha: ['GaussDB', 'GaussDB'],
  oracle: ['Oracle', null],
  kafka: ['Kafka', 'DMS'],
  redis: ['Redis', 'DCS'],
};

/** By which way DRS reaches a database that is no instance of the cloud. */
const PLACES: Readonly<Record<string, Endpoint['place']>> = {
  eip: 'public-address',
  vpn: 'private-line',
  vpc: 'cloud-machine',
};

export const NOT_SHOWN: Endpoint = {
  engine: null,
  place: 'not-shown',
  product: null,
  instanceId: null,
  instanceName: null,
  address: null,
  port: null,
  region: null,
  user: null,
  foreignAccount: null,
};

/** One end of a task, as far as its row shows it. */
export function endpointFrom(row: EndpointRow | null, networkType: string | null): Endpoint {
  if (row === null) return NOT_SHOWN;
  const place = placeOf(row, networkType);
  const type = row.db_type ?? '';
  const [engine, product] = ENGINES[type.toLowerCase()] ?? [row.db_type, null];
  return {
    engine,
    place,
    product: productAt(place, product),
    instanceId: row.inst_id,
    instanceName: row.inst_name,
    address: row.ip,
    port: row.db_port,
    region: row.region,
    user: row.db_user,
    foreignAccount: null,
  };
}

function placeOf(row: EndpointRow, networkType: string | null): Endpoint['place'] {
  if (row.inst_id !== null) return 'cloud-instance';
  return row.ip === null ? 'not-shown' : (PLACES[networkType ?? ''] ?? 'not-shown');
}

function productAt(place: Endpoint['place'], product: string | null): string | null {
  if (place === 'cloud-instance') return product;
  return place === 'cloud-machine' ? 'ECS' : null;
}
