import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeThisProcess, Holder, isDead } from './holder.ts';
import { LOCK_FILE } from './lock.ts';
import { codeOf } from './store-error.ts';

/** Who holds a folder, as far as it can be told from here. */
export type Held =
  | { readonly kind: 'free' }
  | { readonly kind: 'unreadable'; readonly path: string }
  | {
      /** `here`: alive on this host. `dead`: was on this host. `elsewhere`: on another host, alive or not. */
      readonly kind: 'here' | 'dead' | 'elsewhere';
      readonly holder: Pick<Holder, 'host' | 'pid' | 'since'>;
      readonly path: string;
    };

/** Looks who holds the folder, and leaves everything as it is. Throws where the lock cannot even be opened. */
export async function lookAtLock(folder: string): Promise<Held> {
  const path = join(folder, LOCK_FILE);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { kind: 'free' };
    throw error;
  }
  let holder: Holder;
  try {
    holder = Holder.parse(JSON.parse(text));
  } catch {
    return { kind: 'unreadable', path };
  }
  const us = describeThisProcess(randomUUID(), Date.now());
  if (holder.host !== us.host) return { kind: 'elsewhere', holder, path };
  return { kind: isDead(holder, us) ? 'dead' : 'here', holder, path };
}
