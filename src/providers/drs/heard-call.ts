import type { CallOutcome } from '../../lifecycle/ports.ts';
import { type Called, resultOf } from '../cloud-call.ts';
import type { DrsProduct } from './hosts.ts';
import type { Exchange } from './http.ts';
import { isServiceFailure, isThrottled } from './refusals.ts';

/** Whose requests are heard of, and by whom. */
export interface HeardOf {
  readonly account: string;
  readonly region: string;
  readonly product: DrsProduct;
  readonly changes: boolean;
  readonly called: Called | undefined;
}

/** Has somebody told of an exchange, when it is over; how it came out is for `judge` to say, or for its status. */
export type Heard = (
  call: { readonly method: string; readonly path: string },
  judge: ((result: Exchange) => CallOutcome) | null,
  exchange: () => Promise<Exchange>,
) => Promise<Exchange>;

/** The path as our code knows it: without its query, and with `{id}` for whatever has a digit, as every id has. */
function patternOf(path: string): string {
  const [plain = ''] = path.split('?');
  return plain
    .split('/')
    .map((part) => (/\d/.test(part) ? '{id}' : part))
    .join('/');
}

/** How a read came out, by its status and code; an answer that cannot be read says nothing. */
function kindOf(result: Exchange): CallOutcome['kind'] {
  if (result.kind === 'no-answer') return result.notSent ? 'not-sent' : 'unknown';
  if (isThrottled(result)) return 'throttled';
  if (isServiceFailure(result) || result.body === undefined) return 'unknown';
  if (result.status >= 400) return 'refused';
  return result.status >= 200 && result.status < 300 ? 'accepted' : 'unknown';
}

/** Tells of every exchange of one service in one region. */
export function hearCalls({ account, region, product, changes, called }: HeardOf): Heard {
  return async (call, judge, exchange) => {
    const started = performance.now();
    const result = await exchange();
    called?.({
      provider: 'drs',
      account,
      region,
      operation: `${product}/${call.method} ${patternOf(call.path)}`,
      changes,
      outcome: resultOf(judge === null ? kindOf(result) : judge(result).kind),
      milliseconds: performance.now() - started,
      requestId: result.kind === 'answer' ? result.requestId : null,
    });
    return result;
  };
}
