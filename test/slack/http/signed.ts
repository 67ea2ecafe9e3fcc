import { createHmac } from 'node:crypto';

export const SECRET = 'the-signing-secret-of-the-app';

export interface Signing {
  /** Seconds since 1970. */
  readonly at: number;
  readonly secret?: string;
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A request as Slack signs it ("Verifying requests from Slack"). */
export function signed(body: string, { at, secret = SECRET, contentType, headers }: Signing): RequestInit {
  const mac = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return {
    method: 'POST',
    body,
    headers: {
      'content-type': contentType ?? 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${mac}`,
      ...headers,
    },
  };
}

/** A slash command in the form that Slack sends it in. */
export function commandBody(text: string, more: Readonly<Record<string, string>> = {}): string {
  return new URLSearchParams({
    command: '/dts',
    text,
    user_id: 'U0ALICE',
    team_id: 'T0REHEARSE',
    channel_id: 'C0CUTOVER',
    trigger_id: '1.2.3',
    response_url: 'http://127.0.0.1:9/none',
    ...more,
  }).toString();
}

/** An event in the envelope that Slack puts around it. */
export function eventBody(eventId: string): string {
  const event = { type: 'app_home_opened', user: 'U0ALICE', channel: 'D1', tab: 'home' };
  return JSON.stringify({ type: 'event_callback', event_id: eventId, team_id: 'T0REHEARSE', event });
}
