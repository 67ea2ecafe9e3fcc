/** What goes over the wire. */
export interface Outgoing {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a request without a body. */
  readonly body: string;
}

/** What came back. `body` is parsed JSON, or `undefined` where it could not be read as JSON. */
export interface Answer {
  readonly kind: 'answer';
  readonly status: number;
  readonly body: unknown;
  /** The body where it could not be read as JSON, at most 4000 letters of it. */
  readonly text: string;
  readonly requestId: string | null;
  readonly retryAfterMs: number | null;
  readonly subjectToken: string | null;
}

/** Nothing came back, or not all of it. `notSent` is true only where the connection was never made. */
export interface NoAnswer {
  readonly kind: 'no-answer';
  readonly notSent: boolean;
  readonly why: string;
  readonly cause: Error;
}

export type Exchange = Answer | NoAnswer;

/** EPROXY: a proxy of ours offered no way. */
const NEVER_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EPROXY']);

/**
 * One request, one answer: never repeats, never follows a redirect, and waits `timeoutMs` for the last byte.
 * Does not throw. The cause it keeps has the codes and the (cleaned) messages, not the error with the request.
 */
export async function exchange(
  doFetch: typeof fetch,
  request: Outgoing,
  timeoutMs: number,
  clean: (text: string) => string,
): Promise<Exchange> {
  try {
    const response = await doFetch(request.url, {
      method: request.method,
      headers: { ...request.headers },
      ...(request.body === '' ? {} : { body: request.body }),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const text = await response.text();
    const body = parseJson(text);
    return {
      kind: 'answer',
      status: response.status,
      body,
      text: body === undefined ? text.slice(0, 4000) : '',
      requestId: response.headers.get('x-request-id'),
      retryAfterMs: retryAfter(response.headers.get('retry-after')),
      subjectToken: response.headers.get('x-subject-token'),
    };
  } catch (error) {
    return { kind: 'no-answer', ...explain(error, timeoutMs), cause: cleanCause(error, clean) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Retry-After in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now. */
function retryAfter(header: string | null): number | null {
  if (header === null) return null;
  if (/^\d+$/.test(header.trim())) return Number(header) * 1000;
  const date = Date.parse(header);
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now());
}

function explain(error: unknown, timeoutMs: number): { notSent: boolean; why: string } {
  if (error instanceof Error && error.name === 'TimeoutError') {
    return { notSent: false, why: `no answer within ${timeoutMs / 1000} s` };
  }
  const codes = codesOf(error);
  const notSent = codes.length > 0 && codes.every((code) => NEVER_CONNECTED.has(code));
  if (notSent) return { notSent, why: `no connection (${codes.join(', ')})` };
  return {
    notSent,
    why: `the connection broke before there was a whole answer${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`,
  };
}

/** The codes at the bottom of an error: of each address that was tried, or of the innermost cause. */
function codesOf(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError) return [...new Set(error.errors.flatMap(codesOf))];
  const inner = codesOf(error.cause);
  if (inner.length > 0) return inner;
  return 'code' in error && typeof error.code === 'string' ? [error.code] : [];
}

function cleanCause(error: unknown, clean: (text: string) => string): Error {
  if (!(error instanceof Error)) return new Error(clean(String(error)));
  const inner = error.cause instanceof Error ? { cause: cleanCause(error.cause, clean) } : {};
  const copy = new Error(clean(error.message), inner);
  copy.name = error.name;
  return 'code' in error ? Object.assign(copy, { code: String(error.code) }) : copy;
}
