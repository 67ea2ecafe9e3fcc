import type { FailureKind } from '../../lifecycle/ports.ts';
import { ProviderError } from '../../lifecycle/ports.ts';
import type { Answer, Exchange } from './http.ts';
import { Refusal } from './schema.ts';

/**
 * Codes of the DRS and VPC API references, "Error Codes", of both clouds' gateway, and M00289, which no page lists.
 */
const THROTTLED = new Set(['DRS.M01503', 'APIGW.0308']);
const NOT_FOUND: ReadonlySet<string> = new Set(['DRS.M00289', 'DRS.M05003', 'DRS.M05004', 'VPC.9904']);

/** Does the code say that DRS no longer knows the task, or has released its resources? */
export function isGone(code: string): boolean {
  return NOT_FOUND.has(code);
}
const NOT_ALLOWED = new Set([
  'DRS.M00100',
  'DRS.M00101',
  'DRS.M00102',
  'DRS.M00103',
  'DRS.M00105',
  'DRS.M00261',
]);
const MISSING_RIGHT = new Set(['DRS.M00102', 'APIGW.0302', 'VPC.2201']);
const SERVICE_FAILED = new Set(['DRS.M00004', 'DRS.M01501']);

/** The cloud's own code and text, wherever it put them. */
export interface CloudWords {
  readonly code: string | null;
  readonly message: string;
  /** The task that the refusal is about, where it says so. */
  readonly taskId: string | null;
}

/**
 * Reads a refusal: at the top level, in the first row of a batch answer (a 400 of the batch calls), or in the
 * shape of IAM.
 */
export function wordsOf(answer: Answer): CloudWords {
  const parsed = Refusal.safeParse(answer.body);
  if (!parsed.success) return { code: null, message: '', taskId: null };
  const { data } = parsed;
  const row = data.results[0];
  if (data.error_code === null && row?.error_code != null) {
    return { code: row.error_code, message: row.error_msg ?? row.error_message ?? '', taskId: row.id };
  }
  const code = data.error_code ?? data.code ?? data.error?.code ?? null;
  const message = data.error_msg ?? data.message ?? data.error?.message ?? '';
  return { code, message, taskId: null };
}

export function isThrottled(answer: Answer): boolean {
  return answer.status === 429 || (answer.status >= 400 && THROTTLED.has(wordsOf(answer).code ?? ''));
}

export function isThrottlingCode(code: string): boolean {
  return THROTTLED.has(code);
}

/** The service failed while it worked on the call; what it did is not known. */
export function isServiceFailure(answer: Answer): boolean {
  return answer.status >= 500 || (answer.status >= 400 && SERVICE_FAILED.has(wordsOf(answer).code ?? ''));
}

/** The token is not (or no longer) good, and the gateway turned the call away before the service saw it. */
export function isTokenRefused(answer: Answer): boolean {
  return answer.status === 401 || (answer.status >= 400 && wordsOf(answer).code === 'DRS.M00100');
}

export function isNotFoundCode(code: string): boolean {
  return NOT_FOUND.has(code);
}

/** Whether a read failed for nothing but a right that is missing: the key itself is known to the cloud. */
export function lacksOnlyARight({ code, permission }: ProviderError): boolean {
  return permission !== null || MISSING_RIGHT.has(code ?? '');
}

/** Whether the refusal means that a right is missing, so that naming the right helps. */
export function isMissingRight(status: number, code: string | null): boolean {
  return code === null ? status === 403 : MISSING_RIGHT.has(code);
}

function kindOf(answer: Answer, code: string | null): FailureKind {
  if (isThrottled(answer)) return 'throttled';
  if (isServiceFailure(answer)) return 'unreachable';
  if (answer.status < 400) return 'unexpected-answer';
  if (code !== null && NOT_FOUND.has(code)) return 'not-found';
  if (answer.status === 401 || answer.status === 403 || NOT_ALLOWED.has(code ?? '')) return 'unauthorized';
  return code === null ? 'unexpected-answer' : 'rejected';
}

/**
 * Makes the failure of a read. `doing` says what was being done ("looking at DRS task …"), `permission` which
 * right it needs, and `clean` takes secrets out of what the cloud wrote.
 */
export function failureOf(
  result: Exchange,
  doing: string,
  permission: string | null,
  clean: (text: string) => string,
): ProviderError {
  if (result.kind === 'no-answer') {
    return new ProviderError('unreachable', `${doing}: ${result.why}`, { cause: result.cause });
  }
  const words = wordsOf(result);
  const kind = kindOf(result, words.code);
  const said = [words.code, clean(words.message)].filter((part) => part !== null && part !== '').join(' ');
  const fallback = result.status < 400 ? 'an answer that cannot be read' : `HTTP ${result.status}`;
  return new ProviderError(kind, `${doing}: ${said === '' ? fallback : said}`, {
    code: words.code,
    requestId: result.requestId,
    permission: kind === 'unauthorized' && isMissingRight(result.status, words.code) ? permission : null,
  });
}
