import type { Actor } from '../lifecycle/ports.ts';
import type { BrakePorts } from './ports.ts';
import { LONGEST_REASON } from './sentences.ts';

export interface Refused {
  readonly kind: 'refused';
  /** A sentence: why, and the next step. Nothing was changed. */
  readonly why: string;
}

/** A refusal, with its line in the audit trail: somebody tried. */
export async function refuse(
  ports: BrakePorts,
  actor: Actor,
  tried: { readonly deed: 'hold' | 'unhold' | 'freeze' | 'unfreeze'; readonly task: string | null },
  why: string,
): Promise<Refused> {
  const at = new Date(ports.now()).toISOString();
  const line = { type: 'brake.refused', at, actor: actor.userId, channel: actor.channelId, ...tried, why };
  await ports.store.commit([], [line]);
  return { kind: 'refused', why };
}

/** What is wrong with a reason; `null` where it is one. */
export function reasonObjection(because: string): string | null {
  if (because.trim() === '') return 'A reason is needed: others will ask why.';
  return because.length > LONGEST_REASON
    ? `That reason is longer than ${LONGEST_REASON} letters: say it shorter.`
    : null;
}
