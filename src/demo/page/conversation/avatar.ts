import { el } from '../dom.ts';
import { personName } from '../names.ts';

/** The first letters of a name, two at most. */
function initials(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  return words
    .map((word) => word.slice(0, 1))
    .join('')
    .slice(0, 2);
}

/** A picture for a user: initials on one of eight colours. It says nothing to screen readers; the name stands beside it. */
export function avatar(user: string): HTMLElement {
  const hue = [...user].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 8, 7);
  return el('span', { class: `avatar hue-${hue}`, 'aria-hidden': 'true' }, initials(personName(user)));
}
