import type { AccountConfig } from '../../config/config.ts';
import { KEY_WORDS } from '../../providers/key-uses.ts';
import { type Check, fail, ok } from '../finding.ts';
import { keysOf } from './policies.ts';

/** What makes two sets of credentials the same one. It is compared, and never shown. */
function identityOf({ credentials }: AccountConfig): string {
  if (credentials === 'default-chain') return 'default-chain';
  if ('accessKeyId' in credentials)
    return ['key', credentials.accessKeyId, credentials.securityToken?.reveal() ?? ''].join(' ');
  if (credentials.kind === 'password') return ['user', credentials.domain, credentials.username].join(' ');
  return ['key', credentials.accessKey, credentials.securityToken?.reveal() ?? ''].join(' ');
}

/** Where an account has a key for each use, are they different ones? None for an account with one key. */
export function sameKeysCheck(account: AccountConfig): readonly Check[] {
  const keys = keysOf(account);
  if (keys.length === 1) return [];
  return [
    {
      title: `account ${account.name} has a key of its own for each use`,
      run: async () => {
        const seen = new Map<string, string>();
        const same: string[] = [];
        for (const { use, only } of keys) {
          const identity = identityOf(only);
          const other = seen.get(identity);
          if (other !== undefined) same.push(`${KEY_WORDS[use]} is the ${other}`);
          seen.set(identity, other ?? KEY_WORDS[use]);
        }
        if (same.length === 0) return ok();
        return fail(
          `The ${same.join(', and the ')}, so the one may do what only the other is for. Make another key, of a user with the rights of that tier alone ("cutover doctor --policy" prints them), or leave the set out.`,
        );
      },
    },
  ];
}
