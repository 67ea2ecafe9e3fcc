import type { Story } from './story.ts';

/** The stories of the demo, in the order in which a newcomer should play them. */
export const STORIES: readonly Story[] = [];
