import type { CallOutcome } from '../../lifecycle/ports.ts';
import { type Asked, outcomeOf } from './outcome.ts';
import { isServiceFailure, isThrottled } from './refusals.ts';
import type { DrsCall, RegionClient } from './region-client.ts';
import { LoginFailed } from './token.ts';

/** Sends the call once and says what came of it. Never throws. */
export async function sendCall(client: RegionClient, call: DrsCall, asked: Asked): Promise<CallOutcome> {
  try {
    return outcomeOf(await client.sendOnce(call), asked);
  } catch (error) {
    if (error instanceof LoginFailed) return outcomeOfLogin(error);
    const why =
      error instanceof Error ? asked.clean(error.message) : 'something went wrong in the bot itself';
    return { kind: 'unknown', why, requestId: null };
  }
}

/** Without a login the call itself was never sent, whatever became of the login. */
function outcomeOfLogin(failure: LoginFailed): CallOutcome {
  const result = failure.exchange;
  if (result.kind === 'no-answer' || isServiceFailure(result) || result.status < 400) {
    return { kind: 'not-sent', why: failure.message };
  }
  if (isThrottled(result)) {
    return { kind: 'throttled', code: failure.code ?? 'HTTP.429', retryAfterMs: result.retryAfterMs };
  }
  return {
    kind: 'refused',
    code: failure.code ?? `HTTP.${result.status}`,
    message: failure.message,
    requestId: failure.requestId,
    permission: null,
  };
}
