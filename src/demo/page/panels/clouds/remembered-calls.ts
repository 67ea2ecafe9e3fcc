import type { ShownCall } from './call-words.ts';

/** Fewer than this many that are shown are all there are. */
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
  if (shown.length < MOST_SHOWN) return shown;
  const serials = new Set(shown.map(({ serial }) => serial));
  const others = known.filter(({ serial }) => !serials.has(serial));
  return [...shown, ...others].toSorted((one, other) => other.serial - one.serial).slice(0, REMEMBERED);
}
