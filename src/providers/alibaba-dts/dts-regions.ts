/*
 * Where DTS exists. Sources: OpenAPI metadata of DTS, "endpoints" (April 2026); the endpoint map of the DTS SDK
 * (August 2026), for ap-northeast-2, ap-southeast-6 and 7, cn-guangzhou, cn-heyuan, cn-wuhan-lr, cn-zhengzhou-jva
 * and me-central-1; the regions of "Add the CIDR blocks of DTS servers". A region that is missing here is added by
 * naming it under `regions` of the account.
 */

/** Open to every account: a region that does not answer leaves a doubt, whatever the reason. */
const OPEN = [
  'cn-hangzhou',
  'cn-shanghai',
  'cn-qingdao',
  'cn-beijing',
  'cn-zhangjiakou',
  'cn-huhehaote',
  'cn-wulanchabu',
  'cn-shenzhen',
  'cn-heyuan',
  'cn-guangzhou',
  'cn-chengdu',
  'cn-hongkong',
  'ap-northeast-1',
  'ap-northeast-2',
  'ap-southeast-1',
  'ap-southeast-3',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'us-east-1',
  'us-west-1',
  'eu-central-1',
  'eu-west-1',
  'me-east-1',
];

/** Not open to every account: whoever works in one was admitted to it, and is expected to configure it. */
const RESTRICTED = [
  'cn-hangzhou-finance', // finance clouds, after an audit of the customer
  'cn-shanghai-finance-1',
  'cn-shenzhen-finance-1',
  'cn-beijing-finance-1',
  'cn-north-2-gov-1', // government cloud
  'cn-wuhan-lr', // local regions and regions of partners, on application
  'cn-zhengzhou-jva',
  'me-central-1',
];

/** Still listed in the metadata, and given up by Alibaba Cloud in 2024 ("Data center closure"): Sydney and Mumbai. */
const CLOSED = ['ap-southeast-2', 'ap-south-1'];

/** Every region that a search for other tasks asks: all known ones, and those that the account names. */
export function everyRegion(configured: readonly string[]): readonly string[] {
  return [...new Set([...OPEN, ...RESTRICTED, ...CLOSED, ...configured])];
}

/**
 * Whether tasks can be expected in a region. `usual`: it is open to every account, or this account is configured for
 * it, so that silence is a doubt.
 */
export function kindOfRegion(
  region: string,
  configured: readonly string[],
): 'usual' | 'restricted' | 'closed' {
  if (configured.includes(region)) return 'usual';
  if (CLOSED.includes(region)) return 'closed';
  return RESTRICTED.includes(region) ? 'restricted' : 'usual';
}
