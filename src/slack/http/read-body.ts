import type { IncomingMessage } from 'node:http';

export type Body =
  | { readonly kind: 'whole'; readonly text: string }
  | { readonly kind: 'too-large' }
  /** The sender went away, or took too long. */
  | { readonly kind: 'cut' };

/** Reads a request to its end, and keeps no more than `mostBytes` of it. Never throws. */
export function readBody(request: IncomingMessage, mostBytes: number): Promise<Body> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const isTooLarge = Number(request.headers['content-length'] ?? 0) > mostBytes;
    if (isTooLarge) return resolve({ kind: 'too-large' });
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= mostBytes) chunks.push(chunk);
      else {
        chunks.length = 0;
        resolve({ kind: 'too-large' });
      }
    });
    request.once('end', () => resolve({ kind: 'whole', text: Buffer.concat(chunks).toString() }));
    request.once('error', () => resolve({ kind: 'cut' }));
    request.once('close', () => resolve({ kind: 'cut' }));
  });
}
