import type { StoryTitle } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setText } from '../change-node.ts';
import { button } from '../controls.ts';
import { liveList } from '../live-list.ts';
import type { Beginning } from './fresh-world.ts';

/** The stories that can be played, each with what one learns from it. */
export function storyList({ begin }: Beginning) {
  const node = el('ul', { class: 'story-list' });
  const show = liveList<StoryTitle>(node, {
    key: ({ id }) => id,
    make: ({ id, title }) => {
      const about = el('p', {});
      const play = button(`Play: ${title}`, (pressed) => void begin({ deed: 'play', story: id }, pressed));
      return {
        node: el('li', { class: 'story' }, play, about),
        update: (now) => setText(about, now.about),
      };
    },
  });
  return { node, show };
}
