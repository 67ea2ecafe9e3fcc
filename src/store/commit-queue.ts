/** What an operation makes of the state. The same state means that nothing has to be written. */
export interface Step<State, Result> {
  readonly state: State;
  readonly result: Result;
}

interface Waiting<State> {
  /** Applies the operation, and returns how to answer its caller. */
  readonly apply: (state: State) => { readonly state: State; readonly answer: () => void };
  readonly fail: (error: unknown) => void;
}

/**
 * Runs operations one after the other on a state that is never changed in place. Those that wait together are
 * written together; each is answered when the state it made is written. A write that fails leaves the former
 * state, fails everyone who waited for it, and the next operation tries again.
 */
export class CommitQueue<State> {
  readonly #write: (next: State) => Promise<void>;
  readonly #prepare: (state: State) => State;
  #current: State;
  #waiting: Waiting<State>[] = [];
  #working: Promise<void> | null = null;

  constructor(
    state: State,
    parts: {
      /** Resolves when the state is on disk. */
      readonly write: (next: State) => Promise<void>;
      /** What may go along with the next write, but needs none of its own. */
      readonly prepare: (state: State) => State;
    },
  ) {
    this.#current = state;
    this.#write = parts.write;
    this.#prepare = parts.prepare;
  }

  /** The state that is on disk. */
  get current(): State {
    return this.#current;
  }

  run<Result>(operation: (state: State) => Step<State, Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const apply = (state: State) => {
        const step = operation(state);
        return { state: step.state, answer: () => resolve(step.result) };
      };
      this.#waiting.push({ apply, fail: reject });
      this.#working ??= this.#work();
    });
  }

  /** Resolves when everything that waits now has been answered. */
  async idle(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    // Those who call in the same breath go into the same write.
    await Promise.resolve();
    while (this.#waiting.length > 0) {
      const batch = this.#waiting;
      this.#waiting = [];
      await this.#runBatch(batch);
    }
    this.#working = null;
  }

  async #runBatch(batch: readonly Waiting<State>[]): Promise<void> {
    const before = this.#prepare(this.#current);
    let next = before;
    const done: { answer: () => void; fail: (error: unknown) => void }[] = [];
    for (const { apply, fail } of batch) {
      try {
        const { state, answer } = apply(next);
        next = state;
        done.push({ answer, fail });
      } catch (error) {
        fail(error);
      }
    }
    if (next !== before) {
      try {
        await this.#write(next);
        this.#current = next;
      } catch (error) {
        for (const { fail } of done) fail(error);
        return;
      }
    }
    for (const { answer } of done) answer();
  }
}
