import type { CleanupCloud } from './cleanup/ports.ts';
import type { AccountConfig } from './config/config.ts';
import type { Secret } from './config/secret.ts';
import type { Cloud } from './lifecycle/ports.ts';
import { createAlibabaAccount } from './providers/alibaba-dts/account.ts';
import { createDrsAccount } from './providers/drs/account.ts';

function reveal(secret: Secret): () => string {
  return () => secret.reveal();
}

/** Opens a configured account. Nothing is loaded or connected before its first call. */
export function openAccount(account: AccountConfig): Cloud & CleanupCloud {
  const { name, regions, endpoints } = account;
  const common = {
    name,
    regions,
    endpoints,
    ...(account.endpoint === null ? {} : { endpoint: account.endpoint }),
  };
  if (account.provider === 'alibaba-dts') {
    const { credentials } = account;
    if (credentials === 'default-chain') return createAlibabaAccount({ ...common, credentials });
    const { accessKeyId, accessKeySecret, securityToken } = credentials;
    const token = securityToken === null ? {} : { securityToken: reveal(securityToken) };
    return createAlibabaAccount({
      ...common,
      credentials: { accessKeyId, accessKeySecret: reveal(accessKeySecret), ...token },
    });
  }
  const { cloud, project, credentials } = account;
  if (credentials.kind === 'password') {
    const { username, password, domain } = credentials;
    return createDrsAccount({
      ...common,
      cloud,
      project,
      credentials: { username, password: reveal(password), domain },
    });
  }
  const token =
    credentials.securityToken === null ? {} : { securityToken: reveal(credentials.securityToken) };
  const { accessKey, secretKey } = credentials;
  return createDrsAccount({
    ...common,
    cloud,
    project,
    credentials: { accessKey, secretKey: reveal(secretKey), ...token },
  });
}
