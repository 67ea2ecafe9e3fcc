import type { CallOutcome } from '../lifecycle/ports.ts';
import type { Provider } from '../lifecycle/task.ts';

/**
 * How one request came out. `refused`: the cloud said no. `unreachable`: it never left. `unknown`: it may have arrived,
 * and there is no answer that says what became of it.
 */
export type CallResult = 'ok' | 'refused' | 'throttled' | 'unreachable' | 'unknown';

/** One request to a cloud, when it is over. Nothing in it is a secret. */
export interface CloudCall {
  readonly provider: Provider;
  readonly account: string;
  readonly region: string;
  /** Product and operation, of a set that our code bounds: "dts/StopDtsJob", "drs/DELETE /jobs/batch-jobs". */
  readonly operation: string;
  /** Was it to change something? */
  readonly changes: boolean;
  readonly outcome: CallResult;
  readonly milliseconds: number;
  /** The cloud's own id of the request; `null` where it gave none. */
  readonly requestId: string | null;
}

/** Is told of every request, when it is over. Must not throw. */
export type Called = (call: CloudCall) => void;

const RESULTS: Readonly<Record<CallOutcome['kind'], CallResult>> = {
  accepted: 'ok',
  refused: 'refused',
  gone: 'refused',
  throttled: 'throttled',
  'not-sent': 'unreachable',
  unknown: 'unknown',
};

/** The result of a request from the class of its outcome. */
export function resultOf(kind: CallOutcome['kind']): CallResult {
  return RESULTS[kind];
}
