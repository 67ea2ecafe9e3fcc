import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'undici';
import { type WebSocket, WebSocketServer } from 'ws';
import { formOf, type Payload, signedHeaders } from './payloads.ts';
import { answerJson, methodsOf, readText } from './slack-api.ts';

export type TransportName = 'http' | 'socket';

/** Slack as one program sees it: its API, response URLs, and what it sends to the program. */
export interface SlackSide {
  readonly apiUrl: string;
  /** How often each method of the Web API was called. */
  readonly calls: ReadonlyMap<string, number>;
  /** Where signed requests go, once the program listens. */
  connectTo(port: number): void;
  /** How many sockets are open. */
  sockets(): number;
  /** Sends a payload; resolves when it is acknowledged, throws where it is refused. */
  deliver(payload: Payload): Promise<void>;
  /** A response URL of its own, and what comes to it first. */
  answer(): { readonly url: string; readonly come: Promise<string> };
  close(): Promise<void>;
}

interface Options {
  readonly transport: TransportName;
  readonly signingSecret: string;
}

const EVENTS_PATH = '/slack/events';
const CONNECTIONS = 64;
/** Whoever waits long is told so; the answer comes after it. */
const ONLY_WAITING = '"text":"Still looking…"';

class OneSlack implements SlackSide {
  readonly calls = new Map<string, number>();
  readonly #options: Options;
  readonly #server = createServer((request, response) => void this.#serve(request, response));
  readonly #sockets = new WebSocketServer({ noServer: true });
  readonly #acks = new Map<string, () => void>();
  readonly #answers = new Map<string, (text: string) => void>();
  readonly #methods = methodsOf(() => `${this.#origin.replace('http', 'ws')}/link`);
  #pool: Pool | null = null;
  #count = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#server.on('upgrade', (request, socket, head) =>
      this.#sockets.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection)),
    );
  }

  get #origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.#origin}/api/`;
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  connectTo(port: number): void {
    this.#pool = new Pool(`http://127.0.0.1:${port}`, { connections: CONNECTIONS, pipelining: 1 });
  }

  sockets(): number {
    return this.#sockets.clients.size;
  }

  async deliver(payload: Payload): Promise<void> {
    await (this.#options.transport === 'http' ? this.#request(payload) : this.#envelope(payload));
  }

  answer(): { url: string; come: Promise<string> } {
    this.#count += 1;
    const path = `/answers/${this.#count}`;
    const come = new Promise<string>((resolve) => this.#answers.set(path, resolve));
    return { url: `${this.#origin}${path}`, come };
  }

  async close(): Promise<void> {
    await this.#pool?.destroy();
    for (const client of this.#sockets.clients) client.terminate();
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #request(payload: Payload): Promise<void> {
    const body = formOf(payload);
    const headers = signedHeaders(body, this.#options.signingSecret);
    if (this.#pool === null) throw new Error('nobody listens yet');
    const answer = await this.#pool.request({ method: 'POST', path: EVENTS_PATH, headers, body });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`answered with ${answer.statusCode}`);
  }

  #envelope(payload: Payload): Promise<void> {
    const [connection] = this.#sockets.clients;
    if (connection === undefined) throw new Error('no socket is open');
    this.#count += 1;
    const id = `envelope-${this.#count}`;
    const type = 'command' in payload ? 'slash_commands' : 'interactive';
    const text = JSON.stringify({ envelope_id: id, type, accepts_response_payload: true, payload });
    return new Promise((resolve) => {
      this.#acks.set(id, resolve);
      connection.send(text);
    });
  }

  #welcome(connection: WebSocket): void {
    connection.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0' } }));
    connection.on('message', (data) => {
      const { envelope_id: id = '' } = JSON.parse(String(data)) as { envelope_id?: string };
      this.#acks.get(id)?.();
      this.#acks.delete(id);
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const path = request.url ?? '';
    if (path.startsWith('/answers/')) {
      answerJson(response, { ok: true });
      if (text.includes(ONLY_WAITING)) return;
      this.#answers.get(path)?.(text);
      this.#answers.delete(path);
      return;
    }
    const method = path.replace('/api/', '').split('?', 1)[0] ?? '';
    this.calls.set(method, (this.calls.get(method) ?? 0) + 1);
    answerJson(response, this.#methods[method]?.() ?? { ok: true });
  }
}

/** Opens Slack's side on a free port of this machine. */
export function openSlackSide(options: Options): Promise<SlackSide> {
  return new OneSlack(options).open();
}
