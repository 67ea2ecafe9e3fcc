/** A block of IPv4 addresses: its first one as a number, and how many bits of it count. */
interface Block {
  readonly first: number;
  readonly bits: number;
}

/** Reads "47.1.1.0/24" or "47.1.1.7"; `null` for anything else, IPv6 included. */
function readBlock(text: string): Block | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})(?:\/(\d{1,2}))?$/.exec(text.trim());
  if (match === null) return null;
  const parts = match.slice(1, 5).map(Number);
  const bits = Number(match[5] ?? '32');
  if (bits > 32 || parts.some((part) => part > 255)) return null;
  return { first: parts.reduce((sum, part) => sum * 256 + part, 0), bits };
}

/** Is the first block the second one, or a part of it? Never true of what is no IPv4 block. */
export function isInside(inner: string, outer: string): boolean {
  const [one, other] = [readBlock(inner), readBlock(outer)];
  if (one === null || other === null || one.bits < other.bits) return false;
  const size = 2 ** (32 - other.bits);
  return Math.floor(one.first / size) === Math.floor(other.first / size);
}
