import { z } from 'zod';
import type { Findings } from './findings.ts';
import { nearest } from './nearest.ts';
import type { Path } from './problem.ts';

const Named = z.array(z.object({ name: z.string() }).catch({ name: '' })).catch([]);
const NamingAccounts = z.object({ accounts: z.array(z.string().catch('')) });

/** The names that the accounts of the file have, as far as they can be told when other keys are wrong. */
export function accountNames(accounts: unknown): readonly string[] {
  return Named.parse(accounts)
    .map(({ name }) => name.trim())
    .filter((name) => name !== '');
}

/** Notes every name in the `accounts` of a group that no account of the file has. */
export function refuseUnknownAccounts(
  group: unknown,
  path: Path,
  names: readonly string[],
  findings: Findings,
): void {
  const named = NamingAccounts.safeParse(group).data?.accounts ?? [];
  named.forEach((name, index) => {
    if (name.trim() === '' || names.includes(name.trim())) return;
    const near = nearest(name, names);
    const meant = near !== null && findings.mayShow(near) ? `; did you mean ${near}?` : '';
    findings.add([...path, 'accounts', index], `is not the name of an account in this configuration${meant}`);
  });
}
