import { ErrorCode } from '@slack/web-api';

/** How a call to Slack went wrong, by code and never by text. */
export type SlackProblem =
  | { readonly kind: 'later'; readonly afterMs: number } // rate limited
  | { readonly kind: 'said-no'; readonly error: string } // Slack understood and refused
  | { readonly kind: 'unknown' }; // no usable answer: it may have been done

function field(error: object, name: string): unknown {
  return name in error ? (error as Record<string, unknown>)[name] : undefined;
}

/** Sorts an error of `@slack/web-api` 8 (its documented codes) into the three cases that matter. */
export function slackProblem(error: unknown): SlackProblem {
  if (typeof error !== 'object' || error === null) return { kind: 'unknown' };
  const code = field(error, 'code');
  if (code === ErrorCode.RateLimitedError) {
    const retryAfter = field(error, 'retryAfter');
    return { kind: 'later', afterMs: (typeof retryAfter === 'number' ? retryAfter : 1) * 1000 };
  }
  if (code !== ErrorCode.PlatformError) return { kind: 'unknown' };
  const data = field(error, 'data');
  const said = typeof data === 'object' && data !== null ? field(data, 'error') : undefined;
  return { kind: 'said-no', error: typeof said === 'string' ? said : 'unknown_error' };
}
