import type { StoryShown, StoryTitle } from '../shown.ts';
import { remember } from './sight.ts';
import type { Seen, Story } from './story.ts';

/**
 * Tells one story at a time, and marks its steps as done when it sees them happen: in their order, each for good.
 * It only watches; whoever plays a story makes its world.
 */
export class StoryTeller {
  readonly #stories: readonly Story[];
  #story: Story | null = null;
  #seen: Seen | null = null;
  #done = 0;

  constructor(stories: readonly Story[]) {
    this.#stories = stories;
  }

  titles(): StoryTitle[] {
    return this.#stories.map(({ id, title, about }) => ({ id, title, about }));
  }

  /** The story with this id; throws a sentence where there is none. */
  find(id: string): Story {
    const found = this.#stories.find((story) => story.id === id);
    if (found === undefined) throw new Error(`There is no story "${id}".`);
    return found;
  }

  /** Begins a story, with nothing seen yet, or none. */
  begin(story: Story | null): void {
    this.#story = story;
    this.#seen = null;
    this.#done = 0;
  }

  get isTelling(): boolean {
    return this.#story !== null;
  }

  /** Looks; true where one more step is done. A step is looked for only when all before it are done. */
  look(now: Seen): boolean {
    if (this.#story === null) return false;
    const seen = this.#seen === null ? now : remember(this.#seen, now);
    this.#seen = seen;
    const before = this.#done;
    while (this.#story.steps[this.#done]?.done(seen) === true) this.#done += 1;
    return this.#done > before;
  }

  shown(): StoryShown | null {
    if (this.#story === null) return null;
    const { id, title, about, steps } = this.#story;
    return {
      id,
      title,
      about,
      steps: steps.map(({ as, channel, say, type, deed, see }, at) => ({
        as,
        channel,
        say,
        type: type ?? null,
        deed: deed ?? null,
        see,
        done: at < this.#done,
      })),
    };
  }
}
