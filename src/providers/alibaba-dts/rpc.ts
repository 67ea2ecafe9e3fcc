import { setTimeout as sleep } from 'node:timers/promises';
import { type CallOutcome, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import { createLimiter, type Limiter } from '../limiter.ts';
import { baseUrl } from './base-url.ts';
import { isWorthAnotherTry, outcomeOf, readError } from './classify.ts';
import type { AlibabaAccountConfig } from './config.ts';
import { type Failure, judgeBody, keyFailure, thrownFailure } from './failure.ts';
import { createKeyRing, type Keys } from './keys.ts';
import { callOnce, type RpcCall } from './sdk.ts';

/** An account's way to every RPC-style product of Alibaba Cloud. */
export interface Rpc {
  /**
   * The body of a successful answer. Tries again, a few times and for no longer than one time-out, where the
   * cloud is busy or cannot be reached; throws `ProviderError`. `doing` completes "Alibaba Cloud did not …".
   */
  read(call: RpcCall, doing: string, urgency: Urgency): Promise<unknown>;
  /** Makes a call that changes the cloud: once, never again, and never throws. */
  send(call: RpcCall): Promise<CallOutcome>;
}

/** DTS allows an account 20 lists a second in a region; four at once stay below that. */
const AT_ONCE = 4;
const TRIES = 4;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 10_000;

type Answer =
  | {
      readonly ok: true;
      readonly body: unknown;
      readonly success: boolean | null;
      readonly requestId: string | null;
    }
  | { readonly ok: false; readonly failure: Failure };

/** How long to wait before the next try: what the cloud asks for, else doubling with jitter. */
function waitBefore(tryNumber: number, failure: Failure): number {
  if (failure.retryAfterMs !== null) return failure.retryAfterMs;
  return FIRST_WAIT_MS * 2 ** (tryNumber - 1) * (0.5 + Math.random() / 2);
}

export function createRpc(config: AlibabaAccountConfig): Rpc {
  const timeoutMs = config.timeoutMs ?? 30_000;
  const now = config.now ?? Date.now;
  const wait = config.wait ?? ((milliseconds: number) => sleep(milliseconds).then(() => undefined));
  const keyRing = createKeyRing(config.credentials);
  const limiters = new Map<string, Limiter>();
  for (const override of [config.endpoint, ...Object.values(config.endpoints ?? {})]) {
    if (override !== undefined && !URL.canParse(override)) throw new TypeError(`${override} is not a URL`);
  }

  function limiterOf(region: string): Limiter {
    const limiter = limiters.get(region) ?? createLimiter(AT_ONCE);
    limiters.set(region, limiter);
    return limiter;
  }

  async function ask(call: RpcCall): Promise<Answer> {
    let keys: Keys;
    try {
      keys = await keyRing();
    } catch (thrown) {
      return { ok: false, failure: keyFailure(thrown instanceof Error ? thrown.message : 'unknown') };
    }
    const secrets = [keys.accessKeySecret, keys.securityToken ?? '', keys.accessKeyId];
    try {
      const body = await callOnce(call, baseUrl(config, call.product, call.region), keys, timeoutMs);
      const verdict = judgeBody(body, secrets);
      if (verdict?.failure) return { ok: false, failure: verdict.failure };
      return { ok: true, body, success: verdict?.success ?? null, requestId: verdict?.requestId ?? null };
    } catch (thrown) {
      return { ok: false, failure: thrownFailure(thrown, secrets) };
    }
  }

  return {
    async read(call, doing, urgency) {
      const started = now();
      for (let tryNumber = 1; ; tryNumber += 1) {
        const answer = await limiterOf(call.region).run(urgency, () => ask(call));
        if (answer.ok) return answer.body;
        const waitMs = waitBefore(tryNumber, answer.failure);
        const late = waitMs > LONGEST_WAIT_MS || now() - started + waitMs > timeoutMs;
        if (tryNumber >= TRIES || late || !isWorthAnotherTry(answer.failure)) {
          throw readError(call, doing, answer.failure);
        }
        await wait(waitMs);
      }
    },

    async send(call) {
      const answer = await ask(call);
      if (!answer.ok) return outcomeOf(call, answer.failure);
      if (answer.success === true) return { kind: 'accepted', requestId: answer.requestId };
      return {
        kind: 'unknown',
        why: 'the answer does not say whether it worked',
        requestId: answer.requestId,
      };
    },
  };
}

/** An answer that is not what the manual says. */
export function unexpectedAnswer(doing: string, what: string): ProviderError {
  return new ProviderError('unexpected-answer', `Alibaba Cloud did not ${doing} as its manual says: ${what}`);
}
