import type { IncomingMessage } from 'node:http';
import type { JsonObject } from '../json-value.ts';
import { Refusal } from '../refusal.ts';
import type { World } from '../world.ts';
import { channelKey, demandScope } from './access.ts';
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

/** The token of the header; a form, but not a JSON body, may carry it as well. */
function tokenOf(request: IncomingMessage, args: Arguments): string {
  const { authorization = '', 'content-type': type = '' } = request.headers;
  if (authorization.startsWith('Bearer ')) return authorization.slice(7);
  return type.startsWith('application/json') ? '' : (args.text('token') ?? '');
}

/** What the token is good for, and what the method asks for (Slack: "Using OAuth 2.0", scopes in headers). */
function scopeHeaders(method: Method, world: World): Record<string, string> {
  if (method.token !== 'bot') return {};
  return {
    'x-oauth-scopes': world.manifest.scopes.join(','),
    'x-accepted-oauth-scopes': method.scopes.join(','),
  };
}

/** HTTP 429 with `Retry-After` in seconds (Slack: "Rate limits"). */
export function rateLimited(seconds: number): Answer {
  return {
    status: 429,
    headers: { 'retry-after': String(seconds) },
    body: { ok: false, error: 'ratelimited' },
  };
}

function methodCalled(name: string): Method {
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) throw new Refusal('unknown_method', { req_method: name });
  return method;
}

/** Answers one call in Slack's order: known method, content type, token, scope, rate, arguments, deed. */
export function answerCall(
  name: string,
  request: IncomingMessage,
  body: string,
  world: World,
): { args: JsonObject; answer: Answer } {
  let args = new Arguments({});
  let headers: Record<string, string> = {};
  try {
    const method = methodCalled(name);
    args = readArguments(request.headers['content-type'] ?? '', body);
    demandToken(method, tokenOf(request, args), world);
    headers = scopeHeaders(method, world);
    demandScope(world, method.scopes);
    const wait =
      world.rateLimits?.retryAfter(name, method.rate, channelKey(world, args.text('channel') ?? '')) ?? 0;
    if (wait > 0) return { args: args.all, answer: rateLimited(wait) };
    const answer = { status: 200, headers, body: { ok: true, ...method.run(args, world) } };
    return { args: args.all, answer };
  } catch (error) {
    return { args: args.all, answer: { status: 200, headers, body: refused(error) } };
  }
}
