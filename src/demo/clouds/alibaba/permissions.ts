import type { Answer } from '../exchange.ts';
import { OWN_ACCOUNT } from './account.ts';
import type { AlibabaState } from './alibaba-state.ts';
import { gatewayError } from './gateway-answers.ts';

/** The newer products answer NoPermission, the older ones Forbidden.RAM; both come with the details of the denial. */
const NEWER = new Set(['gpdb', 'polardbx', 'clickhouse', 'adb', 'ram']);

/** What RAM says to an action that was denied; null where it has nothing against it. STS tells everybody who he is. */
export function objectionOfRam(
  state: AlibabaState,
  services: readonly string[],
  action: string,
): Answer | null {
  const denied = services.find(
    (service) => state.denied.has(`${service}:${action}`) || state.denied.has(`${service}:*`),
  );
  if (denied === undefined || denied === 'sts') return null;
  return deniedByRam(denied, action);
}

/** What RAM answers where the right to an action is missing. */
export function deniedByRam(denied: string, action: string): Answer {
  const code = NEWER.has(denied) ? 'NoPermission' : 'Forbidden.RAM';
  const AccessDeniedDetail = {
    AuthAction: `${denied}:${action}`,
    AuthPrincipalType: 'SubUser',
    AuthPrincipalDisplayName: 'cutover@demo.onaliyun.com',
    AuthPrincipalOwnerId: OWN_ACCOUNT,
    NoPermissionType: 'ImplicitDeny',
    PolicyType: 'AccountLevelIdentityBasedPolicy',
  };
  const text = 'User not authorized to operate on the specified resource, or this API does not support RAM.';
  return gatewayError(403, code, text, {}, { AccessDeniedDetail });
}
