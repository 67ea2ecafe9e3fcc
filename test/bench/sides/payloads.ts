import { createHmac } from 'node:crypto';

export const TEAM = 'T0BENCH';
export const PERSON = 'U0ALICE';
export const GROUP = 'S0DBA';
export const CHANNEL = 'C0CUTOVER';

export type Payload = Readonly<Record<string, unknown>>;

let count = 0;

/** Slack's trigger ids are all different, and with them the signatures of two requests. */
function triggerId(): string {
  count += 1;
  return `${count}.${process.pid}.0123456789abcdef`;
}

/** A slash command as Slack sends it ("Slash commands"). */
export function commandPayload(command: string, text: string, responseUrl: string): Payload {
  return {
    token: 'not-used',
    team_id: TEAM,
    team_domain: 'bench',
    channel_id: CHANNEL,
    channel_name: 'cutover',
    user_id: PERSON,
    user_name: 'alice',
    command,
    text,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: responseUrl,
    trigger_id: triggerId(),
  };
}

/** A click on a button of a message that only one person sees ("block_actions payload"). */
export function clickPayload(actionId: string, value: string, responseUrl: string): Payload {
  const ts = `${Math.floor(Date.now() / 1000)}.000100`;
  return {
    type: 'block_actions',
    user: { id: PERSON, username: 'alice', name: 'alice', team_id: TEAM },
    api_app_id: 'A0BENCH',
    token: 'not-used',
    container: { type: 'message', message_ts: ts, channel_id: CHANNEL, is_ephemeral: true },
    trigger_id: triggerId(),
    team: { id: TEAM, domain: 'bench' },
    enterprise: null,
    is_enterprise_install: false,
    channel: { id: CHANNEL, name: 'cutover' },
    response_url: responseUrl,
    actions: [
      {
        action_id: actionId,
        block_id: 'b1',
        text: { type: 'plain_text', text: 'Press' },
        value,
        type: 'button',
        action_ts: ts,
      },
    ],
  };
}

/** The body of the request that carries a payload: a form, a click in one field of it. */
export function formOf(payload: Payload): string {
  if (payload['type'] === 'block_actions')
    return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
  return new URLSearchParams(payload as Record<string, string>).toString();
}

/** The headers of a request that is signed now ("Verifying requests from Slack"). */
export function signedHeaders(body: string, secret: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000);
  const mac = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': `v0=${mac}`,
  };
}
