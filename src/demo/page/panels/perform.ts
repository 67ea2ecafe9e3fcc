import type { BackstageDeed } from '../../backstage/shown.ts';
import { actBackstage, type Outcome } from '../server.ts';
import { voiceOf } from './say.ts';

/** What the server says of a deed behind the scenes, beside an error. */
type Said = Outcome & { readonly said?: string };

export interface Wanted {
  readonly deed: BackstageDeed;
  /** The sentence that says what has happened; the server's own where it is left out, none for null. */
  readonly said?: string | null;
}

/**
 * Keeps a control busy while its deed is under way; a second press meanwhile does nothing. Says what came of it;
 * where that is seen anyway (null), only why it failed.
 */
export async function whileBusy(
  control: HTMLElement,
  act: () => Promise<Outcome>,
  said?: string | null,
): Promise<boolean> {
  if (control.getAttribute('aria-busy') === 'true') return false;
  const say = voiceOf(control);
  say('', false);
  control.setAttribute('aria-busy', 'true');
  const outcome: Said = await act();
  control.removeAttribute('aria-busy');
  const words = outcome.error ?? (said === undefined ? (outcome.said ?? 'Done.') : said);
  if (words !== null) say(words, outcome.error !== undefined);
  return outcome.error === undefined;
}

/** Does a deed behind the scenes; true where it was done. */
export function perform(control: HTMLElement, { deed, said }: Wanted): Promise<boolean> {
  return whileBusy(control, () => actBackstage(deed), said);
}
