import { el } from '../dom.ts';

/** A link, if its address is one that a message may lead to (web or mail); otherwise its text alone. */
export function linkNode(address: string, label: string): Node {
  if (!URL.canParse(address)) return document.createTextNode(label);
  const url = new URL(address);
  if (!['http:', 'https:', 'mailto:'].includes(url.protocol)) return document.createTextNode(label);
  const away = url.origin === location.origin ? {} : { target: '_blank', rel: 'noopener noreferrer' };
  return el('a', { href: url.href, ...away }, label);
}
