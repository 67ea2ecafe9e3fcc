import type { DatabaseAddress, DatabaseInstance } from './database.ts';

type Body = Record<string, unknown>;

/** The address that a product shows where it shows one only: a private one before others. */
export function first(database: DatabaseInstance): DatabaseAddress | undefined {
  return database.addresses.find((address) => address.network === 'private') ?? database.addresses[0];
}

/** A row of a net-info list, with the name that the product gives to the kind of network. */
export function netRow(address: DatabaseAddress, kind: Body): Body {
  const { host, ip, port } = address;
  return {
    ConnectionString: host,
    IPAddress: ip,
    Port: port,
    VPCId: 'vpc-demo',
    VSwitchId: 'vsw-demo',
    ...kind,
  };
}

/** Private or Public, in the words that most products use. */
export function ipType(address: DatabaseAddress): string {
  return address.network === 'public' ? 'Public' : 'Private';
}

/** A cluster, for the products that call theirs so. */
export function clusterRow(database: DatabaseInstance, DBClusterStatus: string): Body {
  const { id, region, lockMode } = database;
  const { host = '', port = '' } = first(database) ?? {};
  return {
    DBClusterId: id,
    DBClusterStatus,
    RegionId: region,
    LockMode: lockMode,
    ConnectionString: host,
    Port: port,
  };
}

/** An instance, for the products that call theirs so. */
export function instanceRow(database: DatabaseInstance, DBInstanceStatus: string): Body {
  const { id, region, lockMode } = database;
  const { host = '', port = '' } = first(database) ?? {};
  return {
    DBInstanceId: id,
    DBInstanceStatus,
    RegionId: region,
    LockMode: lockMode,
    ConnectionString: host,
    Port: port,
  };
}

/** RDS's word for the mode of its whitelists: `safety` is the enhanced one. */
export function networkTypeOf(database: DatabaseInstance): string {
  const enhanced = database.groups.some((group) => group.networkType.toUpperCase() !== 'MIX');
  return enhanced ? 'safety' : 'normal';
}
