import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../json-value.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { demandScope } from './access.ts';
import { Arguments, readArguments } from './arguments.ts';
import type { Method } from './method.ts';
import { METHODS } from './methods.ts';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: JsonObject;
}

function refused(error: unknown): JsonObject {
  if (error instanceof Refusal) return { ok: false, error: error.code, ...error.extra };
  throw error;
}

function demandToken(method: Method, token: string, world: World): void {
  if (method.token === 'none') return;
  if (token === '') throw new Refusal('not_authed');
  const { botToken, appToken } = world.secrets;
  if (token !== botToken && token !== appToken) throw new Refusal('invalid_auth');
  if ((method.token === 'app') !== (token === appToken)) throw new Refusal('not_allowed_token_type');
}

function bearer(request: IncomingMessage, args: Arguments): string {
  const header = request.headers.authorization ?? '';
  return header.startsWith('Bearer ') ? header.slice(7) : (args.text('token') ?? '');
}

function answerTo(name: string, method: Method, args: Arguments, world: World): Answer {
  const channel = args.text('channel') ?? '';
  const wait = world.rateLimits?.retryAfter(name, method.rate, channel) ?? 0;
  if (wait > 0) return rateLimited(wait);
  const body = { ok: true, ...method.run(args, world) };
  const headers = {
    'x-oauth-scopes': world.manifest.scopes.join(','),
    'x-accepted-oauth-scopes': method.scopes.join(','),
  };
  return { status: 200, headers, body };
}

/** HTTP 429 with `Retry-After` in seconds (Slack: "Rate limits"). */
export function rateLimited(seconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}

/** Answers one call in Slack's order: known method, token, scope, rate, arguments, deed. */
export function answerCall(
  name: string,
  request: IncomingMessage,
  body: string,
  world: World,
): { args: JsonObject; answer: Answer } {
  let args = new Arguments({});
  try {
    const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
    if (method === undefined) throw new Refusal('unknown_method', { req_method: name });
    args = readArguments(request.headers['content-type'] ?? '', body);
    demandToken(method, bearer(request, args), world);
    demandScope(world, method.scopes);
    return { args: args.all, answer: answerTo(name, method, args, world) };
  } catch (error) {
    return { args: args.all, answer: { status: 200, headers: {}, body: refused(error) } };
  }
}
