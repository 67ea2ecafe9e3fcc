import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { packagePath } from '../../../package-root.ts';
import { GUARDED, sendText } from '../request-body.ts';

/** Where the page is written. */
const WRITTEN = packagePath('src', 'demo', 'page');
/** Where its scripts are compiled to. */
const COMPILED = packagePath('dist', 'demo', 'page');

const KINDS: Record<string, { type: string; folder: string }> = {
  '.html': { type: 'text/html; charset=utf-8', folder: WRITTEN },
  '.css': { type: 'text/css; charset=utf-8', folder: WRITTEN },
  '.svg': { type: 'image/svg+xml', folder: WRITTEN },
  '.js': { type: 'text/javascript; charset=utf-8', folder: COMPILED },
};
/** At most two folders deep, and nothing but plain names: no way leads out of the folders. */
const NAME = /^(?:[a-z0-9-]+\/){0,2}[a-z0-9-]+\.[a-z]+$/;
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves one file of the page; nothing outside its folders can be named. */
export async function serveFile(name: string, response: ServerResponse): Promise<void> {
  const kind = KINDS[extname(name)];
  if (kind === undefined || !NAME.test(name)) return sendText(response, 404, 'not found');
  let content: Buffer;
  try {
    content = await readFile(join(kind.folder, name));
  } catch {
    return sendText(response, 404, 'not found');
  }
  response.writeHead(200, {
    ...GUARDED,
    'content-type': kind.type,
    'content-security-policy': POLICY,
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
  });
  response.end(content);
}
