/** An error with its causes, in words; nothing of a request is in it. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `; because ${describeError(error.cause)}`;
  return `${error.name}: ${error.message}${cause}`;
}
