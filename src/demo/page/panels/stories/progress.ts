import type { StoryShown } from '../../../backstage/shown.ts';

export type StepState = 'done' | 'now' | 'later';

/** The step whose turn it is, from 0; null where all are done. */
export function stepOfNow({ steps }: Pick<StoryShown, 'steps'>): number | null {
  const index = steps.findIndex(({ done }) => !done);
  return index === -1 ? null : index;
}

/** How a step stands when it is the turn of step `now`. */
export function stateOf(index: number, now: number | null): StepState {
  if (now === null || index < now) return 'done';
  return index === now ? 'now' : 'later';
}

/** How far a story has come, as a screen reader says it. */
export function progressWords(story: Pick<StoryShown, 'steps'>): string {
  const now = stepOfNow(story);
  const all = story.steps.length;
  return now === null ? `That was it: all ${all} steps are done` : `Step ${now + 1} of ${all}`;
}
