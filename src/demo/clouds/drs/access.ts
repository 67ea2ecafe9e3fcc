import { type Answer, headerOf } from '../exchange.ts';
import { drsError } from './drs-answers.ts';
import type { DrsRequest, DrsState } from './drs-state.ts';
import { objectionToSdkSignature, unauthorized } from './sdk-signature.ts';

/**
 * Accepts a living token for its own project, or a true signature for any project of the domain. What belongs to no
 * project (`request.project` '') takes any of them. Returns the refusal, or null.
 */
export function objectionToAccess(state: DrsState, request: DrsRequest): Answer | null {
  const token = headerOf(request.exchange, 'x-auth-token');
  const objection =
    token === ''
      ? objectionToSdkSignature(request.exchange, state.credentials)
      : objectionToToken(state, token);
  if (objection !== null) return objection;
  if (request.project === '') return null;
  const scope = headerOf(request.exchange, 'x-project-id');
  const known = state.projects.some((project) => project.id === request.project);
  const ofToken = token === '' ? request.project : (state.tokens.get(token)?.project ?? null);
  if (!known || ofToken !== request.project || (scope !== '' && scope !== request.project)) {
    return drsError(
      403,
      'DRS.M00261',
      'The project ID in the token does not match the project ID in the URL.',
    );
  }
  return null;
}

function objectionToToken(state: DrsState, token: string): Answer | null {
  const known = state.tokens.get(token);
  if (known === undefined) return unauthorized('decrypt token fail');
  return known.expires > Date.now() ? null : unauthorized('The token must be updated');
}
