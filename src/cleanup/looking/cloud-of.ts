import { ProviderError } from '../../lifecycle/ports.ts';
import type { Checklist } from '../checklist/checklist.ts';
import type { CleanupCloud, CleanupPorts } from '../ports.ts';

/** The cloud that a checklist's task belongs to; `null` where its account is no longer configured. */
export function cloudOf(ports: CleanupPorts, { task }: Checklist): CleanupCloud | null {
  const mine = ({ provider, account }: CleanupCloud) =>
    provider === task.provider && account === task.account;
  return ports.clouds.find(mine) ?? null;
}

/** A sentence for a look that failed; a failure that is not the cloud's is ours, and is thrown. */
export function whyNot(error: unknown): string {
  if (!(error instanceof ProviderError)) throw error;
  const right = error.permission === null ? '' : ` (the account lacks the right ${error.permission})`;
  return `${error.message}${right}`;
}
