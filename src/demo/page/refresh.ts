import type { Shown } from '../slack/page-api/shown.ts';
import { correct, lastChannelOf, place } from './moves.ts';
import { readShown } from './server.ts';
import { settled } from './settle.ts';
import type { MessageStore } from './store.ts';

/** A page in the background gets no frames; it is brought up to date all the same, a little later. */
const HIDDEN_MS = 100;

function nextFrame(): Promise<void> {
  return new Promise((resolve) => {
    if (document.hidden) setTimeout(resolve, HIDDEN_MS);
    else requestAnimationFrame(() => resolve());
  });
}

async function readInto(store: MessageStore): Promise<Shown | null> {
  const { me, channel } = place();
  const key = `${me} ${channel}`;
  let since = store.since(key);
  let shown = await readShown({ me, channel, since });
  if (store.isVoid(shown, since)) {
    since = 0;
    shown = await readShown({ me, channel, since });
  }
  const { me: meNow, channel: channelNow } = place();
  if (key !== `${meNow} ${channelNow}`) return null;
  const correction = settled(shown, place(), lastChannelOf(me));
  if (correction !== null) {
    correct(correction);
    return null;
  }
  store.apply(shown, key, since);
  return shown;
}

/**
 * Makes the function that brings the page up to date. Calls while one round runs lead to one more round, and there
 * is at most one round a frame: a hundred messages a second come in a few answers.
 */
export function createRefresh(store: MessageStore, show: (shown: Shown) => void): () => void {
  let running = false;
  let again = false;
  let failures = 0;

  async function round(): Promise<void> {
    again = false;
    try {
      const shown = await readInto(store);
      failures = 0;
      if (shown === null) again = true;
      else {
        show(shown);
        await nextFrame();
      }
    } catch (error) {
      if (failures > 0) return;
      failures += 1;
      console.warn(
        'The workspace could not be read; the page tries again after its next sign of life.',
        error,
      );
    }
  }

  async function run(): Promise<void> {
    running = true;
    while (again) await round();
    running = false;
  }

  return () => {
    again = true;
    if (!running) void run();
  };
}
