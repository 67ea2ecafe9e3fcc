import type { Leftover } from '../leftovers/leftover.ts';
import { whyNot } from '../looking/cloud-of.ts';
import type { CleanupCloud, CleanupPorts } from '../ports.ts';

/**
 * Waits while the thing that a removal changes is being changed by others, at most as long as the settings say.
 * Returns a sentence where it cannot be changed now; `null` where it can, or is not there any more.
 */
export async function untilReady(
  ports: CleanupPorts,
  cloud: CleanupCloud,
  leftover: Leftover,
): Promise<string | null> {
  const startedAt = ports.now();
  for (;;) {
    if (ports.stopping()) return 'The bot was being stopped before anything was sent.';
    const readiness = await cloud.readiness(leftover).catch((error: unknown) => ({
      kind: 'not-now' as const,
      why: whyNot(error),
    }));
    if (readiness.kind === 'not-now') return `It cannot be changed now: ${readiness.why}.`;
    if (readiness.kind !== 'busy') return null;
    if (ports.now() - startedAt >= ports.settings.busyMs)
      return `It is still busy (${readiness.why}): try again when it runs.`;
    await ports.wait(ports.settings.pollMs);
  }
}
