import type { PolicyBook } from '../policy/book.ts';
import type { Log } from '../slack/room.ts';
import { type Environment, readConfigFile } from './load-config.ts';

interface Again {
  readonly policy: PolicyBook;
  readonly path: string;
  readonly env: Environment;
  readonly log: Log;
}

/**
 * Reads the configuration file again and takes its policy and its freeze windows; everything else in it counts from
 * the next start. A file that is not usable leaves no policy at all: nobody may, until it is mended and loaded again.
 */
export async function loadPolicyAgain({ policy, path, env, log }: Again): Promise<void> {
  const loaded = await readConfigFile(path, env);
  if (loaded.ok) {
    const { policy: rules, freeze: windows } = loaded.config;
    policy.replace({ rules, windows });
    log.info('the policy was loaded again', { rules: rules.length, windows: windows.length });
    return;
  }
  policy.replace({ why: loaded.first, at: Date.now() });
  log.error('the configuration could not be loaded again, so nobody may do anything', { error: loaded.said });
}
