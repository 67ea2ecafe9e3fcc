import type { Verdict } from './ports.ts';

export type Allowed = Extract<Verdict, { allowed: true }>;

/**
 * What holds for several tasks confirmed together: the verdict that asks for most approvals, and the typed name
 * where any of them asks for it. `null` without a verdict.
 */
export function strictest(verdicts: readonly Allowed[]): Allowed | null {
  const [first, ...others] = verdicts;
  if (first === undefined) return null;
  const most = others.reduce((so, verdict) => (verdict.approvals > so.approvals ? verdict : so), first);
  const named = verdicts.some((verdict) => verdict.confirm === 'type-name');
  return { ...most, confirm: named ? 'type-name' : 'button' };
}
