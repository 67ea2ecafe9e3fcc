import { z } from 'zod';
import type { Remark } from '../../examination.ts';
import { listProjects } from '../list-projects.ts';
import type { Region } from '../region.ts';
import type { Asking } from './reads.ts';

/** Roles of a token that hold everything ("Permissions": Tenant Administrator, Security Administrator). */
const EVERYTHING: Readonly<Record<string, string>> = {
  te_admin: 'Tenant Administrator',
  secu_admin: 'Security Administrator',
};
/** Roles that hold more of DRS than the bot needs: with them tasks can be made, and records deleted. */
const MORE: Readonly<Record<string, string>> = { drs_adm: 'DRS Administrator' };

const COMPARE = 'Compare its rights with what "cutover doctor --policy" prints.';

/** "Querying a Permanent Access Key", which every user may ask about a key of his own. */
const Credential = z.object({ credential: z.object({ user_id: z.string().regex(/^[0-9a-zA-Z]+$/) }) });
/** "Querying the User Groups to Which an IAM User Belongs", which every user may ask about himself. */
const Groups = z.object({ groups: z.array(z.object({ name: z.string() })) });

/** The roles in the answer to a login ("Obtaining a User Token Through Password Authentication"). */
export const TokenRoles = z.object({ token: z.object({ roles: z.array(z.object({ name: z.string() })) }) });

/** What the last login told; `null` before the first, or where it did not tell. */
export interface Login {
  roles: readonly string[] | null;
}

function listed(names: readonly string[], known: Readonly<Record<string, string>>): string[] {
  return names.flatMap((name) => (Object.hasOwn(known, name) ? [`${name} (${known[name]})`] : []));
}

/** What the roles in the token say; IAM puts names of policies and roles there, not single rights. */
function ofRoles(roles: readonly string[]): Remark {
  const everything = listed(roles, EVERYTHING);
  if (everything.length > 0)
    return {
      kind: 'fail',
      text: `Its token has the role ${everything.join(', ')}: far more than the bot needs. Put the user into a group with the policies that "cutover doctor --policy" prints, and out of every other.`,
    };
  const more = listed(roles, MORE);
  if (more.length > 0)
    return {
      kind: 'note',
      text: `Its token has the role ${more.join(', ')}, with which tasks can be made and records deleted; the bot needs neither. ${COMPARE}`,
    };
  return { kind: 'ok', text: `Its token has no role that holds everything. ${COMPARE}` };
}

async function userOf(region: Region, accessKey: string): Promise<string> {
  const call = {
    method: 'GET',
    path: `/OS-CREDENTIAL/credentials/${encodeURIComponent(accessKey)}`,
    body: null,
    doing: 'asking whose key it is',
    permission: null,
  } as const;
  return Credential.parse(await region.keys.read(call, 'background')).credential.user_id;
}

async function groupsOf(region: Region, user: string): Promise<readonly string[]> {
  const call = {
    method: 'GET',
    path: `/users/${user}/groups`,
    body: null,
    doing: 'asking in which groups its user is',
    permission: null,
  } as const;
  return Groups.parse(await region.iam.read(call, 'background')).groups.map(({ name }) => name);
}

async function ofKey(region: Region, accessKey: string): Promise<Remark> {
  try {
    const groups = await groupsOf(region, await userOf(region, accessKey));
    if (groups.some((name) => name.toLowerCase() === 'admin'))
      return {
        kind: 'fail',
        text: 'Its user is in the group admin, which may do everything. Put the user into a group with the policies that "cutover doctor --policy" prints, and out of every other.',
      };
    return {
      kind: 'ok',
      text: `Its user is in the groups ${groups.join(', ') || '(none)'}, not in admin. IAM does not tell a key which rights these give. ${COMPARE}`,
    };
  } catch {
    return { kind: 'note', text: `IAM did not tell this key in which groups its user is. ${COMPARE}` };
  }
}

/** Logs in, where nobody has yet, by a question that needs no right. */
async function ofLogin(region: Region, login: Login): Promise<Remark> {
  if (login.roles === null) await listProjects(region, false, 'background').catch(() => null);
  if (login.roles !== null) return ofRoles(login.roles);
  return { kind: 'note', text: `IAM did not tell the roles of its user. ${COMPARE}` };
}

/** Which rights it should not have, as far as IAM tells: the roles of a token, or the groups of a key. Never throws. */
export async function askWho(asking: Asking, login: Login): Promise<readonly Remark[]> {
  const { credentials, regions } = asking;
  const [region] = regions;
  if (region === undefined) return [];
  if (!('accessKey' in credentials)) return [await ofLogin(region, login)];
  if (credentials.securityToken !== undefined)
    return [{ kind: 'note', text: `It is a temporary key, of which IAM tells nothing. ${COMPARE}` }];
  return [await ofKey(region, credentials.accessKey)];
}
