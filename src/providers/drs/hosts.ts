/** The two clouds that offer DRS with one and the same API. */
export type DrsCloudName = 'otc' | 'huaweicloud';

/** The products of an account that have an address of their own. */
export type DrsProduct = 'drs' | 'iam' | 'vpc' | 'eip';

export interface Addresses {
  readonly cloud: DrsCloudName;
  /** One base URL for every product. */
  readonly endpoint?: string;
  /** Base URLs by product; they win over `endpoint`. */
  readonly endpoints?: Readonly<Record<string, string>>;
}

const TOP_LEVEL_DOMAINS: Readonly<Record<string, string>> = { 'eu-west-101': 'eu' };

/**
 * The base URL of a product in a region, without a slash at its end. Public addresses as on the pages "Regions
 * and Endpoints" of both clouds; elastic IPs are served by the VPC host, and Huawei's Europe has its own top
 * level domain.
 */
export function baseUrlOf(addresses: Addresses, product: DrsProduct, region: string): string {
  const chosen = addresses.endpoints?.[product] ?? addresses.endpoint;
  if (chosen !== undefined) return chosen.replace(/\/+$/, '');
  const host = product === 'eip' ? 'vpc' : product;
  if (addresses.cloud === 'otc') return `https://${host}.${region}.otc.t-systems.com`;
  return `https://${host}.${region}.myhuaweicloud.${TOP_LEVEL_DOMAINS[region] ?? 'com'}`;
}
