import { randomBytes, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Faults } from './faults.ts';
import { isObject, type JsonObject, objectOf } from './json-value.ts';
import type { Delivery, Envelope, Retry, Transport } from './transport.ts';

const TICKET_LIFE_MS = 30_000;
/** Slack: "Using Socket Mode": up to ten connections of one app. */
const MOST_CONNECTIONS = 10;
/** No acknowledgement needs more: a view has up to 250 kB. */
const MOST_BYTES = 2_000_000;

export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';

interface Sent {
  readonly id: string;
  readonly text: string;
}

interface Waiting {
  readonly connection: WebSocket;
  acknowledge(payload: JsonObject): void;
}

/** The envelope as it goes over the wire (Slack: "Using Socket Mode"). */
function textOf({ type, payload }: Envelope, retry: Retry | undefined): Sent {
  const id = randomUUID();
  const text = JSON.stringify({
    envelope_id: id,
    type,
    accepts_response_payload: type !== 'events_api',
    payload,
    retry_attempt: retry?.attempt ?? 0,
    // There is no HTTP to fail here: an event comes again because nobody acknowledged it.
    retry_reason: retry === undefined ? '' : 'timeout',
  });
  return { id, text };
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}

interface Options {
  appId: string;
  faults: Faults;
  ackTimeoutMs: number;
  changed: () => void;
}

/** The server side of Socket Mode: tickets, connections, envelopes, acknowledgements. */
export class SocketMode implements Transport {
  #options: Options;
  #server = new WebSocketServer({ noServer: true, maxPayload: MOST_BYTES });
  #tickets = new Map<string, number>();
  #connections: WebSocket[] = [];
  #waiting = new Map<string, Waiting>();
  #abandoned = new Set<() => void>();
  #turn = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  get connections(): number {
    return this.#connections.length;
  }

  /** A ticket for one connection, good for thirty seconds. */
  ticket(): string {
    for (const [old, goodUntil] of this.#tickets) if (goodUntil < Date.now()) this.#tickets.delete(old);
    const ticket = randomBytes(12).toString('hex');
    this.#tickets.set(ticket, Date.now() + TICKET_LIFE_MS);
    return ticket;
  }

  /** Takes a connection over from the HTTP server, if its ticket is good and unused. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const path = request.url ?? '';
    if (!path.startsWith('/link/?')) {
      refuse(socket, '404 Not Found');
      return;
    }
    const ticket = new URLSearchParams(path.slice('/link/?'.length)).get('ticket') ?? '';
    const goodUntil = this.#tickets.get(ticket) ?? 0;
    this.#tickets.delete(ticket);
    if (this.#options.faults.offline || goodUntil < Date.now()) {
      refuse(socket, '401 Unauthorized');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (connection) => this.#welcome(connection));
  }

  deliver(envelope: Envelope, retry?: Retry): Promise<Delivery> {
    const connection = this.#connections[this.#turn++ % Math.max(1, this.#connections.length)];
    const copies = 1 + this.#options.faults.takeExtraDeliveries();
    if (connection !== undefined) return this.#send(connection, textOf(envelope, retry), copies);
    return Promise.resolve({ kind: 'failed', why: 'no connection', reason: 'connection_failed' });
  }

  /** Asks the app to connect anew, as Slack does every few hours. */
  disconnect(reason: DisconnectReason): void {
    for (const connection of this.#connections) {
      connection.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'local' } }));
    }
  }

  /** Cuts every connection without a word. */
  drop(): void {
    for (const connection of this.#connections) connection.terminate();
  }

  /** Says goodbye to every connection; whoever does not answer within half a second is cut off. */
  close(): void {
    for (const connection of this.#connections) {
      connection.close(1001);
      setTimeout(() => connection.terminate(), 500).unref();
    }
    this.forget();
    this.#server.close();
  }

  /** Waits for no acknowledgement any more. */
  forget(): void {
    for (const giveUp of this.#abandoned) giveUp();
  }

  #welcome(connection: WebSocket): void {
    if (this.#connections.length >= MOST_CONNECTIONS) {
      connection.send(JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
      connection.close();
      return;
    }
    this.#connections = [...this.#connections, connection];
    connection.on('message', (data) => this.#receive(connection, String(data)));
    connection.on('error', () => connection.terminate());
    connection.on('close', () => {
      this.#connections = this.#connections.filter((one) => one !== connection);
      this.#options.changed();
    });
    const hello = {
      type: 'hello',
      num_connections: this.#connections.length,
      connection_info: { app_id: this.#options.appId },
      debug_info: {
        host: 'local',
        started: new Date().toISOString(),
        build_number: 1,
        approximate_connection_time: 18_060,
      },
    };
    connection.send(JSON.stringify(hello));
    this.#options.changed();
  }

  /** An acknowledgement counts on the connection that the envelope was sent on, and once. */
  #receive(connection: WebSocket, text: string): void {
    let message: unknown;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (!isObject(message)) return;
    const waiting = this.#waiting.get(String(message['envelope_id']));
    if (waiting?.connection !== connection) return;
    const payload = objectOf(message['payload']);
    const delay = this.#options.faults.ackDelayMs;
    if (delay > 0) setTimeout(() => waiting.acknowledge(payload), delay).unref();
    else waiting.acknowledge(payload);
  }

  #send(connection: WebSocket, { id, text }: Sent, copies: number): Promise<Delivery> {
    return new Promise((resolve) => {
      const sentAt = performance.now();
      const finish = (delivery: Delivery): void => {
        clearTimeout(timer);
        this.#waiting.delete(id);
        this.#abandoned.delete(abandon);
        resolve(delivery);
      };
      const abandon = (): void =>
        finish({ kind: 'failed', why: 'nobody waits any more', reason: 'unknown_error', noRetry: true });
      this.#abandoned.add(abandon);
      const timer = setTimeout(() => finish({ kind: 'timeout' }), this.#options.ackTimeoutMs);
      this.#waiting.set(id, {
        connection,
        acknowledge: (payload) =>
          finish({ kind: 'acknowledged', payload, afterMs: performance.now() - sentAt }),
      });
      for (let copy = 0; copy < copies; copy += 1) connection.send(text);
    });
  }
}
