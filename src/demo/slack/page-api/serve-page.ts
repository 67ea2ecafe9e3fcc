import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Driver } from '../driver.ts';
import { readBody, sendJson, sendText } from '../request-body.ts';
import { viewJson } from '../shapes.ts';
import type { World } from '../world.ts';
import { serveFile } from './static-files.ts';
import { DEEDS } from './what-the-page-does.ts';
import { channelsJson, messagesJson, threadJson, viewsJson, workspaceJson } from './what-the-page-shows.ts';

export interface PageServer {
  world: World;
  driver: Driver;
  /** Where the simulated clouds show their state (`GET {cloudsUrl}/state`); null where there are none. */
  cloudsUrl: string | null;
  /** The app is reached by signed requests, so there is no connection to show. */
  byHttp: boolean;
}

function showState(
  url: URL,
  response: ServerResponse,
  { world, driver, cloudsUrl, byHttp }: PageServer,
): void {
  const user = url.searchParams.get('user') ?? '';
  const channel = url.searchParams.get('channel') ?? '';
  const thread = url.searchParams.get('thread') ?? '';
  const home = world.modals.home(user);
  const channels = channelsJson(world, user);
  const isIn = channels.some(({ id }) => id === channel);
  sendJson(response, 200, {
    workspace: workspaceJson(world, byHttp ? null : driver.connections(), cloudsUrl !== null),
    channels,
    messages: isIn ? messagesJson(world, user, channel) : [],
    thread: isIn && thread !== '' ? threadJson(world, user, channel, thread) : [],
    views: viewsJson(world, user),
    home: home === undefined ? null : viewJson(world.state, home),
  });
}

function streamChanges(request: IncomingMessage, response: ServerResponse, { world }: PageServer): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('retry: 1000\n\ndata: changed\n\n');
  const stop = world.state.onChange(() => response.write('data: changed\n\n'));
  request.on('close', stop);
}

/** Passes on what the clouds show, so that the page needs to talk to its own server only. */
async function showClouds(response: ServerResponse, { cloudsUrl }: PageServer): Promise<void> {
  if (cloudsUrl === null) return sendJson(response, 404, { error: 'no clouds' });
  try {
    const answer = await fetch(`${cloudsUrl.replace(/\/$/, '')}/state`, {
      signal: AbortSignal.timeout(3_000),
    });
    sendJson(response, answer.ok ? 200 : 502, await answer.json());
  } catch {
    sendJson(response, 502, { error: 'The clouds did not answer' });
  }
}

async function doDeed(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  server: PageServer,
): Promise<void> {
  const deed = Object.hasOwn(DEEDS, name) ? DEEDS[name] : undefined;
  if (deed === undefined) return sendJson(response, 404, { error: `The page cannot do "${name}"` });
  // A form of another site can be sent without asking; JSON cannot.
  if (request.headers['content-type'] !== 'application/json')
    return sendJson(response, 415, { error: 'JSON only' });
  try {
    const body: unknown = JSON.parse(await readBody(request));
    sendJson(response, 200, await deed(body, server.driver));
  } catch (error) {
    sendJson(response, 400, { error: error instanceof Error ? error.message : String(error) });
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
  if (pathname === '/page/events') return streamChanges(request, response, server);
  if (pathname === '/page/clouds') return await showClouds(response, server);
  if (pathname.startsWith('/files/')) return await serveFile(pathname.slice('/files/'.length), response);
  sendText(response, 404, 'not found');
}

/** A permalink opens the page at the message's channel. */
function redirectToMessage(url: URL, response: ServerResponse): void {
  const [, , channel = '', message = ''] = url.pathname.split('/');
  const ts = message.replace(/^p(\d+)(\d{6})$/, '$1.$2');
  const thread = url.searchParams.get('thread_ts') ?? '';
  const place = new URLSearchParams({ channel, message: ts, ...(thread === '' ? {} : { thread }) });
  response.writeHead(302, { location: `/#${place}` });
  response.end();
}
