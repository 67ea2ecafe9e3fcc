import { type Answer, headerOf } from '../exchange.ts';
import { drsError } from './drs-answers.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import { objectionToSdkSignature, unauthorized } from './sdk-signature.ts';

/** Accepts a living token or a true signature, for this one project only. Returns the refusal, or null. */
export function objectionToAccess(state: DrsState, request: DrsRequest): Answer | null {
  const token = headerOf(request.exchange, 'x-auth-token');
  const objection =
    token === ''
      ? objectionToSdkSignature(request.exchange, state.credentials)
      : objectionToToken(state, token);
  if (objection !== null) return objection;
  const scope = headerOf(request.exchange, 'x-project-id');
  const { project } = state.credentials;
  if (request.project !== project || (scope !== '' && scope !== project)) {
    return drsError(
      403,
      'DRS.M00261',
      'The project ID in the token does not match the project ID in the URL.',
    );
  }
  return null;
}

function objectionToToken(state: DrsState, token: string): Answer | null {
  const expires = state.tokens.get(token);
  if (expires === undefined) return unauthorized('decrypt token fail');
  return expires > Date.now() ? null : unauthorized('The token must be updated');
}
