import type { BackstageDeed } from '../../backstage/shown.ts';
import { actBackstage, type Outcome } from '../server.ts';
import { toast } from '../toast.ts';

/** What the server says of a deed behind the scenes, beside an error. */
type Said = Outcome & { readonly said?: string };

export interface Wanted {
  readonly deed: BackstageDeed;
  /** The sentence that says what has happened; the server's own where it is left out. */
  readonly said?: string;
}

/** Keeps a control busy while its deed is under way; a second press meanwhile does nothing. Says what came of it. */
export async function whileBusy(
  control: HTMLElement,
  act: () => Promise<Outcome>,
  said?: string,
): Promise<boolean> {
  if (control.getAttribute('aria-busy') === 'true') return false;
  control.setAttribute('aria-busy', 'true');
  const outcome: Said = await act();
  control.removeAttribute('aria-busy');
  toast(outcome.error ?? said ?? outcome.said ?? 'Done.');
  return outcome.error === undefined;
}

/** Does a deed behind the scenes; true where it was done. Either way a note says what has happened. */
export function perform(control: HTMLElement, { deed, said }: Wanted): Promise<boolean> {
  return whileBusy(control, () => actBackstage(deed), said);
}
