import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Answer, type Exchange, headerOf } from '../exchange.ts';
import {
  type AccessKey,
  missingCredentials,
  type Nonces,
  objectionToDate,
  unknownKey,
  wrongSignature,
} from './credentials.ts';
import { canonicalQuery } from './rfc3986.ts';

const AUTHORIZATION =
  /^ACS3-HMAC-SHA256 Credential=([^,]+),\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;
const MUST_BE_SIGNED = ['host', 'x-acs-action', 'x-acs-version', 'x-acs-date', 'x-acs-signature-nonce'];

/**
 * Checks an ACS3-HMAC-SHA256 signature over method, path, query, the signed headers and the body's hash
 * (Alibaba Cloud manual "V3 request structure and signature"). Returns the gateway's refusal, or null.
 */
export function objectionToAcs3(exchange: Exchange, key: AccessKey, nonces: Nonces): Answer | null {
  const parts = AUTHORIZATION.exec(headerOf(exchange, 'authorization'));
  if (parts === null) return missingCredentials();
  const [, accessKeyId, signedHeaders = '', signature = ''] = parts;
  if (accessKeyId !== key.accessKeyId) return unknownKey();
  const stale = objectionToDate(headerOf(exchange, 'x-acs-date'));
  if (stale !== null) return stale;
  const canonical = canonicalRequest(exchange, signedHeaders);
  const stringToSign = `ACS3-HMAC-SHA256\n${sha256(canonical)}`;
  const expected = createHmac('sha256', key.accessKeySecret).update(stringToSign).digest('hex');
  const signed = signedHeaders.split(';');
  const complete = MUST_BE_SIGNED.every((name) => signed.includes(name));
  const bodyIsTheSigned = headerOf(exchange, 'x-acs-content-sha256') === sha256(exchange.body);
  if (!complete || !bodyIsTheSigned || !timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) {
    return wrongSignature(stringToSign);
  }
  return nonces.objection(headerOf(exchange, 'x-acs-signature-nonce'));
}

function canonicalRequest(exchange: Exchange, signedHeaders: string): string {
  const headers = signedHeaders.split(';').map((name) => `${name}:${headerOf(exchange, name).trim()}\n`);
  const query = canonicalQuery(exchange.query);
  return [exchange.method, exchange.path, query, headers.join(''), signedHeaders, sha256(exchange.body)].join(
    '\n',
  );
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
