import { type Answer, jsonAnswer } from '../exchange.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import { keystoneError } from './tokens.ts';

/** The IAM user that the credentials are of. */
export interface IamUser {
  id: string;
  /** The names of its groups; whoever is in `admin` may do everything. */
  groups: string[];
  /** The roles that a token of its own shows, in IAM's names: `te_admin` holds everything. */
  roles: string[];
}

export function demoUser(): IamUser {
  return { id: '07609fb9358010e21f7bc0037e5f0001', groups: ['cutover'], roles: ['drs_adm'] };
}

/** GET /v3.0/OS-CREDENTIAL/credentials/{access key}: a user may ask about a key of his own, and needs no right. */
export function showCredential({ credentials, user }: DrsState, { id }: DrsRequest): Answer {
  if (id !== credentials.accessKey)
    return keystoneError(404, 'Not Found', `Could not find credential: ${id}.`);
  return jsonAnswer(200, {
    credential: {
      user_id: user.id,
      access: id,
      status: 'active',
      create_time: '2026-03-01T08:00:00.000000Z',
      description: '',
    },
  });
}

/** GET /v3/users/{user}/groups: a user may ask about himself, and needs no right. */
export function listGroupsOfUser({ user, credentials }: DrsState, { id }: DrsRequest): Answer {
  if (id !== user.id)
    return keystoneError(403, 'Forbidden', 'You are not authorized to perform the requested action.');
  const groups = user.groups.map((name, at) => ({
    id: `07609e7eb200250a3f7dc003cb7a${String(at).padStart(4, '0')}`,
    name,
    description: '',
    domain_id: credentials.domain,
    create_time: 1_578_107_542_861,
    links: { self: `/v3/groups/${at}`, next: null, previous: null },
  }));
  return jsonAnswer(200, { groups, links: { self: `/v3/users/${id}/groups`, next: null, previous: null } });
}
