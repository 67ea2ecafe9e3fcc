import { ProviderError } from '../../lifecycle/ports.ts';
import type { Heard } from './heard-call.ts';
import { type Exchange, exchange, type Outgoing } from './http.ts';
import { failureOf, isServiceFailure, isThrottled } from './refusals.ts';
import { type Patience, withRetries } from './retry.ts';
import { TokenAnswer } from './schema.ts';

/**
 * A login that failed; whatever wanted the token was not sent. `came` is how: turned away, too often, or without
 * a usable answer. It does not keep the answer, which may hold a token or echo the password.
 */
export class LoginFailed extends ProviderError {
  readonly came: 'refused' | 'throttled' | 'no-use';
  readonly retryAfterMs: number | null;
  constructor(failure: ProviderError, result: Exchange) {
    super(failure.kind, failure.message, failure);
    this.name = 'LoginFailed';
    this.came = howItCame(result);
    this.retryAfterMs = result.kind === 'answer' ? result.retryAfterMs : null;
  }
}

function howItCame(result: Exchange): LoginFailed['came'] {
  if (result.kind === 'no-answer' || result.status < 400) return 'no-use';
  if (isThrottled(result)) return 'throttled';
  return isServiceFailure(result) ? 'no-use' : 'refused';
}

export interface PasswordLogin {
  readonly username: string;
  readonly password: () => string;
  readonly domain: string;
}

export interface TokenSource {
  /** A token that is good for some minutes more; logs in where there is none. */
  token(): Promise<string>;
  /** Forgets a token that was refused, so that the next one is new. */
  forget(token: string): void;
}

export interface TokenSourceNeeds {
  readonly login: PasswordLogin;
  /** The base URL of IAM. */
  readonly iam: string;
  readonly project: string;
  readonly now: () => number;
  readonly timeoutMs: number;
  readonly patience: Patience;
  readonly doFetch: typeof fetch;
  readonly clean: (text: string) => string;
  readonly heard: Heard;
  /** Is told every token, so that none is ever shown. */
  readonly learn: (secret: string) => void;
}

/** A token is given up this long before it expires, so that none dies on its way. */
const RENEW_BEFORE_MS = 5 * 60_000;

/**
 * Logs in by password and keeps the token until shortly before its end (IAM API reference, "Obtaining a User
 * Token Through Password Authentication"; a token lasts 24 h and several KB). Callers at the same time share one
 * login.
 */
export function createTokenSource(needs: TokenSourceNeeds): TokenSource {
  let kept: { token: string; until: number } | null = null;
  let underWay: Promise<string> | null = null;

  async function login(): Promise<string> {
    const request = loginRequest(needs);
    const result = await withRetries(
      () =>
        needs.heard({ method: 'POST', path: '/auth/tokens' }, null, () =>
          exchange(needs.doFetch, request, needs.timeoutMs, needs.clean),
        ),
      needs.patience,
    );
    const fresh = readToken(result);
    if (fresh === null) {
      const failure = failureOf(result, `logging in as ${needs.login.username}`, null, needs.clean);
      throw new LoginFailed(failure, result);
    }
    needs.learn(fresh.token);
    kept = { token: fresh.token, until: fresh.expiresAt - RENEW_BEFORE_MS };
    return fresh.token;
  }

  return {
    async token() {
      if (kept !== null && needs.now() < kept.until) return kept.token;
      underWay ??= login().finally(() => {
        underWay = null;
      });
      return underWay;
    },
    forget(token) {
      if (kept?.token === token) kept = null;
    },
  };
}

function loginRequest({ login, iam, project }: TokenSourceNeeds): Outgoing {
  const user = { name: login.username, password: login.password(), domain: { name: login.domain } };
  return {
    method: 'POST',
    url: `${iam}/v3/auth/tokens?nocatalog=true`,
    headers: { 'content-type': 'application/json;charset=utf8' },
    body: JSON.stringify({
      auth: {
        identity: { methods: ['password'], password: { user } },
        scope: { project: { id: project } },
      },
    }),
  };
}

function readToken(result: Exchange): { token: string; expiresAt: number } | null {
  if (result.kind !== 'answer' || result.status < 200 || result.status > 299) return null;
  const answer = TokenAnswer.safeParse(result.body);
  if (!answer.success || result.subjectToken === null) return null;
  return { token: result.subjectToken, expiresAt: Date.parse(answer.data.token.expires_at) };
}
