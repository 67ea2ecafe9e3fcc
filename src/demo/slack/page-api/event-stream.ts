import type { ServerResponse } from 'node:http';
import { GUARDED } from '../request-body.ts';

/** Changes within this time become one event. */
const GATHER_MS = 4;
const KEEP_ALIVE_MS = 15_000;

/** Where changes of one kind come from; the returned function ends the calls. */
export type Source = (listener: () => void) => () => void;

interface Client {
  readonly response: ServerResponse;
  readonly waiting: Set<string>;
  timer: NodeJS.Timeout | null;
  /** The reader is behind: nothing is written until it has caught up. */
  isBehind: boolean;
}

function write(client: Client, text: string): void {
  client.isBehind = !client.response.write(text);
}

function flush(client: Client): void {
  client.timer = null;
  if (client.isBehind || client.waiting.size === 0) return;
  const text = [...client.waiting].map((name) => `event: ${name}\ndata:\n\n`).join('');
  client.waiting.clear();
  write(client, text);
}

function tell(client: Client, name: string): void {
  client.waiting.add(name);
  client.timer ??= setTimeout(() => flush(client), GATHER_MS);
}

/** A comment now and then keeps the connection open; a reader that is still behind by then has gone. */
function keepAlive(client: Client): void {
  if (client.isBehind) client.response.destroy();
  else write(client, ': still here\n\n');
}

/**
 * Streams named events without data (HTML Standard: "Server-sent events"): each source's name once at the
 * beginning, and again soon after it changed. However fast changes come, at most one event of each name waits.
 */
export function streamEvents(response: ServerResponse, sources: Readonly<Record<string, Source>>): void {
  response.writeHead(200, { ...GUARDED, 'content-type': 'text/event-stream' });
  const client: Client = { response, waiting: new Set(), timer: null, isBehind: false };
  write(client, 'retry: 1000\n\n');
  const stops = Object.entries(sources).map(([name, onChange]) => onChange(() => tell(client, name)));
  for (const name of Object.keys(sources)) client.waiting.add(name);
  flush(client);
  const clock = setInterval(() => keepAlive(client), KEEP_ALIVE_MS).unref();
  response.on('drain', () => {
    client.isBehind = false;
    flush(client);
  });
  response.on('close', () => {
    for (const stop of stops) stop();
    clearInterval(clock);
    if (client.timer !== null) clearTimeout(client.timer);
  });
}
