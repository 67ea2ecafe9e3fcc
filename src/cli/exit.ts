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

/** Resolves at the first SIGTERM or SIGINT; a second one ends the process at once. */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const stop = () => {
      if (asked) process.exit(FAILED);
      asked = true;
      resolve();
    };
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
  });
}
