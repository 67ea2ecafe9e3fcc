import { OWN_ACCOUNT } from './account.ts';

/** One IP whitelist group of a database instance. */
export interface WhitelistGroup {
  name: string;
  /** `hidden` for a group that no console shows. */
  attribute: string;
  /** MIX, or VPC and Classic in RDS's enhanced mode, where a name may exist once for each. */
  networkType: string;
  ips: string[];
}

/** Where a database can be reached. `ip` is '' where the cloud does not tell it. */
export interface DatabaseAddress {
  network: 'private' | 'public';
  host: string;
  ip: string;
  port: string;
}

/** A database instance with its whitelists. Times are simulated seconds. */
export interface DatabaseInstance {
  /** DTS's word for the product; ADS_LAKEHOUSE (2021-12-01) and CLICKHOUSE_ENTERPRISE (2023-05-22) are of later APIs. */
  product: string;
  id: string;
  region: string;
  groups: WhitelistGroup[];
  /** As the product writes it; '' = as it is when nothing is going on. */
  status: string;
  /** `Unlock`, or why it is locked. */
  lockMode: string;
  /** Deleting the last address of a group is refused. */
  cannotDeleteGroups: boolean;
  /** How long it is busy after each change, and takes no other. */
  busySeconds: number;
  /** How long the list still shows the old groups after a change. */
  shownAfterSeconds: number;
  /** What the list shows while it lags behind; null = the truth. */
  shownGroups: WhitelistGroup[] | null;
  /** The account it belongs to; that of others is not found. */
  owner: string;
  addresses: DatabaseAddress[];
}

export type DatabaseInput = Pick<DatabaseInstance, 'product' | 'id' | 'region'> & Partial<DatabaseInstance>;

const HOST_ENDINGS: Record<string, [ending: string, port: string]> = {
  RDS: ['mysql.rds.aliyuncs.com', '3306'],
  PolarDB: ['rwlb.polardb.rds.aliyuncs.com', '3306'],
  MONGODB: ['mongodb.rds.aliyuncs.com', '3717'],
  REDIS: ['redis.rds.aliyuncs.com', '6379'],
  ADS: ['ads.aliyuncs.com', '3306'],
  ADS_LAKEHOUSE: ['ads.aliyuncs.com', '3306'],
  GREENPLUM: ['gpdb.rds.aliyuncs.com', '5432'],
  POLARDBX20: ['polarx.rds.aliyuncs.com', '3306'],
  CLICKHOUSE: ['clickhouse.ads.aliyuncs.com', '3306'],
  CLICKHOUSE_ENTERPRISE: ['clickhouseserver.rds.aliyuncs.com', '9000'],
};

/** A database of this account that nothing is going on with, with one private address, where nothing else is said. */
export function databaseInstance(input: DatabaseInput): DatabaseInstance {
  return {
    groups: [],
    status: '',
    lockMode: 'Unlock',
    cannotDeleteGroups: false,
    busySeconds: 0,
    shownAfterSeconds: 0,
    shownGroups: null,
    owner: OWN_ACCOUNT,
    addresses: [privateAddress(input)],
    ...input,
  };
}

function privateAddress({ product, id }: DatabaseInput): DatabaseAddress {
  const [ending, port] = HOST_ENDINGS[product] ?? ['rds.aliyuncs.com', '3306'];
  const sum = [...id].reduce((total, sign) => (total * 31 + sign.charCodeAt(0)) % 65_025, 7);
  const ip = `10.1.${Math.floor(sum / 255)}.${1 + (sum % 254)}`;
  return { network: 'private', host: `${id}.${ending}`, ip, port };
}

/** Is it a list that lets nobody in? */
export function letsNobodyIn(group: WhitelistGroup): boolean {
  return group.ips.every((ip) => ip === '127.0.0.1' || ip === '127.0.0.1/32');
}
