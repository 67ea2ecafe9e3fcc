import { withOnly } from '../../accounts.ts';
import type { AccountConfig, Config } from '../../config/config.ts';
import { KEY_WORDS, type KeyUse } from '../../providers/key-uses.ts';
import { policyFor } from './rights.ts';

/** The keys that an account has, each with what it is for. */
export function keysOf(account: AccountConfig): readonly { use: KeyUse; only: AccountConfig }[] {
  return (['read', 'end', 'cleanup'] as const).flatMap((use) => {
    const only = withOnly(account, use);
    return only === null ? [] : [{ use, only }];
  });
}

/** "account otc, key for ending": how the keys of an account are called; only "account otc" where it has one. */
export function keyName(account: AccountConfig, use: KeyUse): string {
  return keysOf(account).length === 1
    ? `account ${account.name}`
    : `account ${account.name}, ${KEY_WORDS[use]}`;
}

/** ", key for reading," where an account has several keys; nothing where it has one. */
export function keyWords(account: AccountConfig, use: KeyUse): string {
  return keysOf(account).length === 1 ? '' : `, ${KEY_WORDS[use]},`;
}

/** What goes with a policy where the cloud asks for more than the bot does. */
function more(account: AccountConfig): string | null {
  if (account.provider === 'alibaba-dts')
    return 'Leave out dts:DeleteDtsJob where nobody is to release tasks, and products that you do not use.';
  const also =
    account.cloud === 'otc'
      ? 'RDS ReadOnlyAccess and, for ending, VPC FullAccess'
      : 'RDS ReadOnlyAccess, VPC FullAccess and SMN FullAccess, and for reading perhaps DRS ReadOnlyAccess';
  return `The manual asks for ${also} on top. For comparisons in plans, add a right to read of drs:compareJob.`;
}

/** Prints the smallest policy for every key of the configuration. Asks nobody. */
export function printPolicies(config: Config, out: (line: string) => void): void {
  for (const account of config.accounts) {
    for (const { use } of keysOf(account)) {
      out(`${keyName(account, use)}:`);
      out(JSON.stringify(policyFor(account, use), null, 2));
    }
    const said = more(account);
    if (said !== null) out(said);
    out('');
  }
  out('The chapter "The least rights at each cloud" of the README says what each right is for.');
}
