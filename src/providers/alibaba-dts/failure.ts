import { z } from 'zod';
import { redact } from '../redact.ts';

/** What is known of a call that did not succeed, in facts; nothing here is guessed from a text. */
export interface Failure {
  /**
   * `no-key`: there was nothing to sign with. `no-connection`: the request never left. `no-answer`: it may have
   * arrived. `unreadable`: something answered that is not the manual's. `answered`: the cloud said no.
   */
  readonly what: 'no-key' | 'no-connection' | 'no-answer' | 'unreadable' | 'answered';
  /** The HTTP status, or the one inside an HTTP 200; `null` where there was no answer. */
  readonly status: number | null;
  /** The cloud's code without its `DTS.Msg.` prefix. */
  readonly code: string | null;
  /** Redacted, one line. */
  readonly text: string;
  readonly requestId: string | null;
  /** The right that the cloud says is missing. */
  readonly deniedRight: string | null;
  readonly retryAfterMs: number | null;
}

const Text = z
  .union([z.string(), z.number().transform(String)])
  .transform((text) => (text === '' || text === 'undefined' ? null : text))
  .nullable()
  .catch(null);
const Figure = z.coerce.number().int().nonnegative().nullable().catch(null);

const Denied = z.object({ AuthAction: Text }).nullable().catch(null);

const ErrorBody = z
  .object({ Code: Text, Message: Text, ErrCode: Text, ErrMessage: Text, DynamicMessage: Text })
  .extend({ AccessDeniedDetail: Denied })
  .nullable()
  .catch(null);

const Thrown = z.object({
  name: Text,
  message: Text,
  code: Text,
  syscall: Text,
  statusCode: z.number().nullable().catch(null),
  requestId: Text,
  retryAfter: Figure,
  data: ErrorBody,
});

const Envelope = z.object({
  Success: z.union([z.boolean(), z.string()]).nullable().catch(null),
  HttpStatusCode: Figure,
  Code: Text, // "200" where DTS says that all is well
  Message: Text,
  ErrCode: Text,
  ErrMessage: Text,
  DynamicMessage: Text,
  RequestId: Text,
  AccessDeniedDetail: Denied,
});
type Envelope = z.infer<typeof Envelope>;

/** Connection errors after which nothing can have been sent; EPROXY: a proxy of ours offered no way. */
const BEFORE_CONNECTION: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EPROXY']);
const WHILE_CONNECTING: ReadonlySet<string> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL']);

function withoutPrefix(code: string | null): string | null {
  return code === null ? null : code.replace(/^DTS\.Msg\./i, '');
}

/** DTS leaves `%s` in its messages, to be filled from DynamicMessage. */
function filled(message: string | null, dynamic: string | null): string | null {
  return message === null ? null : message.replaceAll('%s', () => dynamic ?? '?');
}

function neverLeft(code: string | null, syscall: string | null): boolean {
  if (code === null) return false;
  return BEFORE_CONNECTION.has(code) || (syscall === 'connect' && WHILE_CONNECTING.has(code));
}

/** The failure of a call that there was no key for. */
export function keyFailure(why: string): Failure {
  return {
    what: 'no-key',
    status: null,
    code: null,
    text: `No usable key: ${why}`,
    requestId: null,
    deniedRight: null,
    retryAfterMs: null,
  };
}

/** The failure behind something that the SDK threw. */
export function thrownFailure(thrown: unknown, secrets: readonly string[]): Failure {
  const error = Thrown.safeParse(thrown).data;
  const code = error?.code ?? null;
  if (error === undefined || error.statusCode === null) {
    const unreadable = error?.name === 'SyntaxError' || error?.name === 'TypeError';
    const left = neverLeft(code, error?.syscall ?? null) ? 'no-connection' : 'no-answer';
    return {
      what: unreadable ? 'unreadable' : left,
      status: null,
      code,
      text: unreadable ? 'the answer is not JSON' : redact(code ?? error?.name ?? 'no reason given', secrets),
      requestId: null,
      deniedRight: null,
      retryAfterMs: null,
    };
  }
  const body = error.data;
  const said = body?.Message ?? filled(body?.ErrMessage ?? null, body?.DynamicMessage ?? null);
  return {
    what: 'answered',
    status: error.statusCode,
    code: withoutPrefix(code ?? body?.ErrCode ?? null),
    text: redact(said ?? `HTTP ${error.statusCode}`, secrets),
    requestId: error.requestId,
    deniedRight: body?.AccessDeniedDetail?.AuthAction ?? null,
    retryAfterMs: error.retryAfter,
  };
}

/** "OperationDenied.DBInstanceStatus", but neither "200" nor "success" nor a sentence. */
function asCode(text: string | null): string | null {
  return text !== null && /^[A-Z][\w.]*[a-z]\w*$/.test(text) && text.toLowerCase() !== 'success'
    ? text
    : null;
}

/** The code of an error inside an HTTP 200; PolarDB-X writes it where its message would be. */
function codeInside({ Code, ErrCode, Message, Success }: Envelope): string | null {
  const refused = String(Success).toLowerCase() === 'false';
  return withoutPrefix(ErrCode ?? asCode(Code) ?? (refused ? asCode(Message) : null));
}

/** What an HTTP 200 says of itself: DTS reports many errors inside one, `Success` being a boolean or a text. */
export interface Verdict {
  readonly success: boolean | null;
  readonly requestId: string | null;
  /** The code of an error that is in it; `null` where there is none. */
  readonly errorCode: string | null;
  /** Set where `Success` is false. */
  readonly failure: Failure | null;
}

/** Judges the body of an HTTP 200; `success` is `null` where it does not say. */
export function judgeBody(body: unknown, secrets: readonly string[]): Verdict | null {
  const envelope = Envelope.safeParse(body).data;
  if (envelope === undefined) return null;
  const word = String(envelope.Success).toLowerCase();
  const errorCode = codeInside(envelope);
  const told = { requestId: envelope.RequestId, errorCode };
  if (word === 'true') return { ...told, success: true, failure: null };
  if (word !== 'false') return { ...told, success: null, failure: null };
  const said = filled(envelope.ErrMessage, envelope.DynamicMessage) ?? envelope.Message;
  const failure: Failure = {
    what: 'answered',
    status: envelope.HttpStatusCode ?? 200,
    code: errorCode,
    text: redact(said ?? 'Success is false', secrets),
    requestId: envelope.RequestId,
    deniedRight: envelope.AccessDeniedDetail?.AuthAction ?? null,
    retryAfterMs: null,
  };
  return { ...told, success: false, failure };
}
