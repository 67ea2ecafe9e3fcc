import type { CleanupCloud } from './cleanup/ports.ts';
import type {
  AccountConfig,
  AlibabaAccount,
  AlibabaCredentials,
  DrsAccount,
  DrsCredentials,
  OwnCredentials,
} from './config/config.ts';
import type { Secret } from './config/secret.ts';
import type { Cloud } from './lifecycle/ports.ts';
import type { AlibabaAccountConfig } from './providers/alibaba-dts/config.ts';
import type { Called } from './providers/cloud-call.ts';
import type { DrsAccountConfig } from './providers/drs/open-region.ts';
import type { OwnKeys } from './providers/key-uses.ts';
import { lateAccount } from './providers/late-account.ts';

function reveal(secret: Secret): () => string {
  return () => secret.reveal();
}

function tokenOf(securityToken: Secret | null): { securityToken?: () => string } {
  return securityToken === null ? {} : { securityToken: reveal(securityToken) };
}

function alibabaKey({ accessKeyId, accessKeySecret, securityToken }: AlibabaCredentials) {
  return { accessKeyId, accessKeySecret: reveal(accessKeySecret), ...tokenOf(securityToken) };
}

function drsKey(credentials: DrsCredentials) {
  if (credentials.kind === 'password') {
    const { username, password, domain } = credentials;
    return { username, password: reveal(password), domain };
  }
  const { accessKey, secretKey, securityToken } = credentials;
  return { accessKey, secretKey: reveal(secretKey), ...tokenOf(securityToken) };
}

function ownKeys<Set, Key>({ end, cleanup }: OwnCredentials<Set>, keyOf: (set: Set) => Key): OwnKeys<Key> {
  return {
    end: end === null ? null : keyOf(end),
    cleanup: cleanup === null ? null : keyOf(cleanup),
  };
}

function commonOf({ name, regions, endpoints, endpoint }: AccountConfig) {
  return { name, regions, endpoints, ...(endpoint === null ? {} : { endpoint }) };
}

/** The account as its provider wants it: secrets are functions. */
export function alibabaConfig(account: AlibabaAccount): AlibabaAccountConfig {
  const { credentials, ownCredentials } = account;
  return {
    ...commonOf(account),
    credentials: credentials === 'default-chain' ? credentials : alibabaKey(credentials),
    ownCredentials: ownKeys(ownCredentials, alibabaKey),
  };
}

/** The account as its provider wants it: secrets are functions. */
export function drsConfig(account: DrsAccount): DrsAccountConfig {
  const { cloud, project, credentials, ownCredentials } = account;
  const keys = { credentials: drsKey(credentials), ownCredentials: ownKeys(ownCredentials, drsKey) };
  return { ...commonOf(account), cloud, project, ...keys };
}

/** Opens a configured account; `called` is told of every request. Nothing is loaded or connected before its first call. */
export function openAccount(account: AccountConfig, called?: Called): Cloud & CleanupCloud {
  const { name, regions } = account;
  const heard = called === undefined ? {} : { called };
  if (account.provider === 'alibaba-dts')
    return lateAccount('alibaba-dts', name, regions, async () => {
      const { createAlibabaAccount } = await import('./providers/alibaba-dts/account.ts');
      return createAlibabaAccount({ ...alibabaConfig(account), ...heard });
    });
  return lateAccount('drs', name, regions, async () => {
    const { createDrsAccount } = await import('./providers/drs/account.ts');
    return createDrsAccount({ ...drsConfig(account), ...heard });
  });
}

/** The account as if one of its sets were the only one it has; `null` where it has no such set of its own. */
export function withOnly(account: AccountConfig, use: 'read' | 'end' | 'cleanup'): AccountConfig | null {
  const ownCredentials = { end: null, cleanup: null };
  if (account.provider === 'alibaba-dts') {
    const credentials = use === 'read' ? account.credentials : account.ownCredentials[use];
    return credentials === null ? null : { ...account, credentials, ownCredentials };
  }
  const credentials = use === 'read' ? account.credentials : account.ownCredentials[use];
  return credentials === null ? null : { ...account, credentials, ownCredentials };
}
