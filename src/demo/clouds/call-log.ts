import { EventEmitter } from 'node:events';
import type { Call } from './shown.ts';

const REMEMBERED_CALLS = 10_000;

/** What is to become of the answer to a call that has changed something. */
export type AfterChange = 'answer' | 'cut';

/** The calls that reached the clouds, and those who want to hear of them. */
export class CallLog {
  /** The last 10,000, oldest first; the same array all the time. */
  readonly calls: Call[] = [];
  /**
   * Asked the moment a change has taken effect, before its answer is sent; `cut` ends the connection instead.
   * Null, as at the start, answers everything.
   */
  afterChange: ((call: Call) => AfterChange) | null = null;
  #total = 0;
  readonly #listeners = new EventEmitter().setMaxListeners(0);

  /** How many calls there were since the start, the forgotten ones too: the serial number of the latest. */
  get total(): number {
    return this.#total;
  }

  add(call: Call): void {
    this.calls.push(call);
    this.#total += 1;
    if (this.calls.length > REMEMBERED_CALLS) this.calls.shift();
    this.changed();
  }

  /** Tells those who listen that a call came or was answered. */
  changed(): void {
    this.#listeners.emit('change');
  }

  clear(): void {
    this.calls.length = 0;
    this.changed();
  }

  /** Calls back when a call came or was answered; the returned function ends it. */
  onChange(listener: () => void): () => void {
    this.#listeners.on('change', listener);
    return () => this.#listeners.off('change', listener);
  }
}
