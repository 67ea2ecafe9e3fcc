import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { Clouds } from '../../../../src/demo/clouds/clouds.ts';

export type Parameters = Record<string, string>;

export interface RpcAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

interface Changes {
  version?: string;
  secret?: string;
  accessKeyId?: string;
  date?: string;
  nonce?: string;
  /** Added to the address after signing. */
  smuggled?: string;
  body?: string;
  bodyHash?: string;
  signedHeaders?: readonly string[];
}

const hex = (data: string) => createHash('sha256').update(data, 'utf8').digest('hex');
const percent = (text: string) =>
  [...Buffer.from(text, 'utf8')]
    .map((byte) => {
      const sign = String.fromCharCode(byte);
      return /[A-Za-z0-9\-._~]/.test(sign) ? sign : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');

export function cloudDate(milliseconds = Date.now()): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Calls one operation with an ACS3-HMAC-SHA256 signature made here, by hand. */
export async function rpc(
  clouds: Pick<Clouds, 'url' | 'alibaba'>,
  action: string,
  parameters: Parameters = {},
  changes: Changes = {},
): Promise<RpcAnswer> {
  const body = changes.body ?? '';
  const query = Object.keys(parameters)
    .sort()
    .map((name) => `${percent(name)}=${percent(parameters[name] ?? '')}`)
    .join('&');
  const headers: Record<string, string> = {
    host: new URL(clouds.url).host,
    'x-acs-action': action,
    'x-acs-content-sha256': changes.bodyHash ?? hex(body),
    'x-acs-date': changes.date ?? cloudDate(),
    'x-acs-signature-nonce': changes.nonce ?? randomUUID(),
    'x-acs-version': changes.version ?? '2020-01-01',
  };
  const names = [...(changes.signedHeaders ?? Object.keys(headers))].sort();
  const block = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = `POST\n/\n${query}\n${block}\n${names.join(';')}\n${headers['x-acs-content-sha256']}`;
  const secret = changes.secret ?? clouds.alibaba.accessKeySecret;
  const signature = createHmac('sha256', secret)
    .update(`ACS3-HMAC-SHA256\n${hex(canonical)}`)
    .digest('hex');
  const key = changes.accessKeyId ?? clouds.alibaba.accessKeyId;
  const authorization = `ACS3-HMAC-SHA256 Credential=${key},SignedHeaders=${names.join(';')},Signature=${signature}`;
  const { host: _, ...sent } = headers;
  const response = await fetch(`${clouds.url}/?${query}${changes.smuggled ?? ''}`, {
    method: 'POST',
    headers: { ...sent, authorization },
    body,
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as RpcAnswer['body'],
  };
}

/** Calls one operation with the older HMAC-SHA1 signature, in the query (GET) or in the form (POST). */
export async function oldRpc(
  clouds: Pick<Clouds, 'url' | 'alibaba'>,
  method: 'GET' | 'POST',
  parameters: Parameters,
  secret = clouds.alibaba.accessKeySecret,
): Promise<RpcAnswer> {
  const all: Parameters = {
    Version: '2020-01-01',
    Format: 'JSON',
    AccessKeyId: clouds.alibaba.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: cloudDate(),
    ...parameters,
  };
  const sorted = Object.keys(all)
    .sort()
    .map((name) => `${percent(name)}=${percent(all[name] ?? '')}`)
    .join('&');
  const signature = createHmac('sha1', `${secret}&`)
    .update(`${method}&%2F&${percent(sorted)}`)
    .digest('base64');
  const signed = `${sorted}&Signature=${percent(signature)}`;
  const response =
    method === 'GET'
      ? await fetch(`${clouds.url}/?${signed}`)
      : await fetch(clouds.url, {
          method,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: signed,
        });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as RpcAnswer['body'],
  };
}

export function jobsOf(answer: RpcAnswer): Record<string, unknown>[] {
  return answer.body['DtsJobList'] as Record<string, unknown>[];
}
