/** Whether the bot is being stopped, for work that waits. */
export interface Stop {
  ask(): void;
  readonly isAsked: () => boolean;
  /** Resolves after that many milliseconds, or at once when a stop is asked for. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Makes a stop that nobody has asked for yet. */
export function createStop(): Stop {
  const stopping = new AbortController();
  return {
    ask: () => stopping.abort(),
    isAsked: () => stopping.signal.aborted,
    wait: (milliseconds) =>
      new Promise((resolve) => {
        if (stopping.signal.aborted) return resolve();
        const done = () => {
          clearTimeout(timer);
          stopping.signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, milliseconds);
        stopping.signal.addEventListener('abort', done);
      }),
  };
}
