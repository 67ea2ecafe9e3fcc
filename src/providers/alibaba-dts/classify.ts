import { type CallOutcome, type FailureKind, ProviderError } from '../../lifecycle/ports.ts';
import type { Failure } from './failure.ts';
import type { RpcCall } from './sdk.ts';

/*
 * Which code means what. Sources: the public error centre of Alibaba Cloud, "RAM authorization" of DTS, and
 * the codes that DTS's own tools treat as "not found". Texts are shown, never decided by.
 */
const NOT_FOUND: ReadonlySet<string> = new Set(['Forbidden.InstanceNotFound', 'InvalidJobId']);

const NO_RIGHT: ReadonlySet<string> = new Set(['RamPermissionDenied', 'Forbidden.RAM', 'NoPermission']);

const BAD_KEY: readonly string[] = [
  'InvalidAccessKeyId',
  'InvalidAccessKeySecret',
  'Forbidden.AccessKey',
  'IncompleteSignature',
  'SignatureDoesNotMatch',
  'InvalidSecurityToken',
  'Abnormal.RamCheckUserRole',
];

/** Codes of an answer that leave open whether the request took effect. */
const UNCLEAR: ReadonlySet<string> = new Set([
  'InternalError',
  'ServiceUnavailable',
  'SignatureNonceUsed', // the same request has arrived before; we send it once
]);

function isThrottling(code: string | null): boolean {
  return code?.includes('Throttling') ?? false;
}

function lacksRight(failure: Failure): boolean {
  return failure.deniedRight !== null || (failure.code !== null && NO_RIGHT.has(failure.code));
}

function isUnauthorized(failure: Failure): boolean {
  const { code } = failure;
  if (failure.what === 'no-key' || failure.status === 401 || lacksRight(failure)) return true;
  return code !== null && BAD_KEY.some((start) => code === start || code.startsWith(`${start}.`));
}

function kindOf(failure: Failure): FailureKind {
  const { code, status } = failure;
  if (isUnauthorized(failure)) return 'unauthorized';
  if (failure.what === 'no-connection' || failure.what === 'no-answer') return 'unreachable';
  if (failure.what === 'unreadable') return 'unexpected-answer';
  if (isThrottling(code) || status === 429) return 'throttled';
  if (code !== null && NOT_FOUND.has(code)) return 'not-found';
  if ((status !== null && status >= 500) || (code !== null && UNCLEAR.has(code))) return 'unreachable';
  return code === null && status !== 200 ? 'unexpected-answer' : 'rejected';
}

function permissionOf(call: Pick<RpcCall, 'product' | 'operation'>, failure: Failure): string | null {
  if (!lacksRight(failure)) return null;
  return failure.deniedRight ?? `${call.product}:${call.operation}`;
}

/** Says of a missing right which key lacks it. */
type Named = (right: string | null) => string | null;

/** The error of a read; `doing` says what was being done, e.g. "list the migration tasks of cn-hangzhou". */
export function readError(call: RpcCall, doing: string, failure: Failure, named: Named): ProviderError {
  const cause = new Error(failure.text);
  cause.name = failure.what;
  return new ProviderError(kindOf(failure), `Alibaba Cloud did not ${doing}: ${failure.text}`, {
    code: failure.code,
    requestId: failure.requestId,
    permission: named(permissionOf(call, failure)),
    cause,
  });
}

/** Does the cloud say that it is asked too often? */
export function isThrottled(failure: Failure): boolean {
  return kindOf(failure) === 'throttled';
}

/** A read that failed in this way may work a moment later. */
export function isWorthAnotherTry(failure: Failure): boolean {
  const kind = kindOf(failure);
  return kind === 'throttled' || kind === 'unreachable' || failure.what === 'unreadable';
}

/**
 * How a call that changes the cloud came out. It was refused only where the cloud says so with a code of its
 * own and a 4xx (or a `Success` of false); everything that leaves it open is `unknown`.
 */
export function outcomeOf(call: RpcCall, failure: Failure, named: Named): CallOutcome {
  const { code, status, text, requestId } = failure;
  if (failure.what === 'no-key' || failure.what === 'no-connection') return { kind: 'not-sent', why: text };
  if (failure.what !== 'answered' || status === null) return { kind: 'unknown', why: text, requestId };
  if (code !== null && isThrottling(code)) {
    const turnedAway = (status >= 400 && status < 500) || status === 503;
    if (turnedAway) return { kind: 'throttled', code, retryAfterMs: failure.retryAfterMs };
    return { kind: 'unknown', why: `${code}: ${text}`, requestId };
  }
  const open = status >= 500 || status === 408 || (code !== null && UNCLEAR.has(code));
  const nameless = code === null && status !== 200;
  if (open || nameless)
    return { kind: 'unknown', why: `HTTP ${status}, ${code ?? 'no code'}: ${text}`, requestId };
  if (code !== null && NOT_FOUND.has(code)) return { kind: 'gone', code, requestId };
  const permission = named(permissionOf(call, failure));
  return { kind: 'refused', code: code ?? 'Success=false', message: text, requestId, permission };
}
