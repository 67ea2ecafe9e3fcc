import type { AlibabaAccountConfig } from './config.ts';

/** Regions whose DTS answers only under the old central host (OpenAPI metadata of DTS, "endpoints"). */
const CENTRAL_DTS: ReadonlySet<string> = new Set(['cn-wulanchabu', 'cn-north-2-gov-1']);

function publicHost(product: string, region: string): string {
  if (product === 'dts' && CENTRAL_DTS.has(region)) return 'dts.aliyuncs.com';
  return `${product}.${region}.aliyuncs.com`;
}

/**
 * The address that a product is called at in a region: the product's own override, else the account's, else
 * the region's public host. Overseas jobs are not shown at the central host, so the host is always regional.
 */
export function baseUrl(
  config: Pick<AlibabaAccountConfig, 'endpoint' | 'endpoints'>,
  product: string,
  region: string,
): URL {
  const override = config.endpoints?.[product] ?? config.endpoint;
  return new URL(override ?? `https://${publicHost(product, region)}`);
}
