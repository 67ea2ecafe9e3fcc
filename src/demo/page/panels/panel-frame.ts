import { byId, el } from '../dom.ts';
import type { PanelName } from './open-panels.ts';

export interface Frame {
  readonly aside: HTMLElement;
  readonly toggle: HTMLElement;
  /** What the panel shows goes in here. */
  readonly body: HTMLElement;
  readonly close: HTMLElement;
}

/** The heading, the close button and the empty body of a side panel in the aside that index.html has for it. */
export function panelFrame(name: PanelName, title: string): Frame {
  const aside = byId(name);
  const close = el(
    'button',
    { type: 'button', class: 'panel-close', 'aria-label': `Close ${title}`, title: 'Close (Escape)' },
    '×',
  );
  const body = el('div', { class: 'panel-body' });
  aside.classList.add('panel');
  aside.tabIndex = -1;
  const head = el('header', { class: 'panel-head' }, el('h2', {}, title), close);
  aside.replaceChildren(head, body, el('p', { class: 'panel-said', role: 'status' }));
  return { aside, toggle: byId(`show-${name}`), body, close };
}
