import { setTimeout as sleep } from 'node:timers/promises';
import { type CallOutcome, ProviderError, type Urgency } from '../../lifecycle/ports.ts';
import { resultOf } from '../cloud-call.ts';
import { type KeyUse, lackedBy } from '../key-uses.ts';
import { type Answer, askOnce } from './ask-once.ts';
import { isThrottled, isWorthAnotherTry, outcomeOf, readError } from './classify.ts';
import type { AlibabaAccountConfig, AlibabaKey } from './config.ts';
import type { Failure } from './failure.ts';
import { createKeyRing } from './keys.ts';
import { createLanes } from './lanes.ts';
import type { RpcCall } from './sdk.ts';

/** An account's way to every RPC-style product of Alibaba Cloud. */
export interface Rpc {
  /**
   * The body of a successful answer. Tries again, a few times and for no longer than one time-out, where the
   * cloud is busy or cannot be reached; throws `ProviderError`. `doing` completes "Alibaba Cloud did not …".
   */
  read(call: RpcCall, doing: string, urgency: Urgency): Promise<unknown>;
  /** Makes a call that changes the cloud, with the key for that: once, never again, without queueing, and never throws. */
  send(call: RpcCall, proof: Proof, use: Exclude<KeyUse, 'read'>): Promise<CallOutcome>;
}

/**
 * What in an answer proves that a call was accepted: DTS says `Success`; the databases and ECS answer with nothing but
 * a request id ("ModifySecurityIps", "LeaveSecurityGroup": response parameters).
 */
export type Proof = 'success' | 'request-id';

const TRIES = 4;
const FIRST_WAIT_MS = 400;
const LONGEST_WAIT_MS = 10_000;

/** How long to wait before the next try: what the cloud asks for, else doubling with jitter. */
function waitBefore(tryNumber: number, failure: Failure): number {
  if (failure.retryAfterMs !== null) return failure.retryAfterMs;
  return FIRST_WAIT_MS * 2 ** (tryNumber - 1) * (0.5 + Math.random() / 2);
}

function refuseBadUrls(config: AlibabaAccountConfig): void {
  for (const override of [config.endpoint, ...Object.values(config.endpoints ?? {})]) {
    if (override !== undefined && !URL.canParse(override)) throw new TypeError(`${override} is not a URL`);
  }
}

async function waitFor(milliseconds: number): Promise<void> {
  await sleep(milliseconds);
}

/**
 * The account's way to its cloud, with each of its keys. In each region few reads are under way at once, and no operation
 * is asked more often than its documented rate allows, whichever key signs. Throws on an endpoint that is no URL.
 */
export function createRpc(config: AlibabaAccountConfig): Rpc {
  refuseBadUrls(config);
  const { timeoutMs = 30_000, now = Date.now, wait = waitFor } = config;
  const { credentials, ownCredentials } = config;
  const read = { config, keyRing: createKeyRing(credentials), timeoutMs };
  const settingsFor = (own: AlibabaKey | null | undefined) =>
    own == null ? read : { ...read, keyRing: createKeyRing(own) };
  const settings = {
    read,
    end: settingsFor(ownCredentials?.end),
    cleanup: settingsFor(ownCredentials?.cleanup),
  };
  const named = (use: KeyUse) => (right: string | null) => lackedBy(right, use, ownCredentials);
  // A clock that nobody sets back: else every request would wait for the old time to come again.
  const laneOf = createLanes(config.pace ?? { now: () => performance.now(), wait: waitFor });

  /** Makes the request, and tells of it how `judge` says that it came out. Without a key there was none. */
  async function ask(
    call: RpcCall,
    use: KeyUse,
    judge: (answer: Answer) => CallOutcome,
  ): Promise<{ readonly answer: Answer; readonly outcome: CallOutcome }> {
    const started = performance.now();
    const answer = await askOnce(settings[use], call);
    const outcome = judge(answer);
    if (answer.ok || answer.failure.what !== 'no-key')
      config.called?.({
        provider: 'alibaba-dts',
        account: config.name,
        region: call.region,
        operation: `${call.product}/${call.operation}`,
        changes: use !== 'read',
        outcome: resultOf(outcome.kind),
        milliseconds: performance.now() - started,
        requestId: answer.ok ? answer.requestId : answer.failure.requestId,
      });
    return { answer, outcome };
  }

  const outcomeOfRead = (call: RpcCall) => (answer: Answer) =>
    answer.ok ? accepted(answer.requestId) : outcomeOf(call, answer.failure, named('read'));

  return {
    async read(call, doing, urgency) {
      const started = now();
      for (let tryNumber = 1; ; tryNumber += 1) {
        const lane = laneOf(call);
        const { answer } = await lane.run(urgency, () => ask(call, 'read', outcomeOfRead(call)));
        if (answer.ok) return answer.body;
        const waitMs = waitBefore(tryNumber, answer.failure);
        const late = waitMs > LONGEST_WAIT_MS || now() - started + waitMs > timeoutMs;
        const again = tryNumber < TRIES && !late && isWorthAnotherTry(answer.failure);
        if (!again) throw readError(call, doing, answer.failure, named('read'));
        if (isThrottled(answer.failure)) lane.rest(waitMs);
        await wait(waitMs);
      }
    },

    async send(call, proof, use) {
      const { answer, outcome } = await ask(call, use, (came) =>
        came.ok ? proven(came, proof) : outcomeOf(call, came.failure, named(use)),
      );
      const raw = answer.raw();
      return raw === null ? outcome : { ...outcome, answer: raw };
    },
  };
}

function accepted(requestId: string | null): CallOutcome {
  return { kind: 'accepted', requestId };
}

/** Was the call accepted? Only what the proof asks for says so. */
function proven(answer: Extract<Answer, { ok: true }>, proof: Proof): CallOutcome {
  const { success, requestId, errorCode } = answer;
  const isAnswered = success === null && requestId !== null && errorCode === null;
  if (success === true || (proof === 'request-id' && isAnswered)) return accepted(requestId);
  return { kind: 'unknown', why: 'the answer does not say whether it worked', requestId };
}

/** An answer that is not what the manual says. */
export function unexpectedAnswer(doing: string, what: string): ProviderError {
  return new ProviderError('unexpected-answer', `Alibaba Cloud did not ${doing} as its manual says: ${what}`);
}
