import { randomBytes } from 'node:crypto';

/** Ids that sort by the time of their making; the random tail keeps two processes apart. */
export function createIds(now: () => number): (prefix: string) => string {
  let last = 0;
  return (prefix) => {
    last = Math.max(now() * 1000, last + 1);
    return `${prefix}${last.toString(36)}${randomBytes(3).toString('hex')}`;
  };
}

/** When such an id with a prefix of one letter was made, in milliseconds since 1970; `null` where it is no such id. */
export function madeAt(id: string): number | null {
  const stamp = /^[a-z]([0-9a-z]+)[0-9a-f]{6}$/.exec(id)?.[1];
  return stamp === undefined ? null : Number.parseInt(stamp, 36) / 1000;
}
