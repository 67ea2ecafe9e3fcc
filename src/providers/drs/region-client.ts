import type { CallOutcome, Urgency } from '../../lifecycle/ports.ts';
import type { createLimiter } from '../limiter.ts';
import type { Authority } from './authority.ts';
import type { Heard } from './heard-call.ts';
import { type Exchange, exchange } from './http.ts';
import { failureOf, isTokenRefused } from './refusals.ts';
import { type Patience, withRetries } from './retry.ts';

/** A call of a service: `path`, with its query, comes after the service's root. */
export interface ServiceCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  /** `null` for a call without a body. */
  readonly body: Readonly<Record<string, unknown>> | null;
}

/** A call of the DRS API, which all have a body. */
export interface DrsCall extends ServiceCall {
  readonly body: Readonly<Record<string, unknown>>;
}

export interface ServiceRead extends ServiceCall {
  /** What is being done, for the message of a failure. */
  readonly doing: string;
  /** The right that it needs, where the manual names one. */
  readonly permission: string | null;
}

/** One service in one region, for one project. */
export interface RegionClient {
  /** Reads, patiently. Gives the parsed JSON of a 2xx answer, throws `ProviderError` for everything else. */
  read(call: ServiceRead, urgency: Urgency): Promise<unknown>;
  /**
   * Sends a call that changes something, once; `judge` says what came of it, for whoever hears of calls. Throws only
   * `LoginFailed`, before anything was sent.
   */
  sendOnce(call: ServiceCall, judge: Judge): Promise<Exchange>;
}

/** Says how an exchange came out. */
type Judge = (result: Exchange) => CallOutcome;

export interface RegionClientNeeds {
  /** Everything before the path of a call: `https://drs.…/v3/{project}`. */
  readonly root: string;
  readonly authority: Authority;
  readonly limiter: ReturnType<typeof createLimiter>;
  readonly timeoutMs: number;
  readonly patience: Patience;
  readonly doFetch: typeof fetch;
  readonly clean: (text: string) => string;
  readonly heard: Heard;
  /** Says of a missing right which key lacks it. */
  readonly named: (right: string | null) => string | null;
}

/** Makes the client of one service in one region. */
export function createRegionClient(needs: RegionClientNeeds): RegionClient {
  /** One exchange; one more with a new token where the gateway turned the first away because of its token. */
  async function proven(call: ServiceCall, urgency: Urgency, judge: Judge | null): Promise<Exchange> {
    const request = {
      method: call.method,
      url: `${needs.root}${call.path}`,
      body: call.body === null ? '' : JSON.stringify(call.body),
    };
    const once = async (proof: Readonly<Record<string, string>>) => {
      const headers = { ...proof, 'x-language': 'en-us' };
      return needs.limiter.run(urgency, () =>
        needs.heard(call, judge, () =>
          exchange(needs.doFetch, { ...request, headers }, needs.timeoutMs, needs.clean),
        ),
      );
    };
    const proof = await needs.authority.prove(request);
    const first = await once(proof);
    if (first.kind !== 'answer' || !isTokenRefused(first) || !needs.authority.renew(proof)) return first;
    return once(await needs.authority.prove(request));
  }

  return {
    async read(call, urgency) {
      const result = await withRetries(() => proven(call, urgency, null), needs.patience);
      const isGood =
        result.kind === 'answer' && result.status >= 200 && result.status < 300 && result.body !== undefined;
      if (isGood) return result.body;
      throw failureOf(result, call.doing, needs.named(call.permission), needs.clean);
    },
    sendOnce: (call, judge) => proven(call, 'interactive', judge),
  };
}
