import { once } from '../../once.ts';
import type { AlibabaAccountConfig } from './config.ts';

/** The key that signs one request. Never logged, never thrown. */
export interface Keys {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string | null;
}

export type KeyRing = () => Promise<Keys>;

interface Chain {
  getCredential(): Promise<{ accessKeyId?: string; accessKeySecret?: string; securityToken?: string }>;
}

const credentialsSdk = once(() => import('@alicloud/credentials'));

async function newChain(): Promise<Chain> {
  const module = await credentialsSdk();
  // A CommonJS package with an `exports.default`: what `default` means depends on who loads it.
  const outer: unknown = module.default;
  const Credential = typeof outer === 'function' ? outer : Reflect.get(Object(outer), 'default');
  return Reflect.construct(Credential, []) as Chain;
}

/**
 * Hands out the account's keys anew for every request, from the configuration or from Alibaba's default
 * chain. Where there are none it throws, without the reason: the chain quotes answers with keys in them. The
 * chain is made anew after that, because it would otherwise ask its last provider only.
 */
export function createKeyRing(credentials: AlibabaAccountConfig['credentials']): KeyRing {
  if (credentials !== 'default-chain') {
    return async () => {
      try {
        return {
          accessKeyId: credentials.accessKeyId,
          accessKeySecret: credentials.accessKeySecret(),
          securityToken: credentials.securityToken?.() ?? null,
        };
      } catch {
        throw new Error('the configured secret could not be read');
      }
    };
  }
  let chain: Promise<Chain> | null = null;
  return async () => {
    chain ??= newChain();
    const current = chain;
    try {
      const found = await (await current).getCredential();
      const { accessKeyId, accessKeySecret, securityToken } = found;
      if (accessKeyId && accessKeySecret) {
        return { accessKeyId, accessKeySecret, securityToken: securityToken ? securityToken : null };
      }
    } catch {
      // told below, as "none"
    }
    if (chain === current) chain = null;
    throw new Error("Alibaba's default chain of credentials has none");
  };
}
