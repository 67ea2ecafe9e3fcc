import { randomBytes } from 'node:crypto';

/** Ids that sort by the time of their making; the random tail keeps two processes apart. */
export function createIds(now: () => number): (prefix: string) => string {
  let last = 0;
  return (prefix) => {
    last = Math.max(now() * 1000, last + 1);
    return `${prefix}${last.toString(36)}${randomBytes(3).toString('hex')}`;
  };
}

/** When an id of ours with a prefix of one letter was made, in ms since 1970; `null` where it is none. */
export function madeAt(id: string): number | null {
  const made = /^[a-z]([0-9a-z]{10,12})[0-9a-f]{6}$/.exec(id)?.[1];
  return made === undefined ? null : Number.parseInt(made, 36) / 1000;
}
