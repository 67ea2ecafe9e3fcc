import type { IncomingHttpHeaders } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';

/** How old a timestamp may be (Slack: "Verifying requests from Slack"). */
export const OLDEST_MS = 5 * 60_000;
/** How far the clocks of Slack and of this machine may differ. */
const AHEAD_MS = 60_000;

/** What a signed request says of itself. */
export interface Signed {
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

/** The signature of a request, checked, or why it is not believed: for the log, never for the sender. */
export type Checked =
  | { readonly ok: true; readonly signed: Signed }
  | { readonly ok: false; readonly why: string };

/** Both headers in the one form that Slack writes, so that no other spelling passes for another request. */
function signedBy(headers: IncomingHttpHeaders): Signed | null {
  const timestamp = /^[1-9]\d{0,11}$/.exec(String(headers['x-slack-request-timestamp'] ?? ''))?.[0];
  const signature = /^v0=([0-9a-f]{64})$/.exec(String(headers['x-slack-signature'] ?? ''))?.[1];
  if (timestamp === undefined || signature === undefined) return null;
  return { timestamp: Number(timestamp), signature };
}

/** Is this body signed with our secret, and now? `now` in milliseconds since 1970. */
export function checkSignature(
  headers: IncomingHttpHeaders,
  body: string,
  signingSecret: string,
  now: number,
): Checked {
  const signed = signedBy(headers);
  if (signed === null) return { ok: false, why: 'it is not signed as Slack signs' };
  const { timestamp, signature } = signed;
  const ageMs = now - timestamp * 1_000;
  if (ageMs > OLDEST_MS)
    return { ok: false, why: 'its timestamp is older than five minutes, by the clock of this machine' };
  if (ageMs < -AHEAD_MS)
    return { ok: false, why: 'its timestamp is in the future, by the clock of this machine' };
  const isOurs = isValidSlackRequest({
    signingSecret,
    body,
    headers: { 'x-slack-signature': `v0=${signature}`, 'x-slack-request-timestamp': timestamp },
    nowMilliseconds: now,
  });
  return isOurs
    ? { ok: true, signed }
    : { ok: false, why: 'its signature does not fit SLACK_SIGNING_SECRET' };
}
