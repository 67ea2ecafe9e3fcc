/** Whether the bot is being stopped, for work that waits. */
export interface Stop {
  ask(): void;
  /** Asks once more: whoever waits for what may be given up shall wait no longer. */
  readonly hurry: () => void;
  readonly hurried: Promise<void>;
  readonly isAsked: () => boolean;
  /** Resolves after that many milliseconds, or at once when a stop is asked for. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Makes a stop that nobody has asked for yet. */
export function createStop(): Stop {
  const stopping = new AbortController();
  let hurry = (): void => undefined;
  const hurried = new Promise<void>((resolve) => {
    hurry = resolve;
  });
  return {
    ask: () => stopping.abort(),
    hurry,
    hurried,
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
