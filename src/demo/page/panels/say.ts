import { toast } from '../toast.ts';

const SHOWN_MS = 10_000;
const timers = new WeakMap<Element, ReturnType<typeof setTimeout>>();

/**
 * Where the panel of a control says what came of it: at its foot, so that nothing moves or is covered while a person
 * presses on. To be asked before the deed, because the deed may take the control away.
 */
export function voiceOf(control: Element): (text: string, isFailure: boolean) => void {
  const place = control.closest('.panel')?.querySelector('.panel-said') ?? null;
  return (text, isFailure) => {
    if (place === null) return text === '' ? undefined : toast(text);
    clearTimeout(timers.get(place));
    place.classList.toggle('failed', isFailure);
    place.textContent = text;
    timers.set(
      place,
      setTimeout(() => place.replaceChildren(), SHOWN_MS),
    );
  };
}
