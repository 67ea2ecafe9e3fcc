import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a page answers, made anew for each visit. */
export interface Page {
  readonly status: number;
  readonly type: string;
  readonly text: string;
}

/** Pages to read, by their path. A page that cannot be made answers 500, without why. */
export type Pages = Readonly<Record<string, () => Promise<Page>>>;

/** An answer without a body. */
export function answerEmpty(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status, { 'content-length': '0' });
  response.end();
}

/** The path of a request, without what stands behind "?". */
export function pathOf({ url = '' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '';
}

/** A page of JSON. */
export function jsonPage(status: number, value: object): Page {
  return { status, type: 'application/json', text: `${JSON.stringify(value)}\n` };
}

/** Answers whoever reads one of the pages (GET or HEAD); everybody else gets an empty 404. */
export async function showPage(
  pages: Pages,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = pathOf(request);
  const make = Object.hasOwn(pages, path) ? pages[path] : undefined;
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (make === undefined || !isRead) return answerEmpty(response, 404);
  try {
    const { status, type, text } = await make();
    response.writeHead(status, {
      'content-type': type,
      'content-length': Buffer.byteLength(text),
      'cache-control': 'no-store',
    });
    response.end(text);
  } catch {
    answerEmpty(response, 500);
  }
}
