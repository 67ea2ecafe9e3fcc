import { parseArgs } from 'node:util';
import type { Config } from '../config/config.ts';
import { printPolicies } from '../doctor/accounts/policies.ts';
import { examineAll } from '../doctor/doctor.ts';
import { describeBadOption } from './bad-option.ts';
import { OK } from './exit.ts';
import { secretsOf } from './load-config.ts';
import { readVersion } from './version.ts';

export interface DoctorOptions {
  /** The configuration file; `null` where it is not named. */
  readonly config: string | null;
  /** Also print a report of what the clouds really do. */
  readonly probe: boolean;
  /** Print the smallest policies, and look at nothing. */
  readonly policy: boolean;
}

/** The options of `cutover doctor`; the sentence that says what is wrong with them otherwise. */
export function readDoctorOptions(args: readonly string[]): DoctorOptions | string {
  const flag = { type: 'boolean', default: false } as const;
  try {
    const options = { probe: flag, policy: flag, config: { type: 'string' } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    if (positionals.length > 0) return `cutover doctor takes no "${positionals[0]}".`;
    if (values.probe && values.policy) return '--policy looks at nothing, so it does not go with --probe.';
    return { probe: values.probe, policy: values.policy, config: values.config ?? null };
  } catch (error) {
    return describeBadOption(error);
  }
}

/** `cutover doctor`: 0 = all well, 1 = something failed. Changes nothing. */
export async function runDoctor(
  config: Config,
  options: Omit<DoctorOptions, 'config'>,
  out: (line: string) => void,
): Promise<number> {
  if (options.policy) {
    printPolicies(config, out);
    return OK;
  }
  const width = process.stdout.isTTY ? process.stdout.columns : null;
  const secrets = secretsOf(config);
  return examineAll({ config, secrets, out, width, version: readVersion(), probe: options.probe });
}
