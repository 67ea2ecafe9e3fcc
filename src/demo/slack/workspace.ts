import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDriver, type Driver } from './driver.ts';
import { EventDelivery } from './event-delivery.ts';
import { Faults } from './faults.ts';
import { httpTransport } from './http-transport.ts';
import { type AppManifest, readManifest } from './manifest.ts';
import { MessageInputs } from './message-inputs.ts';
import { Modals } from './modals.ts';
import type { WorkspaceSeed } from './model.ts';
import { isForThePage, isFromAnApp } from './own-address.ts';
import type { Backstage } from './page-api/backstage.ts';
import { type PageServer, servePage } from './page-api/serve-page.ts';
import { addProblem } from './problems.ts';
import { sendJson, sendText, UnreadableBody } from './request-body.ts';
import { ResponseUrls } from './response-urls.ts';
import { defaultSeed } from './seed.ts';
import { serveResponseUrl, serveWebApi } from './serve-slack.ts';
import { SocketMode } from './socket-mode.ts';
import { WorkspaceState } from './state.ts';
import { Suggestions } from './suggestions.ts';
import { Triggers } from './triggers.ts';
import { RateLimits } from './web-api/rate-limits.ts';
import type { World } from './world.ts';

export interface WorkspaceOptions {
  /** 0 or left out: any free port. */
  port?: number;
  manifestPath: string;
  seed?: WorkspaceSeed;
  /** The clock of timestamps, triggers, response URLs and rate limits, in ms since 1970. */
  now?: () => number;
  /** Slack's rate limits; on unless switched off. */
  rateLimits?: boolean;
  /** How long an acknowledgement may take; Slack waits 3000 ms. */
  ackTimeoutMs?: number;
  /** After how many ms an event that was not acknowledged is sent again; Slack: 0, 60,000 and 300,000. */
  eventRetryDelaysMs?: readonly number[];
  /** The app's request URL. With it payloads come as signed HTTP requests, not through Socket Mode. */
  requestUrl?: string;
  /** What stands behind the workspace, for the side panels of its page. */
  backstage?: Backstage;
}

export interface Workspace extends Driver {
  /** The page, `http://127.0.0.1:PORT/`. */
  readonly url: string;
  /** The Web API, `http://127.0.0.1:PORT/api/`. */
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  close(): Promise<void>;
}

function createWorld(
  options: WorkspaceOptions,
  manifest: AppManifest,
  port: () => number,
): World & { sockets: SocketMode } {
  const now = options.now ?? Date.now;
  const state = new WorkspaceState(options.seed ?? defaultSeed(), now);
  const changed = (): void => state.changed();
  const faults = new Faults(changed);
  const ackTimeoutMs = options.ackTimeoutMs ?? 3_000;
  const secret = randomBytes(16).toString('hex');
  const secrets = {
    botToken: `xoxb-rehearsal-${secret}`,
    appToken: `xapp-1-${state.app.id}-1780000000000-${secret}`,
    signingSecret: randomBytes(16).toString('hex'),
    verificationToken: randomBytes(8).toString('hex'),
  };
  const sockets = new SocketMode({ appId: state.app.id, faults, ackTimeoutMs, changed });
  const { requestUrl } = options;
  const signed = { signingSecret: secrets.signingSecret, faults, ackTimeoutMs, now };
  const transport = requestUrl === undefined ? sockets : httpTransport({ requestUrl, ...signed });
  return {
    state,
    manifest,
    secrets,
    faults,
    sockets,
    triggers: new Triggers(now),
    modals: new Modals(now, changed),
    messageInputs: new MessageInputs(),
    suggestions: new Suggestions(),
    responseUrls: new ResponseUrls(now),
    transport,
    events: new EventDelivery(transport, options.eventRetryDelaysMs),
    calls: [],
    problems: [],
    rateLimits: options.rateLimits === false ? null : new RateLimits(now),
    now,
    origin: () => `http://127.0.0.1:${port()}`,
    openConnection: () => `ws://127.0.0.1:${port()}/link/?ticket=${sockets.ticket()}&app_id=${state.app.id}`,
  };
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  page: PageServer,
  port: number,
): Promise<void> {
  const { world } = page;
  const url = new URL(request.url ?? '/', world.origin());
  const isSlack = /^\/(api|commands|actions)\//.test(url.pathname);
  if (!(isSlack ? isFromAnApp : isForThePage)(request, port))
    return sendText(response, 403, 'This address answers its own page only.');
  if (!isSlack) return await servePage(url, request, response, page);
  if (world.faults.offline) return void response.destroy();
  if (request.method !== 'POST') return sendText(response, 405, 'method not allowed');
  if (!url.pathname.startsWith('/api/'))
    return await serveResponseUrl(url.pathname, request, response, world);
  await serveWebApi(url.pathname.slice('/api/'.length), request, response, world);
}

function answerFailure(error: unknown, response: ServerResponse, world: World): void {
  const isUnreadable = error instanceof UnreadableBody;
  if (!isUnreadable) addProblem(world, `The workspace itself failed: ${String(error)}`);
  if (response.headersSent) response.destroy();
  else if (isUnreadable) sendJson(response, error.status, { error: error.message }, { connection: 'close' });
  else sendText(response, 500, 'internal error');
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
}

/** Starts a local Slack workspace on 127.0.0.1: Web API, Socket Mode and the page, in one server. */
export async function startWorkspace(options: WorkspaceOptions): Promise<Workspace> {
  const manifest = await readManifest(options.manifestPath);
  const server = createServer();
  const port = (): number => (server.address() as AddressInfo).port;
  const world = createWorld(options, manifest, port);
  const driver = createDriver(world, world.sockets);
  const page = {
    world,
    driver,
    backstage: options.backstage ?? null,
    byHttp: options.requestUrl !== undefined,
    streams: new Set<ServerResponse>(),
  };
  server.on('request', (request, response) => {
    route(request, response, page, port()).catch((error: unknown) => answerFailure(error, response, world));
  });
  server.on('upgrade', (request, socket, head) => {
    // Whoever knocks may be gone before there is an answer.
    socket.on('error', () => socket.destroy());
    if (isFromAnApp(request, port())) world.sockets.upgrade(request, socket, head);
    else socket.destroy();
  });
  await listen(server, options.port ?? 0);
  return {
    ...driver,
    url: `${world.origin()}/`,
    apiUrl: `${world.origin()}/api/`,
    botToken: world.secrets.botToken,
    appToken: world.secrets.appToken,
    signingSecret: world.secrets.signingSecret,
    async close() {
      world.events.forget();
      world.sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}
