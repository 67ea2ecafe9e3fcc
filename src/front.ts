import type { Dispatcher } from 'undici';
import type { SlackConfig } from './config/config.ts';
import { healthPages, type Phase } from './health/health.ts';
import type { Store } from './lifecycle/ports.ts';
import { createConnection } from './slack/connection.ts';
import { EVENTS_PATH } from './slack/http/receiver.ts';
import type { KeptRequests } from './slack/http/replays.ts';
import type { Log } from './slack/room.ts';
import { MOST_SILENT_MS } from './slack/socket-receiver.ts';
import { createTransport, type Transport } from './slack/transport.ts';
import type { Writable } from './store/watched-store.ts';
import { type Pages, pathOf, showPage } from './web/pages.ts';
import { openWebServer, type WebServer } from './web/server.ts';

/** What others reach the bot by: the way to or from Slack, and the port with its pages. */
export interface Front {
  readonly transport: Transport;
  /** Told to whoever asks /readyz. */
  enter(phase: Phase): void;
  /** Gives the port back, as the last thing of all. */
  close(): Promise<void>;
}

export interface FrontPorts {
  readonly slack: SlackConfig;
  readonly store: Pick<Store, 'list'>;
  readonly writable: () => Promise<Writable>;
  /** What is read on the port beside the health pages. */
  readonly pages: Pages;
  readonly log: Log;
  readonly now: () => number;
  readonly dispatcher: Dispatcher | null;
  /** What was taken over HTTP, kept over a restart; `null` with a socket. */
  readonly requests: KeptRequests | null;
}

/** Requests that Slack sends go to its door, everything else is a page. */
async function serve(slack: SlackConfig, transport: Transport, pages: Pages): Promise<WebServer> {
  const { take } = transport;
  return openWebServer(slack, (request, response) => {
    const isForSlack = take !== null && request.method === 'POST' && pathOf(request) === EVENTS_PATH;
    void (isForSlack ? take(request, response) : showPage(pages, request, response));
  });
}

/**
 * Opens the port before anything else is ready, so that whoever asks is told so. With the http transport the port must
 * open, or this throws; with a socket, a port that is taken is said in the log and stops nothing.
 */
export async function openFront(ports: FrontPorts): Promise<Front> {
  const { slack, log, dispatcher, requests } = ports;
  let phase: Phase = 'starting';
  const connection = createConnection(slack.transport === 'socket' ? MOST_SILENT_MS : null);
  const transport = createTransport(
    {
      transport: slack.transport,
      apiUrl: slack.apiUrl,
      appToken: slack.appToken?.reveal() ?? null,
      signingSecret: slack.signingSecret?.reveal() ?? null,
      connection,
      dispatcher,
      requests,
    },
    log,
  );
  const health = healthPages({ ...ports, phase: () => phase, transport: slack.transport, connection });
  const pages = { ...ports.pages, ...health };
  const opening = serve(slack, transport, pages);
  const server = await (slack.transport === 'http'
    ? opening
    : opening.catch((error: unknown) => {
        const said = error instanceof Error ? error.message : String(error);
        log.warn('the health port could not be opened', { port: slack.port, error: said });
        return null;
      }));
  if (server !== null) log.info('health', { port: server.port, path: '/healthz' });
  return {
    transport,
    enter(next) {
      phase = next;
    },
    close: async () => server?.close(),
  };
}
