import { BlockList, isIP } from 'node:net';

/** Which proxy requests go through, and which go straight. */
export interface ProxyRules {
  /** For https:// and wss://; `null` = none. */
  readonly https: URL | null;
  /** For http:// and ws://; `null` = none. */
  readonly http: URL | null;
  /** Where no proxy is used, as NO_PROXY lists it. */
  readonly except: readonly string[];
}

function bare(host: string): string {
  return host.replace(/^\[|\]$|\.$/g, '').toLowerCase();
}

/** An entry such as 10.0.0.0/8, or one address in any spelling; everything else is a name. */
function isInRange(entry: string, host: string): boolean {
  const family = isIP(host);
  const most = family === 4 ? 32 : 128;
  const [, network = '', bits = most] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(entry) ?? [];
  if (family === 0 || isIP(network) !== family || Number(bits) > most) return false;
  const range = new BlockList();
  range.addSubnet(network, Number(bits), family === 4 ? 'ipv4' : 'ipv6');
  return range.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

function isExcepted(entry: string, host: string, port: number): boolean {
  if (entry === '*') return true;
  const [, name = entry, only = ''] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? [];
  if (only !== '' && Number(only) !== port) return false;
  const domain = bare(name).replace(/^\*?\./, '');
  return host === domain || host.endsWith(`.${domain}`) || isInRange(bare(name), host);
}

/**
 * The proxy for an address; `null` = straight. An entry of NO_PROXY is a host with all below it (a leading dot or "*."
 * changes nothing), an address, a range of addresses such as 10.0.0.0/8, each also with a port, or "*" for everything.
 */
export function proxyFor(
  rules: ProxyRules,
  { protocol, host, port }: { readonly protocol: string; readonly host: string; readonly port: number },
): URL | null {
  const proxy = protocol === 'https:' || protocol === 'wss:' ? rules.https : rules.http;
  const name = bare(host);
  return rules.except.some((entry) => isExcepted(entry, name, port)) ? null : proxy;
}
