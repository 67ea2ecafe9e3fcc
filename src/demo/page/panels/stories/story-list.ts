import type { StoryTitle } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setText } from '../change-node.ts';
import { button } from '../controls.ts';
import { liveList } from '../live-list.ts';

/** The stories that can be played, each with what one learns from it. */
export function storyList(play: (story: StoryTitle, node: HTMLElement) => void) {
  const node = el('ul', { class: 'story-list' });
  const show = liveList<StoryTitle>(node, {
    key: ({ id }) => id,
    make: (story) => {
      const about = el('p', {});
      const start = button(`Play: ${story.title}`, (pressed) => play(story, pressed));
      return {
        node: el('li', { class: 'story' }, start, about),
        update: (now) => setText(about, now.about),
      };
    },
  });
  return { node, show };
}
