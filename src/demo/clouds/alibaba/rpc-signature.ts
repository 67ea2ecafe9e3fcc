import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Answer } from '../exchange.ts';
import {
  type AccessKey,
  missingCredentials,
  type Nonces,
  objectionToDate,
  unknownKey,
  wrongSignature,
} from './credentials.ts';
import { canonicalQuery, encodeRfc3986 } from './rfc3986.ts';

/**
 * Checks the older RPC signature (HMAC-SHA1, version 1.0): over all parameters of query and form but
 * `Signature` itself. Returns the gateway's refusal, or null.
 */
export function objectionToRpcSignature(
  method: string,
  parameters: ReadonlyMap<string, string>,
  key: AccessKey,
  nonces: Nonces,
): Answer | null {
  const given = parameters.get('Signature');
  if (given === undefined || !parameters.has('AccessKeyId')) return missingCredentials();
  if (parameters.get('AccessKeyId') !== key.accessKeyId) return unknownKey();
  const stale = objectionToDate(parameters.get('Timestamp') ?? '');
  if (stale !== null) return stale;
  const signed = [...parameters].filter(([name]) => name !== 'Signature');
  const stringToSign = `${method}&%2F&${encodeRfc3986(canonicalQuery(signed))}`;
  const expected = createHmac('sha1', `${key.accessKeySecret}&`).update(stringToSign).digest();
  const offered = Buffer.from(given, 'base64');
  if (offered.length !== expected.length || !timingSafeEqual(offered, expected)) {
    return wrongSignature(stringToSign);
  }
  return nonces.objection(parameters.get('SignatureNonce') ?? '');
}
