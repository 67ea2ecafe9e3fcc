import type { Examination } from '../../examination.ts';
import { createRegions, type DrsAccountConfig } from '../open-region.ts';
import { askWho, type Login, TokenRoles } from './identity.ts';
import { probeDrs } from './probe.ts';
import { askReads } from './reads.ts';

/** Examines an account with the credentials that read. Nothing is connected before the first question. */
export function examineDrs(config: DrsAccountConfig): Examination {
  const login: Login = { roles: null };
  const open = createRegions({ ...config, fetch: heardRoles(config.fetch ?? fetch, login) });
  const regions = config.regions.map((name) => open(name, config.project));
  const asked = { regions, cloud: config.cloud, credentials: config.credentials };
  return {
    reads: (tasks) => askReads(asked, tasks),
    identity: () => askWho(asked, login),
    probe: (tasks) => probeDrs(asked, tasks),
  };
}

/** The same fetch; the names of the roles in the answer to a login are remembered, and nothing else of it. */
function heardRoles(doFetch: typeof fetch, login: Login): typeof fetch {
  return async (...request) => {
    const response = await doFetch(...request);
    if (!response.headers.has('x-subject-token')) return response;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    const token = TokenRoles.safeParse(body);
    login.roles = token.success ? token.data.token.roles.map(({ name }) => name) : null;
    return response;
  };
}
