import { type Answer, type Exchange, newRequestId } from '../exchange.ts';
import { objectionToAccess } from './access.ts';
import { drsError } from './drs-answers.ts';
import { DRS_ROUTES, type DrsRoute } from './drs-routes.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import { readJson } from './request-body.ts';
import { objectionToRight } from './rights.ts';
import { regionOfTokenRequest } from './tokens.ts';

export interface RoutedRequest {
  /** The route's name, or method and path where there is none. */
  action: string;
  route: DrsRoute | null;
  request: DrsRequest;
}

/** Finds the route of a request by method and path. */
export function routeDrsRequest(exchange: Exchange): RoutedRequest {
  for (const route of DRS_ROUTES) {
    const matched = route.method === exchange.method ? matchPath(route.path, exchange.path) : null;
    if (matched !== null) return { action: route.name, route, request: { exchange, ...matched } };
  }
  const request = { exchange, project: '', id: '' };
  return { action: `${exchange.method} ${exchange.path}`, route: null, request };
}

/** What the request asked for, without anything secret: safe to keep and to show. */
export function drsParameters({ action, request }: RoutedRequest): Record<string, unknown> {
  const { exchange, id } = request;
  if (action === 'auth-tokens') return {};
  const body = exchange.body.length === 0 ? {} : { body: readJson(exchange) };
  return { ...Object.fromEntries(exchange.query), ...(id === '' ? {} : { id }), ...body };
}

/** Checks token or signature and project, and lets the route answer; every answer has an `X-Request-Id`. */
export function answerDrs(state: DrsState, routed: RoutedRequest): Answer {
  const answer = answerRoute(state, routed);
  return { ...answer, headers: { 'x-request-id': newRequestId(), ...answer.headers } };
}

function answerRoute(state: DrsState, routed: RoutedRequest): Answer {
  const { route, request } = routed;
  if (route === null) return drsError(404, 'APIGW.0101', 'The API does not exist or has not been published.');
  if (route.open === true) return route.answer(state, request);
  const objection = objectionToAccess(state, request) ?? objectionToRight(state, route);
  if (objection !== null) return objection;
  if (route.service !== 'drs') return route.answer(state, request);
  const tasks = state.tasks.filter((task) => task.project === request.project);
  return route.answer({ ...state, tasks }, request);
}

/** The region whose host a request would have gone to: that of its project. */
export function regionOfDrsRequest(state: DrsState, { action, request }: RoutedRequest): string {
  if (action === 'auth-tokens') return regionOfTokenRequest(state, request);
  return state.projects.find((project) => project.id === request.project)?.region ?? '';
}

function matchPath(pattern: string, path: string): { project: string; id: string } | null {
  const expected = pattern.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) return null;
  const found = { project: '', id: '' };
  for (const [index, part] of expected.entries()) {
    const value = given[index] ?? '';
    if (part === '{project}') found.project = value;
    else if (part === '{id}') found.id = value;
    else if (part !== value) return null;
  }
  return found;
}
