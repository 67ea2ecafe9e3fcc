import type { CallOutcome } from '../../lifecycle/ports.ts';
import { rawAnswer } from '../raw-answer.ts';
import type { Exchange } from './http.ts';
import type { RegionClient, ServiceCall } from './region-client.ts';
import { LoginFailed } from './token.ts';

/** Sends the call once and says what came of it, as `judge` reads the answer. Never throws. */
export async function sendCall(
  client: RegionClient,
  call: ServiceCall,
  judge: (result: Exchange) => CallOutcome,
  clean: (text: string) => string,
): Promise<CallOutcome> {
  try {
    const result = await client.sendOnce(call, judge);
    const outcome = judge(result);
    if (result.kind === 'no-answer') return outcome;
    return { ...outcome, answer: rawAnswer(result.status, result.body ?? result.text, clean) };
  } catch (error) {
    if (error instanceof LoginFailed) return outcomeOfLogin(error);
    const why = error instanceof Error ? clean(error.message) : 'something went wrong in the bot itself';
    return { kind: 'unknown', why, requestId: null };
  }
}

/** Without a login the call itself was never sent, whatever became of the login. */
function outcomeOfLogin(failure: LoginFailed): CallOutcome {
  const { code, retryAfterMs, message, requestId } = failure;
  switch (failure.came) {
    case 'no-use':
      return { kind: 'not-sent', why: message };
    case 'throttled':
      return { kind: 'throttled', code: code ?? 'HTTP.429', retryAfterMs };
    case 'refused':
      return { kind: 'refused', code: code ?? 'login', message, requestId, permission: null };
  }
}
