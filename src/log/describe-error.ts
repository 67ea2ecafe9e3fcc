/** Deeper ones say nothing new; and a cause may, by some library's mistake, be its own cause. */
const MOST_CAUSES = 8;

/** An error and what caused it, the outermost first; each once. */
export function chainOf(error: unknown): unknown[] {
  const chain: unknown[] = [];
  let next: unknown = error;
  while (next !== undefined && chain.length < MOST_CAUSES && !chain.includes(next)) {
    chain.push(next);
    next = next instanceof Error ? next.cause : undefined;
  }
  return chain;
}

/** Anything can be thrown, also what cannot be made a text. */
function wordsOf(thrown: unknown): string {
  try {
    return thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  } catch {
    return 'something that cannot be put in words';
  }
}

/** An error with its causes, in words; nothing of a request is in it. Never throws. */
export function describeError(error: unknown): string {
  return chainOf(error).map(wordsOf).join('; because ') || 'undefined';
}
