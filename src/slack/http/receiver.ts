import type { IncomingMessage, ServerResponse } from 'node:http';
import { type App, HTTPModuleFunctions, HTTPResponseAck, type Logger, type Receiver } from '@slack/bolt';
import { answerEmpty } from '../../web/pages.ts';
import type { Connection } from '../connection.ts';
import type { Log } from '../room.ts';
import { isForm, type Parsed, parseBody } from './parse-body.ts';
import { readBody } from './read-body.ts';
import { createRefusals } from './refusals.ts';
import { createReplays, type KeptRequests } from './replays.ts';
import { checkSignature, OLDEST_MS } from './signature.ts';

/** The path that the manifest names for commands, clicks and events. */
export const EVENTS_PATH = '/slack/events';
/** A view has at most 250 kB, a message less, and a form makes at most three bytes of one. */
const MOST_BYTES = 1_000_000;
/** Slack checks the certificate of a request URL with a request that is not signed. */
const SSL_CHECK_BYTES = 1_000;

export interface HttpReceiverOptions {
  readonly signingSecret: string;
  readonly connection: Connection;
  readonly log: Log;
  readonly logger: Logger;
  /** Milliseconds since 1970: the clock that timestamps are compared with. */
  readonly now: () => number;
  /** Left out, what was taken is forgotten at a restart. */
  readonly requests?: KeptRequests | null;
}

/** Signed requests. The server that hands them over is somebody else's. */
export interface HttpReceiver {
  readonly receiver: Receiver;
  /** Takes a POST to `EVENTS_PATH`; 503 before `start` and after `stop`. Never throws. */
  readonly take: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

function isSslCheck(text: string, contentType: string | undefined): boolean {
  if (text.length > SSL_CHECK_BYTES || !isForm(contentType)) return false;
  return new URLSearchParams(text).get('ssl_check') === '1';
}

/** Slack sends an event once more that was not acknowledged; within the second it has the same signature. */
function isSentAgain(request: IncomingMessage, body: Parsed): boolean {
  return body['type'] === 'event_callback' && request.headers['x-slack-retry-num'] !== undefined;
}

/**
 * Takes what Slack sends as signed requests. In front of Bolt it closes what Bolt's own receiver leaves open: the same
 * signed request again, timestamps from the future, headers in other spellings, bodies that are no object. A stranger
 * gets a number without a reason; the reason is in the log.
 */
export function createHttpReceiver(options: HttpReceiverOptions): HttpReceiver {
  const { signingSecret, connection, log, logger, now, requests = null } = options;
  const replays = createReplays(OLDEST_MS, requests);
  const refused = createRefusals(log, now);
  let app: App | null = null;
  let isOpen = false;

  async function hand(to: App, body: Parsed, request: IncomingMessage, response: ServerResponse) {
    const ack = new HTTPResponseAck({
      logger,
      processBeforeResponse: false,
      httpRequest: request,
      httpRequestBody: body,
      httpResponse: response,
    });
    const { extractRetryNumFromHTTPRequest: numOf, extractRetryReasonFromHTTPRequest: reasonOf } =
      HTTPModuleFunctions;
    const retryNum = numOf(request);
    const retryReason = reasonOf(request);
    try {
      await to.processEvent({
        body,
        ack: ack.bind(),
        ...(retryNum === undefined ? {} : { retryNum }),
        ...(retryReason === undefined ? {} : { retryReason }),
      });
    } catch (error) {
      log.error('a request broke', { error: error instanceof Error ? error.message : String(error) });
      ack.ack();
      if (!response.headersSent) answerEmpty(response, 500);
    }
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const read = await readBody(request, MOST_BYTES);
    if (read.kind === 'cut') return;
    if (read.kind === 'too-large') {
      refused('its body is too large');
      response.setHeader('connection', 'close');
      return answerEmpty(response, 413);
    }
    if (!isOpen || app === null) {
      response.setHeader('connection', 'close');
      return answerEmpty(response, 503);
    }
    const contentType = request.headers['content-type'];
    if (isSslCheck(read.text, contentType)) return answerEmpty(response, 200);
    const checked = checkSignature(request.headers, read.text, signingSecret, now());
    if (!checked.ok) {
      refused(checked.why);
      return answerEmpty(response, 401);
    }
    const body = parseBody(read.text, contentType);
    if (body === null) {
      refused('it is signed, but neither a form nor a JSON object');
      return answerEmpty(response, 400);
    }
    connection.heard();
    if (body['type'] === 'url_verification')
      return HTTPModuleFunctions.buildUrlVerificationResponse(response, body);
    if (replays.isReplay(checked.signed, now())) {
      if (isSentAgain(request, body)) return answerEmpty(response, 200);
      refused('the same signed request was taken before');
      return answerEmpty(response, 401);
    }
    await hand(app, body, request, response);
  }

  const receiver: Receiver = {
    init(to) {
      app = to;
    },
    async start() {
      isOpen = true;
      connection.up();
    },
    async stop() {
      isOpen = false;
      connection.down();
      await requests?.written();
    },
  };
  return { receiver, take };
}
