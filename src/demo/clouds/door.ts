import type { IncomingHttpHeaders } from 'node:http';

const ofThisMachine = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

/**
 * Whether a program of this machine, or a person at the address bar, sent a request. Not so: a Host that is none of this
 * machine's names (DNS rebinding), and whatever a browser sends on behalf of a page, wherever that page is from. The
 * keys of the simulated clouds are no secret, so that a page could sign its calls.
 */
export function isFromAProgram({ host = '', origin, 'sec-fetch-site': site }: IncomingHttpHeaders): boolean {
  return ofThisMachine.test(host) && origin === undefined && (site === undefined || site === 'none');
}
