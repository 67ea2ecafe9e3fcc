import type { StoryShown, StoryTitle } from '../../../backstage/shown.ts';
import { el } from '../../dom.ts';
import { setText } from '../change-node.ts';
import { liveList } from '../live-list.ts';
import { type Beginning, freshWorldButton } from './fresh-world.ts';
import type { Places } from './places.ts';
import { progressWords, stateOf, stepOfNow } from './progress.ts';
import { storyList } from './story-list.ts';
import { type StepInTurn, storyStep } from './story-step.ts';

interface Playing {
  readonly places: Places;
  readonly beginning: Beginning;
}

function endOfStory(learnt: HTMLElement, others: HTMLElement): HTMLElement {
  const title = el('h3', {}, 'That was it');
  return el('section', { class: 'story-end' }, title, learnt, el('h4', {}, 'Play another one'), others);
}

/** The story that is played: its steps, how far it has come, and in the end what was learnt. */
export function playedStory({ places, beginning }: Playing) {
  const others = storyList(beginning);
  const title = el('h3', { class: 'story-title', tabindex: -1 });
  const about = el('p', { class: 'panel-note' });
  const progress = el('p', { class: 'story-progress', role: 'status', 'aria-live': 'polite' });
  const steps = el('ol', { class: 'steps' });
  const learnt = el('p', {});
  const end = endOfStory(learnt, others.node);
  const leave = freshWorldButton('Leave the story', beginning);
  const node = el('div', {}, title, about, progress, steps, end, el('p', { class: 'story-leave' }, leave));
  const showSteps = liveList<StepInTurn & { readonly story: string }>(steps, {
    key: ({ story, index }) => `${story}/${index}`,
    make: () => storyStep(places),
  });
  let turn: number | null = null;
  return {
    node,
    /** Takes the keyboard to the story, whose button to play it is gone. */
    focus: () => title.focus({ preventScroll: true }),
    show: (story: StoryShown, stories: readonly StoryTitle[]) => {
      const now = stepOfNow(story);
      setText(title, story.title);
      setText(about, story.about);
      setText(progress, progressWords(story));
      showSteps(
        story.steps.map((step, index) => ({ story: story.id, step, index, state: stateOf(index, now) })),
      );
      end.hidden = now !== null;
      setText(learnt, story.about);
      others.show(stories.filter(({ id }) => id !== story.id));
      if (now !== turn) (now === null ? end : steps.children[now])?.scrollIntoView({ block: 'nearest' });
      turn = now;
    },
  };
}
