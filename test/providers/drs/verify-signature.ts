import crypto from 'node:crypto';

interface Received {
  method: string;
  url: URL;
  headers: Record<string, string>;
  body: string;
}

/**
 * What a gateway does with a signed request (IAM API reference, "AK/SK Authentication"): it takes the names of
 * the signed headers from the request and computes the signature from what it received. Shares no line with the
 * signer. Good for paths and queries without characters that need encoding.
 */
export function isSignedWith(secretKey: string, { method, url, headers, body }: Received): boolean {
  const match = /^SDK-HMAC-SHA256 Access=[^,]+, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
    headers['authorization'] ?? '',
  );
  if (match === null) return false;
  const [, names = '', signature = ''] = match;
  for (const required of ['content-type', 'host', 'x-sdk-date']) {
    if (!names.split(';').includes(required)) return false;
  }
  const received: Record<string, string> = { ...headers, host: headers['host'] ?? url.host };
  let canonical = `${method}\n${url.pathname}/\n${[...url.search.slice(1).split('&')].sort().join('&')}\n`;
  for (const name of names.split(';')) canonical += `${name}:${received[name]}\n`;
  canonical += `\n${names}\n${crypto.createHash('sha256').update(body).digest('hex')}`;
  const hashed = crypto.createHash('sha256').update(canonical).digest('hex');
  const toSign = `SDK-HMAC-SHA256\n${headers['x-sdk-date']}\n${hashed}`;
  return crypto.createHmac('sha256', secretKey).update(toSign).digest('hex') === signature;
}
