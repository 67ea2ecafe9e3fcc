import type { IncomingMessage, ServerResponse } from 'node:http';
import { CHANNEL, PERSON, TEAM } from './payloads.ts';

/** Answers the methods of the Web API that the two programs call, with the least that both take for an answer. */
type Methods = Readonly<Record<string, () => object>>;

let posts = 0;

function posted(): object {
  posts += 1;
  const ts = `${Math.floor(Date.now() / 1000)}.${String(posts).padStart(6, '0')}`;
  return { ok: true, channel: CHANNEL, ts, message: { ts } };
}

export function methodsOf(socketUrl: () => string): Methods {
  return {
    'auth.test': () => ({
      ok: true,
      url: 'https://bench.slack.com/',
      team: 'Bench',
      user: 'cutover',
      team_id: TEAM,
      user_id: 'U0BOT',
      bot_id: 'B0BOT',
    }),
    'apps.connections.open': () => ({ ok: true, url: socketUrl() }),
    'users.info': () => ({
      ok: true,
      user: { id: PERSON, team_id: TEAM, name: 'alice', real_name: 'Alice', tz: 'Europe/Berlin' },
    }),
    'usergroups.users.list': () => ({ ok: true, users: [PERSON] }),
    'chat.postMessage': posted,
    'chat.update': posted,
    'conversations.history': () => ({ ok: true, messages: [], has_more: false }),
    'conversations.replies': () => ({ ok: true, messages: [], has_more: false }),
  };
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

export function answerJson(response: ServerResponse, value: object): void {
  const text = JSON.stringify(value);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) });
  response.end(text);
}
