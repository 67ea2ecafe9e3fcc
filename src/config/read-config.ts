import { z } from 'zod';
import type { Config } from './config.ts';
import { Duration, Figure, Pause, Readings, Text } from './fields.ts';
import { Findings } from './findings.ts';
import { readGroup, readPart } from './part.ts';
import type { Problem } from './problem.ts';
import { readAccounts } from './read-accounts.ts';
import { readFreeze } from './read-freeze.ts';
import { readPolicy } from './read-policy.ts';
import { readSlack, readTokens } from './read-slack.ts';
import { readTree } from './tree.ts';

const Top = z.strictObject({
  slack: z.unknown().optional(),
  accounts: z.unknown().optional(),
  policy: z.unknown().optional(),
  freeze: z.unknown().optional(),
  store: z.unknown().optional(),
  ending: z.unknown().optional(),
  watch: z.unknown().optional(),
  cleanup: z.unknown().optional(),
});
const StorePart = z.strictObject({ path: Text.default('./data') });
const EndingPart = z.strictObject({
  pollSeconds: Pause.default(10),
  timeoutMinutes: Duration.default(30),
  confirmMinutes: Duration.default(15),
  approvalHours: Duration.default(1),
  readinessLagSeconds: Figure.default(1),
  readinessLagSecondsDrs: Figure.default(0),
  readinessReadings: Readings.default(5),
  readinessSeconds: Duration.default(60),
});
const WatchPart = z.strictObject({ pollSeconds: Pause.default(60) });
const CleanupPart = z.strictObject({
  pollSeconds: Pause.default(5),
  lookAfterHours: Duration.default(1),
  lookAgainAfterHours: Duration.default(24),
  undoHours: Duration.default(24),
  busyMinutes: Duration.default(10),
});

export interface ConfigSource {
  /** The text of the configuration file. */
  readonly text: string;
  /** The file's name, for mistakes that belong to no key. */
  readonly path: string;
  readonly env: Record<string, string | undefined>;
}

export type ReadConfig =
  | { readonly ok: true; readonly config: Config }
  | { readonly ok: false; readonly problems: readonly Problem[] };

type Complete<Parts> = { readonly [Name in keyof Parts]: NonNullable<Parts[Name]> };

/** Could every part be read? */
function isComplete<Parts extends object>(parts: Parts): parts is Parts & Complete<Parts> {
  return Object.values(parts).every((part) => part !== null);
}

/**
 * Reads the configuration file and the environment into our words, or lists every mistake in both at once. No
 * message shows a credential, or a value that came from the environment.
 */
export function readConfig({ text, path, env }: ConfigSource): ReadConfig {
  const findings = new Findings(path);
  const tree = readTree(text, env, findings);
  if (tree === undefined) {
    readTokens('not-known', env, findings);
    return { ok: false, problems: findings.problems };
  }
  const group = readGroup(tree, [], findings);
  if (group === null) return { ok: false, problems: findings.problems };
  readPart(Top, group, [], findings);
  const slack = readSlack(group['slack'], env, findings);
  const accounts = readAccounts(group['accounts'], findings);
  const policy = readPolicy(group['policy'], group['accounts'], findings);
  const freeze = readFreeze(group['freeze'], group['accounts'], findings);
  const store = readPart(StorePart, readGroup(group['store'], ['store'], findings), ['store'], findings);
  const ending = readPart(EndingPart, readGroup(group['ending'], ['ending'], findings), ['ending'], findings);
  const watch = readPart(WatchPart, readGroup(group['watch'], ['watch'], findings), ['watch'], findings);
  const cleanup = readPart(
    CleanupPart,
    readGroup(group['cleanup'], ['cleanup'], findings),
    ['cleanup'],
    findings,
  );
  const parts = { slack, store, ending, watch, cleanup };
  if (!isComplete(parts) || findings.problems.length > 0) return { ok: false, problems: findings.problems };
  return { ok: true, config: { ...parts, accounts, policy, freeze } };
}
