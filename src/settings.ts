import type { CleanupSettings } from './cleanup/ports.ts';
import type { Config } from './config/config.ts';
import type { Settings } from './lifecycle/settings.ts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** A call's own time-out of 30 s, and ten minutes for the cloud to show what it did. */
const QUIET_MS = 10.5 * MINUTE;
/** A whitelist takes about a minute to take effect; a cloud that needs ten has not done it. */
const REMOVING_MS = 10 * MINUTE;
/** What is known of other tasks may be that old for showing; a removal asks afresh. */
const LIVING_MS = 3 * MINUTE;

/** The times of endings, in milliseconds. */
export function endingSettings(config: Config): Settings {
  const timeoutMs = config.ending.timeoutMinutes * MINUTE;
  return {
    confirmMs: config.ending.confirmMinutes * MINUTE,
    approvalMs: config.ending.approvalHours * HOUR,
    pollMs: config.ending.pollSeconds * SECOND,
    timeoutMs,
    resendMs: MINUTE,
    quietMs: Math.min(QUIET_MS, timeoutMs),
    hungMs: HOUR,
    keepMs: 24 * HOUR,
    readiness: {
      seconds: {
        'alibaba-dts': config.ending.readinessLagSeconds,
        drs: config.ending.readinessLagSecondsDrs,
      },
      readings: config.ending.readinessReadings,
      spanMs: config.ending.readinessSeconds * SECOND,
    },
  };
}

/** The times of the clean-up, in milliseconds. A closed checklist is kept for as long as a removal can be put back. */
export function cleanupSettings({ cleanup, ending }: Config): CleanupSettings {
  const undoMs = cleanup.undoHours * HOUR;
  const lookAgainMs = cleanup.lookAfterHours * HOUR;
  return {
    livingMs: Math.min(LIVING_MS, lookAgainMs),
    secondLooksMs: [lookAgainMs, cleanup.lookAgainAfterHours * HOUR],
    lookAgainMs,
    pollMs: cleanup.pollSeconds * SECOND,
    removingMs: REMOVING_MS,
    busyMs: cleanup.busyMinutes * MINUTE,
    confirmMs: ending.confirmMinutes * MINUTE,
    undoMs,
    keepMs: Math.max(24 * HOUR, undoMs),
  };
}

/** For how long a stop waits for looks and their answers, in milliseconds; a call that may have been sent is apart. */
export function drainMs({ slack }: Config): number {
  return (slack.drainSeconds ?? 5) * SECOND;
}
