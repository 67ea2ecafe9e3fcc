import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import { isObject, type JsonObject } from './json-value.ts';
import { Refusal } from './refusal.ts';
import { readBody, sendJson, sendText } from './request-body.ts';
import { respond } from './response-urls.ts';
import { type Answer, answerCall, rateLimited } from './web-api/answer-call.ts';
import type { World } from './world.ts';

function withoutToken(args: JsonObject): JsonObject {
  const { token: _token, ...rest } = args;
  return structuredClone(rest);
}

/** How many calls are remembered; a rehearsal may run for days. */
const MOST_CALLS = 5_000;

function record(world: World, method: string, args: JsonObject, status: number, answer: JsonObject): void {
  world.calls.push({
    at: world.now(),
    method,
    args: withoutToken(args),
    status,
    answer: structuredClone(answer),
  });
  if (world.calls.length > MOST_CALLS) world.calls.shift();
  world.state.changed();
}

/** The answer a fault puts in the place of the real one; none where the connection is to be cut or left alone. */
function faultyAnswer(fault: Fault): Answer | null {
  if (fault.kind === 'status')
    return { status: fault.status, headers: {}, body: { ok: false, error: 'fault' } };
  if (fault.kind === 'error') return { status: 200, headers: {}, body: { ok: false, error: fault.error } };
  return fault.kind === 'rate-limited' ? rateLimited(fault.retryAfter) : null;
}

/** Answers one call of the Web API; faults that were ordered come first. */
export async function serveWebApi(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<void> {
  const body = await readBody(request);
  const fault = world.faults.take(name);
  if (fault?.kind === 'hang') return record(world, name, {}, 0, { fault: 'hang' });
  const ordered = fault === undefined ? null : faultyAnswer(fault);
  const { args, answer } =
    ordered === null ? answerCall(name, request, body, world) : { args: {}, answer: ordered };
  const lost = fault?.kind === 'lose-reply';
  record(world, name, args, lost ? 0 : answer.status, answer.body);
  if (lost) response.destroy();
  else sendJson(response, answer.status, answer.body, answer.headers);
}

function parsedBody(body: string): JsonObject {
  try {
    const value: unknown = JSON.parse(body);
    if (isObject(value)) return value;
  } catch {
    // Slack answers every body it cannot read with the same word.
  }
  throw new Refusal('invalid_payload');
}

const GONE = new Set(['no_such_url', 'expired_url', 'used_url']);

/** Answers one POST to a response_url: the text `ok`, 404 for a URL that is over, 400 for an unusable body. */
export async function serveResponseUrl(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<void> {
  const text = await readBody(request);
  const fault = world.faults.take('response_url');
  if (fault?.kind === 'hang') return record(world, 'response_url', {}, 0, { fault: 'hang' });
  const ordered = fault === undefined ? null : faultyAnswer(fault);
  if (ordered !== null) {
    record(world, 'response_url', {}, ordered.status, ordered.body);
    return sendJson(response, ordered.status, ordered.body, ordered.headers);
  }
  let body: JsonObject = {};
  try {
    body = parsedBody(text);
    respond(world, world.responseUrls.use(path), body);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const status = GONE.has(error.code) ? 404 : 400;
    const answer = { ok: false, error: error.code, ...error.extra };
    record(world, 'response_url', body, status, answer);
    return sendJson(response, status, answer);
  }
  const lost = fault?.kind === 'lose-reply';
  record(world, 'response_url', body, lost ? 0 : 200, { ok: true });
  if (lost) response.destroy();
  else sendText(response, 200, 'ok');
}
