import type { DrsCloudName } from './hosts.ts';

/**
 * Where DRS exists. Open Telekom Cloud: "Regions and Endpoints". Huawei Cloud: the regions that the vendor's SDK knows
 * for DRS, API version 3 (DrsRegion).
 */
const REGIONS: Readonly<Record<DrsCloudName, ReadonlySet<string>>> = {
  otc: new Set(['eu-de', 'eu-nl']),
  huaweicloud: new Set([
    'ae-ad-1',
    'af-north-1',
    'af-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'cn-east-2',
    'cn-east-3',
    'cn-east-4',
    'cn-east-5',
    'cn-north-1',
    'cn-north-2',
    'cn-north-4',
    'cn-north-9',
    'cn-north-11',
    'cn-north-12',
    'cn-south-1',
    'cn-south-2',
    'cn-south-4',
    'cn-southwest-2',
    'cn-southwest-3',
    'eu-west-0',
    'eu-west-101',
    'la-north-2',
    'la-south-2',
    'me-east-1',
    'my-kualalumpur-1',
    'na-mexico-1',
    'ru-moscow-1',
    'ru-northwest-2',
    'sa-brazil-1',
    'tr-west-1',
  ]),
};

/**
 * The region of a project, from its name: that of the region itself ("eu-de"), or of a project made in it
 * ("eu-de_shop"). `null` where DRS is neither known to exist there nor among the regions that somebody configured.
 */
export function regionOfProject(
  cloud: DrsCloudName,
  projectName: string,
  configured: readonly string[],
): string | null {
  const [region = ''] = projectName.split('_');
  return REGIONS[cloud].has(region) || configured.includes(region) ? region : null;
}
