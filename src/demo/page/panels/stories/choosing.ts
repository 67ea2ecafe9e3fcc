import type { StoryTitle } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { type Beginning, freshWorldButton } from './fresh-world.ts';
import { storyList } from './story-list.ts';

/** What is there between stories: the list of them, and a fresh world without one. */
export function storyChoice(beginning: Beginning) {
  const list = storyList(beginning);
  list.node.classList.add('first');
  const node = el(
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
      { class: 'story-free' },
      el('h3', {}, 'Without a story'),
      el(
        'p',
        {},
        'Type /cutover help and try what you like. To begin again, everything said so far goes away.',
      ),
      freshWorldButton('Start over with a fresh world', beginning),
    ),
  );
  return { node, show: (stories: readonly StoryTitle[]): void => list.show(stories) };
}
