import type { BackstageShown, StoryTitle } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { readBackstage } from '../../server.ts';
import { perform } from '../perform.ts';
import { freshWorldButton } from './fresh-world.ts';
import type { Places } from './places.ts';
import { playedStory } from './played-story.ts';
import { storyList } from './story-list.ts';

/** Begins a story and goes to where its first step is done. */
async function play(story: StoryTitle, node: HTMLElement, places: Places): Promise<void> {
  if (!(await perform(node, { deed: { deed: 'play', story: story.id } }))) return;
  const first = (await readBackstage())?.story?.steps[0];
  if (first !== undefined) places.go({ me: first.as, channel: first.channel, thread: null });
}

/** The panel "Stories": what can be played, or the story that is. */
export function storiesPanel(body: HTMLElement, places: Places, hasMessages: () => boolean) {
  const start = (story: StoryTitle, node: HTMLElement): void => void play(story, node, places);
  const list = storyList(start);
  list.node.classList.add('first', 'panel-section');
  const choosing = el(
    'div',
    {},
    el(
      'p',
      { class: 'panel-note' },
      'Pick a story and follow its steps. Each begins in a fresh world, so what was said so far goes away.',
    ),
    list.node,
    el(
      'section',
      { class: 'panel-section story-free' },
      el('h3', {}, 'Without a story'),
      el(
        'p',
        {},
        'Type /cutover help and try what you like. To begin again, everything said so far goes away.',
      ),
      freshWorldButton('Start over with a fresh world', hasMessages),
    ),
  );
  const playing = playedStory({ places, hasMessages, others: storyList(start) });
  body.append(choosing, playing.node);
  return {
    show: ({ stories, story }: BackstageShown): void => {
      choosing.hidden = story !== null;
      playing.node.hidden = story === null;
      if (story === null) list.show(stories);
      else playing.show(story, stories);
    },
  };
}
