import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { sendText } from '../request-body.ts';

/** The page's folder: the same from `src/` and from `dist/`, since the page is not compiled. */
const FOLDER = new URL('../../../../src/demo/page/', import.meta.url);
const KINDS: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves one file of the page's folder; nothing outside it can be named. */
export async function serveFile(name: string, response: ServerResponse): Promise<void> {
  const kind = KINDS[extname(name)];
  if (!/^[a-z0-9-]+\.[a-z]+$/.test(name) || kind === undefined) return sendText(response, 404, 'not found');
  let content: Buffer;
  try {
    content = await readFile(new URL(name, FOLDER));
  } catch {
    return sendText(response, 404, 'not found');
  }
  response.writeHead(200, {
    'content-type': kind,
    'content-security-policy': POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  });
  response.end(content);
}
