import type { BackstageDeed, BackstageShown } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { readBackstage } from '../../server.ts';
import { perform } from '../perform.ts';
import { storyChoice } from './choosing.ts';
import type { Places } from './places.ts';
import { playedStory } from './played-story.ts';

/** The panel "Stories": what can be played, or the story that is. */
export function storiesPanel(body: HTMLElement, places: Places, hasMessages: () => boolean) {
  const wait = 'One moment: a fresh world is being made, and the bot is starting in it.';
  const waiting = el('p', { class: 'story-waiting', role: 'status' }, wait);
  const beginning = { begin, hasMessages };
  const choosing = storyChoice(beginning);
  const playing = playedStory({ places, beginning });
  body.append(waiting, choosing.node, playing.node);
  let isWaiting = false;

  function show({ stories, story }: BackstageShown): void {
    waiting.hidden = !isWaiting;
    choosing.node.hidden = isWaiting || story !== null;
    playing.node.hidden = isWaiting || story === null;
    if (story === null) choosing.show(stories);
    else playing.show(story, stories);
  }

  /** Begins a fresh world. Its story is shown when the bot is there to hear the first line, not before. */
  async function begin(deed: BackstageDeed, control: HTMLElement): Promise<void> {
    isWaiting = true;
    const isDone = await perform(control, { deed, said: null });
    const shown = await readBackstage();
    isWaiting = false;
    if (shown === null) return;
    show(shown);
    const first = isDone ? shown.story?.steps[0] : undefined;
    if (first === undefined) return;
    places.go({ me: first.as, channel: first.channel, thread: null });
    playing.focus();
  }

  return { show };
}
