import type { AlibabaSeed } from './alibaba-state.ts';

const HANGZHOU = 'cn-hangzhou';

/** White lists and security groups around the seeded jobs, with the traces DTS leaves in them. */
export function alibabaNetworkSeed(): Omit<AlibabaSeed, 'tasks'> {
  const own = { name: 'default', attribute: '', networkType: 'VPC', ips: ['10.0.0.0/16'] };
  const dts = {
    name: 'dtspolardb',
    attribute: 'hidden',
    networkType: 'MIX',
    ips: ['100.104.52.0/24', '101.37.14.0/24'],
  };
  return {
    databases: [
      {
        product: 'RDS',
        id: 'rm-bp1162kryivb8q2k3',
        region: HANGZHOU,
        groups: [own, { ...dts, name: 'rdsdts_orders', networkType: 'VPC' }],
      },
      { product: 'PolarDB', id: 'pc-bp1imrtn6fq7h5w9d', region: HANGZHOU, groups: [own, dts] },
    ],
    instances: [
      {
        id: 'i-bp1c4xq7m2k9s0d3e',
        name: 'inventory-db',
        region: HANGZHOU,
        vpcId: 'vpc-bp1q2w3e4r5t6y7u8',
        securityGroupIds: ['sg-bp1app0servers0001', 'sg-bp1dts0inventory01'],
      },
    ],
    securityGroups: [
      {
        id: 'sg-bp1app0servers0001',
        name: 'app-servers',
        region: HANGZHOU,
        vpcId: 'vpc-bp1q2w3e4r5t6y7u8',
        description: 'Application servers',
      },
      {
        id: 'sg-bp1dts0inventory01',
        name: 'DTS_inventory',
        region: HANGZHOU,
        vpcId: 'vpc-bp1q2w3e4r5t6y7u8',
        description: 'Created by DTS',
      },
    ],
  };
}
