import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../exchange.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import type { Project } from './project.ts';
import { readJson } from './request-body.ts';

const VALID_FOR = 24 * 60 * 60 * 1000;
/** How many tokens live at once, the youngest; each is several KB long. */
const MOST_TOKENS = 1_000;

const tokenRequest = z.object({
  auth: z.object({
    identity: z.object({
      methods: z.array(z.string()),
      password: z.object({
        user: z.object({
          name: z.string(),
          password: z.string(),
          domain: z.object({ name: z.string() }),
        }),
      }),
    }),
    scope: z.union([
      z.object({ project: z.object({ id: z.string().optional(), name: z.string().optional() }) }),
      z.object({ domain: z.object({ name: z.string() }) }),
    ]),
  }),
});

/** POST /v3/auth/tokens: a token for one project or for the domain, for 24 hours in `X-Subject-Token`, several KB long like real ones. */
export function issueToken(state: DrsState, request: DrsRequest): Answer {
  const parsed = tokenRequest.safeParse(readJson(request.exchange));
  if (!parsed.success) return keystoneError(400, 'Bad Request', 'The request body is not as expected.');
  const { user } = parsed.data.auth.identity.password;
  const { credentials } = state;
  const isUser =
    user.name === credentials.username &&
    user.password === credentials.password &&
    user.domain.name === credentials.domain;
  const project = projectOfScope(state, parsed.data.auth.scope);
  if (!isUser || project === 'unknown') {
    return keystoneError(401, 'Unauthorized', 'The username or password is wrong.');
  }
  const expires = Date.now() + VALID_FOR;
  const token = `MIIE${randomBytes(1800).toString('base64url')}`;
  makeRoom(state.tokens);
  state.tokens.set(token, { expires, project: project?.id ?? null });
  const domain = { name: credentials.domain };
  const body = {
    token: {
      expires_at: new Date(expires).toISOString().replace('Z', '000Z'),
      methods: ['password'],
      ...(project === null ? { domain } : { project: { id: project.id, name: project.name, domain } }),
      user: { name: credentials.username, domain },
      catalog: [],
      roles: state.user.roles.map((name) => ({ name })),
    },
  };
  return jsonAnswer(201, body, { 'x-subject-token': token });
}

function makeRoom(tokens: DrsState['tokens']): void {
  for (const [token, { expires }] of tokens)
    if (expires <= Date.now() || tokens.size >= MOST_TOKENS) tokens.delete(token);
}

/** The region whose IAM host a request for a token goes to: that of the project, '' for the whole domain. */
export function regionOfTokenRequest(state: DrsState, request: DrsRequest): string {
  const parsed = tokenRequest.safeParse(readJson(request.exchange));
  if (!parsed.success) return '';
  const project = projectOfScope(state, parsed.data.auth.scope);
  return project === 'unknown' || project === null ? '' : project.region;
}

type Scope = z.output<typeof tokenRequest>['auth']['scope'];

/** The project of a scope; null for the whole domain. */
function projectOfScope(state: DrsState, scope: Scope): Project | null | 'unknown' {
  if ('domain' in scope) return scope.domain.name === state.credentials.domain ? null : 'unknown';
  const { id, name } = scope.project;
  return state.projects.find((each) => each.id === id || each.name === name) ?? 'unknown';
}

/** GET /v3/projects?name=… and GET /v3/auth/projects: the projects of the domain, in every region. */
export function listProjects(state: DrsState, request: DrsRequest): Answer {
  const name = request.exchange.query.get('name');
  const projects = state.projects
    .filter((each) => name === null || each.name === name)
    .map((each) => ({
      id: each.id,
      name: each.name,
      domain_id: state.credentials.domain,
      parent_id: state.credentials.domain,
      is_domain: false,
      enabled: true,
      description: '',
      links: { self: `/v3/projects/${each.id}` },
    }));
  return jsonAnswer(200, { projects, links: { self: '/v3/projects', next: null, previous: null } });
}

export function keystoneError(code: number, title: string, message: string): Answer {
  return jsonAnswer(code, { error: { code, message, title } });
}
