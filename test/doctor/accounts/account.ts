import type { AccountConfig } from '../../../src/config/config.ts';
import { Secret } from '../../../src/config/secret.ts';

interface Wanted {
  readonly provider?: 'alibaba-dts' | 'drs';
  readonly cloud?: 'otc' | 'huaweicloud';
  /** Uses with a key of their own. */
  readonly sets?: readonly ('end' | 'cleanup')[];
  /** The id of the key of each use; left out: a different one for each. */
  readonly ids?: Readonly<Record<string, string>>;
}

/** An account as the configuration has it, with as many keys as are wanted. */
export function accountWith({
  provider = 'alibaba-dts',
  cloud = 'otc',
  sets = [],
  ids = {},
}: Wanted): AccountConfig {
  const common = { name: 'one', regions: ['cn-hangzhou'], channel: null, endpoint: null, endpoints: {} };
  const id = (use: string) => ids[use] ?? `id-${use}`;
  const secret = new Secret('not-told');
  if (provider === 'alibaba-dts') {
    const key = (use: string) => ({ accessKeyId: id(use), accessKeySecret: secret, securityToken: null });
    const own = (use: 'end' | 'cleanup') => (sets.includes(use) ? key(use) : null);
    const ownCredentials = { end: own('end'), cleanup: own('cleanup') };
    return { ...common, provider, credentials: key('read'), ownCredentials };
  }
  const key = (use: string) =>
    ({ kind: 'access-key', accessKey: id(use), secretKey: secret, securityToken: null }) as const;
  const own = (use: 'end' | 'cleanup') => (sets.includes(use) ? key(use) : null);
  const ownCredentials = { end: own('end'), cleanup: own('cleanup') };
  return { ...common, provider, cloud, project: 'p', credentials: key('read'), ownCredentials };
}
