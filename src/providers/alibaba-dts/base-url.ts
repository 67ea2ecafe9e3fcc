import type { AlibabaAccountConfig } from './config.ts';

interface Hosts {
  /** How the host begins where that is not the product's API code. */
  readonly prefix?: string;
  /** Regions that are served under the product's central host, without a region in its name. */
  readonly central: readonly string[] | 'all';
  /** Regions that are served under the host of Hangzhou. */
  readonly hangzhou?: readonly string[];
}

/** Where a product's public host is not `<product>.<region>.aliyuncs.com` (OpenAPI metadata, "endpoints"; April 2026). */
const HOSTS: Readonly<Record<string, Hosts>> = {
  dts: {
    central: ['cn-wulanchabu', 'cn-north-2-gov-1'],
    hangzhou: ['cn-hangzhou-finance', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1'],
  },
  rds: {
    central: [
      ...[
        'cn-beijing',
        'cn-hangzhou',
        'cn-heyuan',
        'cn-hongkong',
        'cn-qingdao',
        'cn-shanghai',
        'cn-shenzhen',
      ],
      ...['cn-beijing-finance-1', 'cn-hangzhou-finance', 'cn-shanghai-finance-1', 'cn-north-2-gov-1'],
    ],
  },
  polardb: {
    central: [
      ...['cn-beijing', 'cn-hangzhou', 'cn-heyuan', 'cn-qingdao', 'cn-shanghai', 'cn-wulanchabu'],
      ...['cn-beijing-finance-1', 'cn-hangzhou-finance'],
    ],
  },
  dds: {
    prefix: 'mongodb',
    central: ['cn-hangzhou', 'cn-heyuan', 'cn-shanghai', 'cn-wulanchabu', 'cn-hangzhou-finance'],
  },
  'r-kvstore': {
    central: ['cn-hangzhou', 'cn-heyuan', 'cn-shanghai', 'cn-wulanchabu', 'cn-hangzhou-finance'],
  },
  adb: { central: ['cn-hangzhou', 'cn-shanghai', 'cn-beijing-finance-1', 'cn-hangzhou-finance'] },
  gpdb: {
    central: [
      ...['cn-beijing', 'cn-hangzhou', 'cn-shanghai', 'cn-shenzhen'],
      ...['cn-beijing-finance-1', 'cn-hangzhou-finance', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1'],
    ],
  },
  polardbx: {
    central: [
      ...['ap-northeast-1', 'ap-south-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-5'],
      ...['cn-wulanchabu', 'eu-central-1', 'eu-west-1', 'me-east-1'],
      ...['cn-beijing-finance-1', 'cn-north-2-gov-1', 'cn-shanghai-finance-1', 'cn-shenzhen-finance-1'],
    ],
    hangzhou: ['cn-hangzhou-finance'],
  },
  clickhouse: {
    central: [
      ...['ap-southeast-3', 'cn-beijing', 'cn-hangzhou', 'cn-shanghai', 'cn-wulanchabu', 'me-east-1'],
      ...['cn-beijing-finance-1', 'cn-hangzhou-finance', 'cn-north-2-gov-1', 'cn-shenzhen-finance-1'],
    ],
  },
  ecs: { central: ['cn-hangzhou-finance'] },
  ram: { central: 'all' },
};

function publicHost(product: string, region: string): string {
  const { prefix = product, central = [], hangzhou = [] } = HOSTS[product] ?? {};
  if (central === 'all' || central.includes(region)) return `${prefix}.aliyuncs.com`;
  return `${prefix}.${hangzhou.includes(region) ? 'cn-hangzhou' : region}.aliyuncs.com`;
}

/**
 * The address that a product is called at in a region: the product's own override, else the account's, else the public
 * host. Overseas jobs of DTS are not shown at its central host, so a host is regional wherever there is one.
 */
export function baseUrl(
  config: Pick<AlibabaAccountConfig, 'endpoint' | 'endpoints'>,
  product: string,
  region: string,
): URL {
  const override = config.endpoints?.[product] ?? config.endpoint;
  return new URL(override ?? `https://${publicHost(product, region)}`);
}
