/** Exit codes, as the README promises them. */
export const OK = 0;
export const FAILED = 1;
export const BAD_USAGE = 2;

/** A line for the reader, on standard output. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** A line about what went wrong, on standard error. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Resolves at the first SIGTERM or SIGINT, or another signal that is named; each one after it is told to `again`, which
 * ends the process at once where it is left out.
 */
export function stopSignal(
  others: readonly NodeJS.Signals[] = [],
  again: () => void = () => process.exit(FAILED),
): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = () => {
      if (asked) again();
      asked = true;
      resolve();
    };
    for (const signal of ['SIGTERM', 'SIGINT', ...others] as const) process.on(signal, stop);
  });
}
