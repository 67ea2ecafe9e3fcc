import type { IncomingMessage, ServerResponse } from 'node:http';
import { prettifyError, ZodError } from 'zod';
import type { Driver } from '../driver.ts';
import type { JsonObject } from '../json-value.ts';
import { GUARDED, readBody, sendJson, sendText, UnreadableBody } from '../request-body.ts';
import type { World } from '../world.ts';
import type { Backstage } from './backstage.ts';
import { streamEvents } from './event-stream.ts';
import { serveFile } from './static-files.ts';
import { DEEDS } from './what-the-page-does.ts';
import { shownTo } from './what-the-page-shows.ts';

export interface PageServer {
  readonly world: World;
  readonly driver: Driver;
  /** What the side panels show; null where nothing stands behind the workspace. */
  readonly backstage: Backstage | null;
  /** The app is reached by signed requests, so there is no connection to show. */
  readonly byHttp: boolean;
  /** The streams of events that are open. */
  readonly streams: Set<ServerResponse>;
}

/** A browser opens one stream a window; more of them than this are no people. */
const MOST_STREAMS = 100;

function showState({ searchParams }: URL, response: ServerResponse, server: PageServer): void {
  const { world, driver, backstage, byHttp } = server;
  const question = {
    user: searchParams.get('user') ?? '',
    channel: searchParams.get('channel') ?? '',
    since: Number(searchParams.get('since') ?? 0),
  };
  const around = { connections: byHttp ? null : driver.connections(), hasBackstage: backstage !== null };
  sendJson(response, 200, shownTo(world, question, around));
}

function streamChanges(response: ServerResponse, { world, backstage, streams }: PageServer): void {
  if (streams.size >= MOST_STREAMS) {
    sendText(response, 503, 'too many windows are open');
    return;
  }
  streams.add(response);
  response.on('close', () => streams.delete(response));
  streamEvents(response, {
    workspace: (listener) => world.state.onChange(listener),
    ...(backstage === null ? {} : { backstage: (listener: () => void) => backstage.onChange(listener) }),
  });
}

type Deed = (body: unknown) => Promise<JsonObject>;

/** What is done when the page posts to `/page/<name>`; none where the page cannot do that. */
function deedCalled(name: string, { driver, backstage }: PageServer): Deed | undefined {
  if (name === 'backstage') return backstage === null ? undefined : (body) => backstage.act(body);
  const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
  return deed === undefined ? undefined : (body) => deed(body, driver);
}

function sentenceOf(error: unknown): string {
  if (error instanceof ZodError) return prettifyError(error);
  return error instanceof Error ? error.message : String(error);
}

async function doDeed(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  server: PageServer,
): Promise<void> {
  const deed = deedCalled(name, server);
  if (deed === undefined) return sendJson(response, 404, { error: `The page cannot do "${name}"` });
  // A form of another site can be sent without asking; JSON cannot.
  if (request.headers['content-type'] !== 'application/json')
    return sendJson(response, 415, { error: 'JSON only' });
  try {
    const body: unknown = JSON.parse(await readBody(request));
    sendJson(response, 200, await deed(body));
  } catch (error) {
    if (error instanceof UnreadableBody) throw error;
    sendJson(response, 400, { error: sentenceOf(error) });
  }
}

/** Everything under the address of the page that is not Slack itself. */
export async function servePage(
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
  server: PageServer,
): Promise<void> {
  const { pathname } = url;
  if (request.method === 'POST' && pathname.startsWith('/page/')) {
    return await doDeed(pathname.slice('/page/'.length), request, response, server);
  }
  if (request.method !== 'GET') return sendText(response, 405, 'method not allowed');
  if (pathname === '/') return await serveFile('index.html', response);
  if (pathname.startsWith('/archives/')) return redirectToMessage(url, response);
  if (pathname === '/page/state') return showState(url, response, server);
  if (pathname === '/page/events') return streamChanges(response, server);
  if (pathname === '/page/backstage' && server.backstage !== null)
    return sendJson(response, 200, server.backstage.show());
  if (pathname.startsWith('/files/')) return await serveFile(pathname.slice('/files/'.length), response);
  sendText(response, 404, 'not found');
}

/** A permalink opens the page at the message's channel. */
function redirectToMessage(url: URL, response: ServerResponse): void {
  const [, , channel = '', message = ''] = url.pathname.split('/');
  const ts = message.replace(/^p(\d+)(\d{6})$/, '$1.$2');
  const thread = url.searchParams.get('thread_ts') ?? '';
  const place = new URLSearchParams({ channel, message: ts, ...(thread === '' ? {} : { thread }) });
  response.writeHead(302, { ...GUARDED, location: `/#${place}` });
  response.end();
}
