import { type Check, complain } from './check.ts';

/** What a browser would run in the page itself. */
const NEVER = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:']);

/** A complete address of up to 3000 characters; with `protocols`, one of these kinds only. Slack calls others "invalid url". */
export function address(protocols: readonly string[] = []): Check {
  return (value, at, report) => {
    if (typeof value !== 'string') return complain(report, at, 'must be a string');
    if (value.length > 3000) return complain(report, at, 'must be less than 3001 characters');
    const { protocol } = URL.canParse(value) ? new URL(value) : { protocol: '' };
    const isFit = protocols.length > 0 ? protocols.includes(protocol) : !NEVER.has(protocol);
    if (protocol === '' || !isFit) complain(report, at, 'invalid url');
  };
}

/** Where a picture is loaded from. */
export const pictureAddress: Check = address(['https:', 'http:']);
