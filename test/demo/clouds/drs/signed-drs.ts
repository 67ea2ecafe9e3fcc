import { createHash, createHmac } from 'node:crypto';
import type { Clouds } from '../../../../src/demo/clouds/clouds.ts';

export interface DrsAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

interface Changes {
  secret?: string;
  accessKey?: string;
  date?: string;
  /** The body that is really sent, where it is not the signed one. */
  sentBody?: string;
  project?: string;
  token?: string;
}

const hex = (data: string) => createHash('sha256').update(data, 'utf8').digest('hex');

export function sdkDate(milliseconds = Date.now()): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** The signature of a request, by the manual's steps; headers in lower case, `path` as it stands in the URL. */
export function sign(
  secret: string,
  request: { method: string; path: string; query: string; headers: Record<string, string>; body: string },
): string {
  const names = Object.keys(request.headers).sort();
  const block = names.map((name) => `${name}:${request.headers[name]}\n`).join('');
  const parts = [
    request.method,
    `${request.path}/`,
    request.query,
    block,
    names.join(';'),
    hex(request.body),
  ];
  const text = `SDK-HMAC-SHA256\n${request.headers['x-sdk-date']}\n${hex(parts.join('\n'))}`;
  return createHmac('sha256', secret).update(text).digest('hex');
}

/** Calls `path`, in which `{p}` is the project, with a signature made here by hand, or with a token. */
export async function drs(
  clouds: Pick<Clouds, 'url' | 'drs'>,
  method: string,
  path: string,
  body?: unknown,
  changes: Changes = {},
): Promise<DrsAnswer> {
  const [bare = '', query = ''] = path.replace('{p}', changes.project ?? clouds.drs.project).split('?');
  const text = body === undefined ? '' : JSON.stringify(body);
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    host: new URL(clouds.url).host,
    'x-sdk-date': changes.date ?? sdkDate(),
  };
  const signature = sign(changes.secret ?? clouds.drs.secretKey, {
    method,
    path: bare,
    query,
    headers,
    body: text,
  });
  const access = changes.accessKey ?? clouds.drs.accessKey;
  const authorization = `SDK-HMAC-SHA256 Access=${access}, SignedHeaders=${Object.keys(headers).sort().join(';')}, Signature=${signature}`;
  const { host: _, ...sent } = headers;
  const response = await fetch(`${clouds.url}${bare}${query === '' ? '' : `?${query}`}`, {
    method,
    headers: {
      ...sent,
      ...(changes.token === undefined ? { authorization } : { 'x-auth-token': changes.token }),
    },
    ...(text === '' ? {} : { body: changes.sentBody ?? text }),
  });
  const answer = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: answer === '' ? {} : (JSON.parse(answer) as DrsAnswer['body']),
  };
}

export type Row = Record<string, unknown>;

export function rowsOf(answer: DrsAnswer): Row[] {
  return answer.body['results'] as Row[];
}

/** Asks for a token as the Keystone manual says. */
export function requestToken(
  clouds: Pick<Clouds, 'url' | 'drs'>,
  changes: { password?: string; project?: Record<string, string> } = {},
): Promise<Response> {
  const { username, password, domain, projectName } = clouds.drs;
  const user = { name: username, password: changes.password ?? password, domain: { name: domain } };
  const scope = { project: changes.project ?? { name: projectName } };
  return fetch(`${clouds.url}/v3/auth/tokens?nocatalog=true`, {
    method: 'POST',
    headers: { 'content-type': 'application/json;charset=utf8' },
    body: JSON.stringify({ auth: { identity: { methods: ['password'], password: { user } }, scope } }),
  });
}
