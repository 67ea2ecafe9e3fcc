import type { OwnCredentials } from './config.ts';
import type { Findings } from './findings.ts';
import type { Path } from './problem.ts';
import { Secret } from './secret.ts';

/** What an account's credentials are for, as the file names it. */
const USES = ['read', 'end', 'cleanup'];

/** The credentials that read, and those of their own for the rest. */
export interface CredentialSets<Set, Reading = Set> {
  readonly credentials: Reading;
  readonly ownCredentials: OwnCredentials<Set>;
}

/** How one set is read: the keys that it may have, and what reads them. */
export interface OneSet<Set> {
  readonly keys: readonly string[];
  readonly readOne: (value: unknown, path: Path, findings: Findings) => Set | null;
}

/**
 * One set of credentials for everything, or `read`, `end` and `cleanup` with a set each, of which the last two may be
 * left out; `null` where a mistake was noted. An empty key is a mistake: it must not pass for one that is left out.
 */
export function readSets<Set>(
  value: unknown,
  path: Path,
  findings: Findings,
  { keys, readOne }: OneSet<Set>,
): CredentialSets<Set> | null {
  if (!isSplit(value)) {
    const credentials = readOne(value, path, findings);
    return credentials === null ? null : { credentials, ownCredentials: { end: null, cleanup: null } };
  }
  if (keys.some((key) => key in value)) {
    findings.add(
      path,
      `must hold ${keys.slice(0, 2).join(' and ')} for everything, or read, end and cleanup with a set each, but not both`,
    );
    return null;
  }
  for (const key of Object.keys(value))
    if (!USES.includes(key))
      findings.add([...path, key], 'does not belong here: a set is for read, end or cleanup');
  if (!('read' in value)) {
    findings.add([...path, 'read'], 'is missing; it reads, and does what has no set of its own');
    return null;
  }
  const set = (use: string) => (use in value ? readOne(value[use], [...path, use], findings) : null);
  const credentials = set('read');
  const ownCredentials = { end: set('end'), cleanup: set('cleanup') };
  return credentials === null ? null : { credentials, ownCredentials };
}

/** Are there sets by use? A group inside the group is meant as one, whatever it is called. */
function isSplit(value: unknown): value is Record<string, unknown> {
  if (!isGroup(value)) return false;
  return Object.entries(value).some(([key, part]) => USES.includes(key) || isGroup(part));
}

function isGroup(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Secret);
}
