import type { ShownCall } from './call-words.ts';

/** The server shows at most so many, so fewer are all there are. */
const MOST_SHOWN = 60;
const REMEMBERED = 400;

/**
 * The calls known so far with those that are shown now, newest first. A call is kept when it is not shown any more,
 * because those that change something go under in those that look; after a fresh start the old ones are gone.
 */
export function rememberCalls(
  known: readonly ShownCall[],
  shown: readonly ShownCall[],
): readonly ShownCall[] {
  const oldest = shown.at(-1)?.serial;
  if (oldest === undefined) return [];
  const isAll = shown.length < MOST_SHOWN;
  const older = isAll ? [] : known.filter(({ serial }) => serial < oldest);
  return [...shown, ...older].slice(0, REMEMBERED);
}
