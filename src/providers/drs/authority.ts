import { signedHeaders, signingDate } from './sign.ts';
import { createTokenSource, type PasswordLogin, type TokenSourceNeeds } from './token.ts';

export interface AccessKey {
  readonly accessKey: string;
  readonly secretKey: () => string;
  readonly securityToken?: () => string;
}

/** Secrets are functions, so that nothing that prints or stores the configuration has them. */
export type DrsCredentials = AccessKey | PasswordLogin;

export interface Unproven {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

/** Proves to the gateway who is calling. */
export interface Authority {
  /** The headers that prove this request. Throws `LoginFailed` where there is no token to be had. */
  prove(request: Unproven): Promise<Readonly<Record<string, string>>>;
  /** After a refused proof: whether another one could do better. */
  renew(refused: Readonly<Record<string, string>>): boolean;
}

/** Signs each call with the access key, or logs in and shows the token, whichever the credentials are for. */
export function createAuthority(
  credentials: DrsCredentials,
  needs: Omit<TokenSourceNeeds, 'login'>,
): Authority {
  return 'accessKey' in credentials
    ? keyAuthority(credentials, needs.project, needs.now)
    : tokenAuthority({ ...needs, login: credentials });
}

/**
 * For calls of IAM itself: a key signs without a project, as both vendors' SDKs do when they ask IAM for projects; a
 * token is shown as it is.
 */
export function authorityForIam(
  credentials: DrsCredentials,
  ofProject: Authority,
  now: () => number,
): Authority {
  return 'accessKey' in credentials ? keyAuthority(credentials, null, now) : ofProject;
}

/** The secrets of an account, to be taken out of whatever the cloud writes back. */
export function secretsOf(credentials: DrsCredentials): readonly string[] {
  if (!('accessKey' in credentials)) return [credentials.password()];
  return [credentials.secretKey(), ...(credentials.securityToken ? [credentials.securityToken()] : [])];
}

function keyAuthority(key: AccessKey, project: string | null, now: () => number): Authority {
  return {
    async prove(request) {
      const temporary = key.securityToken ? { securityToken: key.securityToken() } : {};
      return signedHeaders(
        { ...request, date: signingDate(now()), project, ...temporary },
        { accessKey: key.accessKey, secretKey: key.secretKey() },
      );
    },
    renew: () => false,
  };
}

function tokenAuthority(needs: TokenSourceNeeds): Authority {
  const source = createTokenSource(needs);
  return {
    async prove() {
      return { 'content-type': 'application/json', 'x-auth-token': await source.token() };
    },
    renew(refused) {
      source.forget(refused['x-auth-token'] ?? '');
      return true;
    },
  };
}
