import { type IncomingMessage, request, type ServerResponse } from 'node:http';

/** Passes a request on to another address, and its answer back. The host is signed, so it stays the one that was asked. */
export function passOn(target: string, incoming: IncomingMessage, response: ServerResponse): void {
  const { headers, method, url = '/' } = incoming;
  const { hostname, port } = new URL(target);
  const passed = request({ hostname, port, path: url, method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  passed.on('error', () => response.destroy());
  incoming.pipe(passed);
}
