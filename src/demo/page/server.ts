import type { BackstageDeed, BackstageShown } from '../backstage/shown.ts';
import type { Shown } from '../slack/page-api/shown.ts';
import type { Suggestions } from './blocks/surface.ts';

/** What became of a deed; `error` is a sentence for the person. */
export interface Outcome {
  readonly kind?: string;
  readonly error?: string;
  readonly errors?: Readonly<Record<string, string>>;
}

async function post(path: string, body: unknown): Promise<Outcome> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Outcome;
  } catch {
    return { error: 'The local workspace does not answer. Is it still running?' };
  }
}

/** Does something as a person in the workspace (`/page/<deed>`). */
export function act(deed: string, body: unknown): Promise<Outcome> {
  return post(`/page/${deed}`, body);
}

/** Does something behind the scenes: to the bot, to the clouds, with a story. */
export function actBackstage(deed: BackstageDeed): Promise<Outcome> {
  return post('/page/backstage', deed);
}

/** The workspace as a person sees it, with what changed in the channel after the revision `since`. */
export async function readShown(place: {
  readonly me: string;
  readonly channel: string;
  readonly since: number;
}): Promise<Shown> {
  const query = new URLSearchParams({
    user: place.me,
    channel: place.channel,
    since: String(place.since),
  });
  const response = await fetch(`/page/state?${query}`);
  return (await response.json()) as Shown;
}

/** What the side panels show; null where there is nothing behind the workspace, or it does not answer. */
export async function readBackstage(): Promise<BackstageShown | null> {
  try {
    const response = await fetch('/page/backstage');
    return response.ok ? ((await response.json()) as BackstageShown) : null;
  } catch {
    return null;
  }
}

interface Watching {
  readonly onWorkspace: () => void;
  readonly onBackstage: () => void;
  readonly onConnection: (isOn: boolean) => void;
}

/** Calls back after each change, and when the connection to the server comes or goes. */
export function watchChanges({ onWorkspace, onBackstage, onConnection }: Watching): void {
  const source = new EventSource('/page/events');
  source.addEventListener('workspace', onWorkspace);
  source.addEventListener('backstage', onBackstage);
  source.onopen = () => onConnection(true);
  source.onerror = () => onConnection(false);
}

/** What the app offers to the words typed into an external select. */
export async function suggest(me: string, target: object, typed: string): Promise<Suggestions> {
  return (await post('/page/suggest', { user: me, target, value: typed })) as Suggestions;
}
