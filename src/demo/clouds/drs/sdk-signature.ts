import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Answer, type Exchange, headerOf } from '../exchange.ts';
import { drsError } from './drs-answers.ts';

const AUTHORIZATION = /^SDK-HMAC-SHA256 Access=([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/;
const ALLOWED_SKEW = 15 * 60 * 1000;

/**
 * The SDK-HMAC-SHA256 signature (IAM manual "AK/SK signing"): the path always ends with "/", the query is
 * sorted, and the secret key is used as it is, without any derivation.
 */
export function sdkSignature(exchange: Exchange, signedHeaders: string, secretKey: string): string {
  const path = exchange.path
    .split('/')
    .map((segment) => encode(decodeURIComponent(segment)))
    .join('/');
  const query = [...exchange.query]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([one, first], [other, second]) => (one === other ? order(first, second) : order(one, other)))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
  const headers = signedHeaders.split(';').map((name) => `${name}:${headerOf(exchange, name).trim()}\n`);
  const canonical = [
    exchange.method,
    path.endsWith('/') ? path : `${path}/`,
    query,
    headers.join(''),
    signedHeaders,
    sha256(exchange.body),
  ].join('\n');
  const stringToSign = `SDK-HMAC-SHA256\n${headerOf(exchange, 'x-sdk-date')}\n${sha256(canonical)}`;
  return createHmac('sha256', secretKey).update(stringToSign).digest('hex');
}

/** Checks key, date (15 minutes) and signature; returns the gateway's refusal, or null. */
export function objectionToSdkSignature(
  exchange: Exchange,
  key: { accessKey: string; secretKey: string },
): Answer | null {
  const parts = AUTHORIZATION.exec(headerOf(exchange, 'authorization'));
  if (parts === null) return unauthorized('missing or malformed authorization header');
  const [, accessKey, signedHeaders = '', signature = ''] = parts;
  if (accessKey !== key.accessKey) return unauthorized('access key does not exist');
  const signed = signedHeaders.split(';');
  if (!signed.includes('host') || !signed.includes('x-sdk-date'))
    return unauthorized('host and x-sdk-date must be signed');
  if (Math.abs(Date.now() - sdkTime(headerOf(exchange, 'x-sdk-date'))) > ALLOWED_SKEW) {
    return unauthorized('Signature expired');
  }
  const expected = sdkSignature(exchange, signedHeaders, key.secretKey);
  if (timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return null;
  return unauthorized('verify aksk signature fail');
}

/** What the API gateway answers to credentials it does not accept. */
export function unauthorized(reason: string): Answer {
  return drsError(401, 'APIGW.0301', `Incorrect IAM authentication information: ${reason}`);
}

function sdkTime(date: string): number {
  const parts = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(date);
  if (parts === null) return Number.NEGATIVE_INFINITY;
  const [, year, month, day, hour, minute, second] = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function order(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
