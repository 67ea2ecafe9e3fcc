import type { IncomingMessage, ServerResponse } from 'node:http';

const MOST_BYTES = 2_000_000;

/** A body that is not there as a whole; the status is that of the answer. */
export class UnreadableBody extends Error {
  readonly status: 400 | 413;

  constructor(status: 400 | 413, message: string) {
    super(message);
    this.status = status;
  }
}

/** The whole body as text; rejects with an `UnreadableBody` above 2 MB, at once where the request says so itself. */
export function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const tooLarge = (): void => reject(new UnreadableBody(413, 'The request is larger than 2 MB'));
    const chunks: Buffer[] = [];
    let size = 0;
    if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) tooLarge();
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MOST_BYTES) chunks.push(chunk);
      else tooLarge();
    });
    request.once('end', () => resolve(Buffer.concat(chunks).toString()));
    request.once('close', () => reject(new UnreadableBody(400, 'The request ended too early')));
    request.once('error', () => reject(new UnreadableBody(400, 'The request broke off')));
  });
}

/** Nobody else may embed an answer, guess its kind or keep it. */
export const GUARDED: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { ...GUARDED, ...headers, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { ...GUARDED, 'content-type': 'text/plain; charset=utf-8' });
  response.end(text);
}
