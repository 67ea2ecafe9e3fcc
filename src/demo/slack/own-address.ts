import type { IncomingMessage } from 'node:http';

/**
 * Whether a request was meant for this server and not for a name that was made to point here (DNS rebinding).
 * A web page cannot choose `Host`.
 */
function isOurHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Following a link from anywhere to the page or to a message, in a whole tab: it only shows. */
function isVisit({ method, url = '', headers }: IncomingMessage): boolean {
  const isShown = url === '/' || url.startsWith('/?') || url.startsWith('/archives/');
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers;
  return method === 'GET' && isShown && mode === 'navigate' && destination === 'document';
}

/**
 * Whether our own page, a person or a program sent this request to the page's part of the server. What another
 * site, or a page on another port of this machine, has a browser send is not (W3C: "Fetch Metadata Request
 * Headers"), except for a visit.
 */
export function isForThePage(request: IncomingMessage, port: number): boolean {
  const { host, origin, 'sec-fetch-site': site } = request.headers;
  if (!isOurHost(host, port)) return false;
  if (origin !== undefined && origin !== `http://${host}`) return false;
  return site === undefined || site === 'same-origin' || site === 'none' || isVisit(request);
}

/** Whether an app sent this request to Slack's part of the server. Apps are no browsers: these always say so. */
export function isFromAnApp({ headers }: IncomingMessage, port: number): boolean {
  const { host, origin, 'sec-fetch-site': site } = headers;
  return isOurHost(host, port) && origin === undefined && site === undefined;
}
