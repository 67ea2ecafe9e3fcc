import type { Urgency } from '../../lifecycle/ports.ts';
import type { createLimiter } from '../limiter.ts';
import type { Authority } from './authority.ts';
import { type Exchange, exchange } from './http.ts';
import { failureOf, isTokenRefused } from './refusals.ts';
import { type Patience, withRetries } from './retry.ts';

/** A call of the DRS API: `path` comes after `/v3/{project}`. */
export interface DrsCall {
  readonly method: 'POST' | 'DELETE';
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface DrsRead extends DrsCall {
  /** What is being done, for the message of a failure. */
  readonly doing: string;
  /** The right that it needs, where the manual names one. */
  readonly permission: string | null;
}

/** DRS in one region. */
export interface RegionClient {
  /** Reads, patiently. Gives the parsed JSON of a 2xx answer, throws `ProviderError` for everything else. */
  read(call: DrsRead, urgency: Urgency): Promise<unknown>;
  /** Sends a call that changes something, once. Throws only `LoginFailed`, before anything was sent. */
  sendOnce(call: DrsCall): Promise<Exchange>;
}

export interface RegionClientNeeds {
  /** The base URL of DRS. */
  readonly drs: string;
  readonly project: string;
  readonly authority: Authority;
  readonly limiter: ReturnType<typeof createLimiter>;
  readonly timeoutMs: number;
  readonly patience: Patience;
  readonly doFetch: typeof fetch;
  readonly clean: (text: string) => string;
}

/** Makes the client of one region. */
export function createRegionClient(needs: RegionClientNeeds): RegionClient {
  /** One exchange; one more with a new token where the gateway turned the first away because of its token. */
  async function proven(call: DrsCall, urgency: Urgency): Promise<Exchange> {
    const request = {
      method: call.method,
      url: `${needs.drs}/v3/${needs.project}${call.path}`,
      body: JSON.stringify(call.body),
    };
    const once = async (proof: Readonly<Record<string, string>>) => {
      const headers = { ...proof, 'x-language': 'en-us' };
      return needs.limiter.run(urgency, () =>
        exchange(needs.doFetch, { ...request, headers }, needs.timeoutMs, needs.clean),
      );
    };
    const proof = await needs.authority.prove(request);
    const first = await once(proof);
    if (first.kind !== 'answer' || !isTokenRefused(first) || !needs.authority.renew(proof)) return first;
    return once(await needs.authority.prove(request));
  }

  return {
    async read(call, urgency) {
      const result = await withRetries(() => proven(call, urgency), needs.patience);
      const isGood =
        result.kind === 'answer' && result.status >= 200 && result.status < 300 && result.body !== undefined;
      if (isGood) return result.body;
      throw failureOf(result, call.doing, call.permission, needs.clean);
    },
    sendOnce: (call) => proven(call, 'interactive'),
  };
}
