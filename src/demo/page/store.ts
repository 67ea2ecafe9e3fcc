import type { MessageShown, Shown } from '../slack/page-api/shown.ts';

function byTime(one: MessageShown, other: MessageShown): number {
  return Number(one.ts) - Number(other.ts);
}

/** The messages of the channel that is open, kept from answer to answer. */
export class MessageStore {
  #messages = new Map<string, MessageShown>();
  #sorted: readonly MessageShown[] | null = null;
  #place = '';
  #epoch = '';
  #revision = 0;
  #cut = false;

  /** The revision to ask from for a place (a person and a channel): 0, for everything, where it is another one. */
  since(place: string): number {
    return place === this.#place ? this.#revision : 0;
  }

  /** Older messages exist than those that are here. */
  get cut(): boolean {
    return this.#cut;
  }

  /** Changes whenever the workspace was emptied. */
  get epoch(): string {
    return this.#epoch;
  }

  /** The answer is only a part, and of a workspace that was emptied meanwhile: it has to be asked from 0 again. */
  isVoid(shown: Pick<Shown, 'epoch'>, since: number): boolean {
    return since > 0 && shown.epoch !== this.#epoch;
  }

  /**
   * Takes an answer in. An answer for another place, or to a question from the beginning, replaces everything; any
   * other adds what changed and removes what is gone. Answers whether it changed anything.
   */
  apply(shown: Shown, place: string, since: number): boolean {
    const isNew = place !== this.#place || since === 0;
    if (isNew) {
      this.#messages = new Map();
      this.#cut = shown.cut;
    }
    for (const key of shown.gone) this.#messages.delete(key);
    for (const message of shown.messages) this.#messages.set(message.key, message);
    this.#place = place;
    this.#epoch = shown.epoch;
    this.#revision = shown.revision;
    const changed = isNew || shown.gone.length > 0 || shown.messages.length > 0;
    if (changed) this.#sorted = null;
    return changed;
  }

  #all(): readonly MessageShown[] {
    this.#sorted ??= [...this.#messages.values()].sort(byTime);
    return this.#sorted;
  }

  /** What stands in the channel itself: no replies but those that were also sent to it. Oldest first. */
  roots(): MessageShown[] {
    return this.#all().filter((one) => one.threadTs === null || one.broadcast);
  }

  /** A message and the replies to it, oldest first; empty where the message is not here. */
  thread(ts: string): MessageShown[] {
    const parent = this.#messages.get(ts);
    if (parent === undefined) return [];
    return [parent, ...this.#all().filter((one) => one.threadTs === ts && one !== parent)];
  }

  /** The message with this ts that everybody sees. */
  find(ts: string): MessageShown | undefined {
    return this.#messages.get(ts);
  }
}
