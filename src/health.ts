import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Log } from './slack/room.ts';
import { type Pages, pathOf, showPage } from './web/pages.ts';

/** Where to listen; without a host, on every address of this machine. */
interface Where {
  readonly port: number;
  readonly host: string | null;
}

/** Serves /healthz beside the socket transport. A port that is taken is said in the log and stops nothing. */
export async function serveHealth(
  { port, host }: Where,
  healthy: () => boolean,
  log: Log,
  pages: Pages,
): Promise<Server | null> {
  const server = createServer((request, response) => {
    if (pathOf(request) !== '/healthz') {
      void showPage(pages, request, response);
      return;
    }
    const ok = healthy();
    response.writeHead(ok ? 200 : 503, { 'content-type': 'text/plain' }).end(ok ? 'ok\n' : 'not connected\n');
  });
  return new Promise((resolve) => {
    server.once('error', (error) => {
      log.warn('the health port could not be opened', { port, error: error.message });
      resolve(null);
    });
    server.listen({ port, ...(host === null ? {} : { host }) }, () => {
      log.info('health', { port: (server.address() as AddressInfo).port, path: '/healthz' });
      resolve(server);
    });
  });
}
