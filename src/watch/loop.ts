/** Work that comes again and again until it is stopped. */
export interface Loop {
  /** Waits for the round that is running, and starts no other. */
  stop(): Promise<void>;
}

/**
 * Runs `round` again and again with a pause between, in milliseconds. A round that breaks is told to `failed` and
 * does not end the loop.
 */
export function startLoop(
  pauseMs: number,
  round: () => Promise<void>,
  failed: (error: unknown) => void,
): Loop {
  let stopped = false;
  let wake: () => void = () => undefined;
  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  const run = async () => {
    while (!stopped) {
      try {
        await round();
      } catch (error) {
        failed(error);
      }
      if (!stopped) await sleep(pauseMs);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped = true;
      wake();
      await running;
    },
  };
}
