import { BlockList, isIP } from 'node:net';

/** How far a rule's other side reaches: one of the addresses and no more, a block around one, or the whole world. */
export type Reach = 'exact' | 'wider' | 'world';

const WHOLE = { 4: 32, 6: 128 } as const;
const FAMILY = { 4: 'ipv4', 6: 'ipv6' } as const;

function versionOf(address: string): 4 | 6 | null {
  const version = isIP(address);
  return version === 4 || version === 6 ? version : null;
}

/** `null` where the remote is about other addresses, or is none that can be read. */
export function reachOf(remote: string, addresses: readonly string[]): Reach | null {
  const [base = '', mask = null] = remote.trim().split('/');
  const version = versionOf(base);
  if (version === null) return null;
  const bits = mask === null ? WHOLE[version] : Number(mask);
  if (mask === '' || !Number.isInteger(bits) || bits < 0 || bits > WHOLE[version]) return null;
  if (bits === 0) return 'world';
  const block = new BlockList();
  block.addSubnet(base, bits, FAMILY[version]);
  const isInside = addresses.some(
    (address) => versionOf(address) === version && block.check(address, FAMILY[version]),
  );
  if (!isInside) return null;
  return bits === WHOLE[version] ? 'exact' : 'wider';
}
