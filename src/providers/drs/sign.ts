import { createHash, createHmac } from 'node:crypto';

export interface ToSign {
  readonly method: string;
  readonly url: string;
  /** Exactly the text that is sent; empty for a call without a body. */
  readonly body: string;
  /** `YYYYMMDDTHHMMSSZ`, UTC. */
  readonly date: string;
  /** `null` for IAM, which belongs to no project. */
  readonly project: string | null;
  readonly securityToken?: string;
}

export interface SigningKey {
  readonly accessKey: string;
  readonly secretKey: string;
}

const ALGORITHM = 'SDK-HMAC-SHA256';

/** The time as the signature wants it: `YYYYMMDDTHHMMSSZ`, UTC. */
export function signingDate(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/**
 * The headers that prove a call with an access key (IAM API reference, "AK/SK Authentication"): signed are
 * content type, host, project, date and, for temporary keys, the security token. There is no key derivation and
 * no scope, and the path that is hashed ends with a slash even where the real one does not.
 */
export function signedHeaders(request: ToSign, key: SigningKey): Record<string, string> {
  const url = new URL(request.url);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    host: url.host,
    'x-sdk-date': request.date,
    ...(request.project === null ? {} : { 'x-project-id': request.project }),
    ...(request.securityToken === undefined ? {} : { 'x-security-token': request.securityToken }),
  };
  const names = Object.keys(headers).sort();
  const canonical = [
    request.method,
    canonicalPath(url.pathname),
    canonicalQuery(url.searchParams),
    ...names.map((name) => `${name}:${(headers[name] ?? '').trim()}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n');
  const signature = createHmac('sha256', key.secretKey)
    .update([ALGORITHM, request.date, sha256(canonical)].join('\n'))
    .digest('hex');
  const { host: _, ...sent } = headers;
  const authorization = `${ALGORITHM} Access=${key.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...sent, authorization };
}

function canonicalPath(path: string): string {
  const encoded = path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
