/** Does something as a person; answers what became of it, or `{ error }`. */
export async function act(deed, body) {
  try {
    const response = await fetch(`/page/${deed}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return await response.json();
  } catch {
    return { error: 'The local workspace does not answer. Is it still running?' };
  }
}

export async function readState({ me, channel, thread }) {
  const query = new URLSearchParams({ user: me, channel, thread: thread ?? '' });
  const response = await fetch(`/page/state?${query}`);
  return await response.json();
}

/** What the clouds show; null if they do not answer. */
export async function readClouds() {
  try {
    const response = await fetch('/page/clouds');
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

/** Calls back after each change in the workspace, and when the connection comes or goes. */
export function watchChanges(onChange, onConnection) {
  const source = new EventSource('/page/events');
  source.onmessage = onChange;
  source.onopen = () => onConnection(true);
  source.onerror = () => onConnection(false);
}
