import { ErrorCode } from '@slack/web-api';
import { ProviderError } from '../lifecycle/ports.ts';
import type { Log } from '../slack/room.ts';
import { chainOf, describeError } from './describe-error.ts';

/** Slack could not be reached, or not now. What it refuses (`PlatformError`) may well be our mistake. */
const SLACK_AWAY: ReadonlySet<unknown> = new Set([
  ErrorCode.RequestError,
  ErrorCode.HTTPError,
  ErrorCode.RateLimitedError,
]);

/** Did something outside fail, a cloud or Slack, here or at the bottom of it? */
export function isOutside(error: unknown): boolean {
  return chainOf(error).some(
    (one) =>
      one instanceof ProviderError || (one instanceof Error && 'code' in one && SLACK_AWAY.has(one.code)),
  );
}

function stackOf(error: Error): string {
  return chainOf(error)
    .flatMap((one) => (one instanceof Error ? [one.stack ?? one.name] : []))
    .join('\ncaused by ');
}

/** What a line says of a failure: the error in words, what the cloud called it, and where in our code it was if it is ours. */
export function failureFacts(error: unknown): Record<string, unknown> {
  const facts = { error: describeError(error) };
  if (error instanceof ProviderError)
    return { ...facts, kind: error.kind, code: error.code, cloudRequest: error.requestId };
  return error instanceof Error && !isOutside(error) ? { ...facts, stack: stackOf(error) } : facts;
}

/** Logs a failure by whose it is: what failed outside is a warning, everything else is ours and an error. */
export function logFailure(
  log: Log,
  event: string,
  error: unknown,
  facts: Record<string, unknown> = {},
): void {
  const write = isOutside(error) ? log.warn : log.error;
  write(event, { ...facts, ...failureFacts(error) });
}
