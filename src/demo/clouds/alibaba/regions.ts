interface Blocks {
  internet: string;
  vpc: string;
}

/** A part of what WhiteIpList answers for each region; VPC blocks really are shared between regions. */
const BLOCKS = new Map<string, Blocks>([
  [
    'cn-hangzhou',
    {
      internet: '101.37.14.0/24,114.55.89.0/24,115.29.198.0/24,118.178.120.0/24',
      vpc: '100.104.52.0/24,100.104.61.128/26,100.104.244.64/26,100.104.216.192/26',
    },
  ],
  [
    'cn-shanghai',
    { internet: '139.196.17.0/24,139.196.18.0/24,106.14.177.89', vpc: '100.104.205.0/24,100.104.226.128/26' },
  ],
  ['cn-beijing', { internet: '112.126.80.0/24,112.126.87.0/24', vpc: '100.104.183.0/24,100.104.236.128/26' }],
  ['cn-zhangjiakou', { internet: '47.92.22.0/24,47.92.185.0/26', vpc: '100.104.175.0/24' }],
  [
    'cn-shenzhen',
    { internet: '112.74.0.0/16,120.24.0.0/16,120.25.0.0/16', vpc: '100.104.75.64/26,100.104.205.0/24' },
  ],
  [
    'cn-hongkong',
    { internet: '203.88.163.0/24,47.90.37.0/24,47.52.25.202/32', vpc: '100.104.233.0/24,100.104.177.192/26' },
  ],
  [
    'ap-southeast-1',
    {
      internet: '47.88.133.0/24,47.88.139.0/24,47.74.206.0/24,47.88.139.0/24,11.193.8.0/24,10.45.241.0/24',
      vpc: '100.104.188.0/24,100.104.207.128/26,100.104.12.0/26',
    },
  ],
  [
    'ap-northeast-1',
    { internet: '47.91.9.0/24,47.91.13.0/24,47.91.27.0/24', vpc: '100.104.112.0/24,100.104.117.192/26' },
  ],
  ['us-west-1', { internet: '198.11.174.0/24,198.11.175.0/24,47.89.244.175/32', vpc: '100.104.175.0/24' }],
  ['us-east-1', { internet: '47.89.170.0/24,47.88.98.0/24', vpc: '100.104.233.0/24' }],
  ['eu-central-1', { internet: '47.91.82.0/24,47.91.83.0/24,47.91.84.0/24', vpc: '100.104.5.0/24' }],
  ['cn-qingdao', { internet: '115.28.200.0/24,115.28.216.0/24', vpc: '100.104.72.0/24,100.104.35.192/26' }],
  ['cn-huhehaote', { internet: '39.104.29.0/24', vpc: '100.104.72.0/24' }],
  ['ap-southeast-2', { internet: '47.91.49.0/24,47.91.50.0/24', vpc: '100.104.233.0/24' }],
  ['ap-southeast-3', { internet: '47.254.212.0/24,120.55.129.0/24,112.124.140.0/24', vpc: '100.104.5.0/24' }],
  [
    'ap-southeast-5',
    { internet: '149.129.228.0/24,149.129.229.0/24,147.139.156.0/24', vpc: '100.104.175.0/24' },
  ],
  ['ap-south-1', { internet: '149.129.164.0/24,147.139.21.0/24', vpc: '100.104.8.0/24' }],
  ['me-east-1', { internet: '47.91.102.0/24,47.91.103.0/24', vpc: '100.104.205.0/24' }],
  ['cn-shanghai-finance-1', { internet: '139.224.92.0/24', vpc: '100.104.175.0/24' }],
  ['cn-shenzhen-finance-1', { internet: '112.74.250.0/24,120.76.91.0/24', vpc: '100.104.72.0/24' }],
  ['eu-west-1', { internet: '8.208.17.0/24', vpc: '100.104.133.64/26,100.104.207.128/26' }],
]);

export function isRegion(name: string): boolean {
  return BLOCKS.has(name) || OTHER_REGIONS.has(name);
}

/** The servers' address blocks in a region, comma-joined as the cloud writes them. */
export function serverBlocks(region: string, network: keyof Blocks): string {
  return BLOCKS.get(region)?.[network] ?? (network === 'vpc' ? '100.104.0.0/16' : '120.55.129.0/24');
}

const OTHER_REGIONS = new Set([
  'cn-wulanchabu',
  'cn-chengdu',
  'cn-guangzhou',
  'cn-heyuan',
  'cn-wuhan-lr',
  'cn-zhengzhou-jva',
  'cn-north-2-gov-1',
  'cn-beijing-finance-1',
  'cn-hangzhou-finance',
  'ap-southeast-6',
  'ap-southeast-7',
  'ap-northeast-2',
  'me-central-1',
]);

/** Every region where DTS answers. */
export const DTS_REGIONS: readonly string[] = [...BLOCKS.keys(), ...OTHER_REGIONS];
