import type { Answer } from '../exchange.ts';
import { drsError } from './drs-answers.ts';
import type { DrsRoute } from './drs-routes.ts';
import type { DrsState } from './drs-state.ts';
import { keystoneError } from './tokens.ts';
import { vpcError } from './vpc-answers.ts';

/** What is said to somebody without the right to a route; null where the right is there. Each service has its own way. */
export function objectionToRight(state: DrsState, route: DrsRoute): Answer | null {
  const { service, name, right } = route;
  const names = [`${service}:${name}`, `${service}:*`, ...(right === undefined ? [] : [right])];
  if (!names.some((each) => state.denied.has(each))) return null;
  switch (service) {
    case 'drs':
      return drsError(403, 'DRS.M00102', 'You do not have permission to perform this operation.');
    case 'iam':
      return keystoneError(
        403,
        'Forbidden',
        `You are not authorized to perform the requested action: ${name}`,
      );
    case 'vpc':
    case 'eip':
      return vpcError(route.path, 403, 'VPC.2201', 'Policy does not allow this operation to be performed.');
  }
}
