import { initialValues, type Values } from './input-state.ts';
import type { Post } from './model.ts';

/** What each person has put into the elements of each message. It rides in the payload of every press there. */
export class MessageInputs {
  #chosen = new WeakMap<Post, Map<string, Values>>();

  /** What a person sees chosen now; elements that the app has exchanged since are as fresh. */
  values(user: string, post: Post): Values {
    return initialValues(post.blocks, this.#chosen.get(post)?.get(user));
  }

  keep(user: string, post: Post, values: Values): void {
    const ofPost = this.#chosen.get(post) ?? new Map<string, Values>();
    this.#chosen.set(post, ofPost.set(user, values));
  }
}
