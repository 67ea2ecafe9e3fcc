import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { type Answer, jsonAnswer } from '../exchange.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import { readJson } from './request-body.ts';

const VALID_FOR = 24 * 60 * 60 * 1000;

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
    scope: z.object({ project: z.object({ id: z.string().optional(), name: z.string().optional() }) }),
  }),
});

/** POST /v3/auth/tokens: a project-scoped token for 24 hours in `X-Subject-Token`, several KB long like real ones. */
export function issueToken(state: DrsState, request: DrsRequest): Answer {
  const parsed = tokenRequest.safeParse(readJson(request.exchange));
  if (!parsed.success) return keystoneError(400, 'Bad Request', 'The request body is not as expected.');
  const { user } = parsed.data.auth.identity.password;
  const { project } = parsed.data.auth.scope;
  const { credentials } = state;
  const isUser =
    user.name === credentials.username &&
    user.password === credentials.password &&
    user.domain.name === credentials.domain;
  const isProject = project.id === credentials.project || project.name === credentials.projectName;
  if (!isUser || !isProject) {
    return keystoneError(401, 'Unauthorized', 'The username or password is wrong.');
  }
  const expires = Date.now() + VALID_FOR;
  const token = `MIIE${randomBytes(1800).toString('base64url')}`;
  state.tokens.set(token, expires);
  const domain = { name: credentials.domain };
  const body = {
    token: {
      expires_at: new Date(expires).toISOString().replace('Z', '000Z'),
      methods: ['password'],
      project: { id: credentials.project, name: credentials.projectName, domain },
      user: { name: credentials.username, domain },
      catalog: [],
      roles: [{ name: 'drs_adm' }],
    },
  };
  return jsonAnswer(201, body, { 'x-subject-token': token });
}

/** GET /v3/projects?name=…: the one project there is. */
export function listProjects(state: DrsState, request: DrsRequest): Answer {
  const name = request.exchange.query.get('name');
  const { project, projectName } = state.credentials;
  const projects =
    name === null || name === projectName ? [{ id: project, name: projectName, enabled: true }] : [];
  return jsonAnswer(200, { projects });
}

export function keystoneError(code: number, title: string, message: string): Answer {
  return jsonAnswer(code, { error: { code, message, title } });
}
