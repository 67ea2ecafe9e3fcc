import { isIPv4 } from 'node:net';
import type { Answer } from '../exchange.ts';
import { gatewayError } from './gateway-answers.ts';

const MOST_ADDRESSES = 1000;

/** The addresses of a list, comma-separated as the manual asks for. */
export function readAddresses(text: string): string[] {
  return text.split(',').filter((address) => address !== '');
}

/** Refuses what is no address or IPv4 block, what is there twice, and more than a group holds. */
export function objectionToAddresses(addresses: readonly string[]): Answer | null {
  if (addresses.some((address) => !isBlock(address)))
    return gatewayError(400, 'InvalidSecurityIPList.Format', 'Specified security IP list is not valid.');
  if (new Set(addresses).size < addresses.length)
    return gatewayError(400, 'InvalidSecurityIPList.Duplicate', 'Specified security IP list is duplicate.');
  if (addresses.length > MOST_ADDRESSES)
    return gatewayError(400, 'InvalidSecurityIPList.QuotaExceeded', 'There are too many security IPs.');
  return null;
}

/** Refuses the name of a group that is to be made. */
export function objectionToGroupName(name: string): Answer | null {
  if (/^[a-z][a-z0-9_]{0,118}[a-z0-9]$/.test(name)) return null;
  return gatewayError(400, 'InvalidGroupName.Format', 'The specified group name is not valid.');
}

function isBlock(address: string): boolean {
  const [ip = '', bits = null, ...more] = address.split('/');
  if (!isIPv4(ip) || more.length > 0) return false;
  return bits === null || (/^\d{1,2}$/.test(bits) && Number(bits) <= 32);
}
