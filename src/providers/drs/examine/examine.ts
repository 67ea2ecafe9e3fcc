import type { Examination } from '../../examination.ts';
import { createRegions, type DrsAccountConfig } from '../open-region.ts';
import { askWho } from './identity.ts';
import { probeDrs } from './probe.ts';
import { askReads } from './reads.ts';

/** Examines an account with the credentials that read. Nothing is connected before the first question. */
export function examineDrs(config: DrsAccountConfig): Examination {
  const roles = new Set<string>();
  const open = createRegions({ ...config, fetch: heardRoles(config.fetch ?? fetch, roles) });
  const regions = config.regions.map((name) => open(name, config.project));
  const asked = { regions, cloud: config.cloud, credentials: config.credentials };
  return {
    reads: (tasks) => askReads(asked, tasks),
    identity: () => askWho(asked, roles),
    probe: (tasks) => probeDrs(asked, tasks),
  };
}

/** The same fetch; the names of the roles in the answer to a login are remembered, and nothing else of it. */
function heardRoles(doFetch: typeof fetch, roles: Set<string>): typeof fetch {
  return async (...request) => {
    const response = await doFetch(...request);
    if (!response.headers.has('x-subject-token')) return response;
    const body: unknown = await response
      .clone()
      .json()
      .catch(() => null);
    const token: unknown = Reflect.get(Object(body), 'token');
    const listed: unknown = Reflect.get(Object(token), 'roles');
    for (const role of Array.isArray(listed) ? listed : []) {
      const name: unknown = Reflect.get(Object(role), 'name');
      if (typeof name === 'string') roles.add(name);
    }
    return response;
  };
}
