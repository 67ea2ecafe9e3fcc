import type { CloudCall } from '../providers/cloud-call.ts';
import type { Log } from '../slack/room.ts';

/**
 * One line for each call of a cloud, with the cloud's own request id. What was answered, or put off by a limit that is
 * expected, is for those who look closely; a change is always told.
 */
export function logCall(log: Log, call: CloudCall): void {
  const { outcome, changes, milliseconds, requestId, ...where } = call;
  const facts = { ...where, outcome, milliseconds: Math.round(milliseconds), cloudRequest: requestId };
  if (outcome !== 'ok' && outcome !== 'throttled') log.warn('cloud call', facts);
  else if (changes) log.info('cloud call', facts);
  else log.debug('cloud call', facts);
}
