import { once } from 'node:events';
import { request } from 'node:http';
import type { Shown } from '../../../../src/demo/slack/page-api/shown.ts';
import type { Workspace } from '../../../../src/demo/slack/workspace.ts';
import { afterThisTest } from '../bench.ts';

/** A request with headers of one's choice, `Host` among them; answers the status. */
export async function ask(
  slack: Workspace,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
  body = '',
): Promise<number> {
  const sent = request(new URL(path, slack.url), { method, headers });
  sent.end(body);
  const [response] = await Promise.race([once(sent, 'response'), once(sent, 'upgrade')]);
  response.destroy();
  return response.statusCode as number;
}

/** Does what the page does: posts JSON to `/page/<deed>`. */
export async function act(slack: Workspace, deed: string, body: object): Promise<[number, unknown]> {
  const response = await fetch(`${slack.url}page/${deed}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

/** What a person sees who looks at a channel, after the revision `since`. */
export async function shownTo(slack: Workspace, user: string, channel: string, since = 0): Promise<Shown> {
  const query = new URLSearchParams({ user, channel, since: String(since) });
  return (await (await fetch(`${slack.url}page/state?${query}`)).json()) as Shown;
}

/** Listens to the events of the page; `next` answers what came since it was last asked, and waits for something. */
export async function listen(slack: Workspace): Promise<{ next(): Promise<string> }> {
  const stop = new AbortController();
  afterThisTest(() => stop.abort());
  const { body } = await fetch(`${slack.url}page/events`, { signal: stop.signal });
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  return { next: async () => (await reader?.read())?.value ?? '' };
}
