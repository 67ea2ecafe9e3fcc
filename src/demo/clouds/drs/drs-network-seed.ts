import type { DrsSeed } from './drs-state.ts';

/** Around the source of DRS-shop-prod. */
export const SOURCE_GROUP = 'e0ad082c-5caf-513d-ad6a-6d3494bc9cee';
export const SHOP_GROUP = 'd90c971b-4b9d-402c-9c59-5c239389b8dd';

/** Security groups and rules around the seeded jobs, and the one public address that DRS made. */
export function drsNetworkSeed(): Omit<DrsSeed, 'tasks' | 'projects'> {
  const rule = { securityGroupId: SHOP_GROUP, direction: 'ingress', protocol: 'tcp', port: 3306 } as const;
  return {
    securityGroups: [
      { id: SHOP_GROUP, name: 'sg-rds-shop', description: 'Destination databases', inUse: true },
      { id: SOURCE_GROUP, name: 'sg-src', description: 'Source databases', inUse: true },
    ],
    rules: [
      {
        ...rule,
        id: '0a1b2c3d-0001-4a00-8000-000000000001',
        remoteIpPrefix: '192.168.0.229/32',
        description: 'DRS',
      },
      {
        ...rule,
        id: '0a1b2c3d-0001-4a00-8000-000000000002',
        remoteIpPrefix: '192.168.0.231/32',
        description: 'DRS crm',
      },
      {
        ...rule,
        id: '0a1b2c3d-0001-4a00-8000-000000000003',
        remoteIpPrefix: '192.168.0.0/24',
        description: 'Apps',
      },
      { ...rule, id: '0a1b2c3d-0001-4a00-8000-000000000004', remoteIpPrefix: '0.0.0.0/0', description: '' },
      {
        ...rule,
        id: '0a1b2c3d-0001-4a00-8000-000000000005',
        securityGroupId: SOURCE_GROUP,
        remoteIpPrefix: '80.158.10.20/32',
        description: 'DRS',
      },
    ],
    publicIps: [
      {
        id: 'b1f0a2c3-0002-4b00-8000-000000000001',
        address: '80.158.10.20',
        privateAddress: '192.168.0.229',
        portId: 'f3d1c2b3-0003-4c00-8000-000000000001',
        status: 'ACTIVE',
      },
    ],
  };
}
