import type { Shown } from '../../slack/page-api/shown.ts';
import { viewOf } from '../blocks/block-kit.ts';
import { showBlocks } from '../blocks/show-blocks.ts';
import type { Fields } from '../blocks/surface.ts';
import { byId, el } from '../dom.ts';
import { typedBefore, viewSurface } from './view-surface.ts';

let shown = '';
let fields: Fields = new Map();

function sentence(text: string): HTMLElement {
  return el('p', { class: 'empty' }, text);
}

/** Shows the app's Home tab as the app has published it, or says why there is none. */
export function showHome({ workspace, home }: Shown, me: string): void {
  const place = byId('home');
  const view = home === null ? null : viewOf(home);
  const key = `${me} ${workspace.hasHome} ${view?.id} ${view?.hash}`;
  if (key === shown) return;
  const isSame = view !== null && shown.startsWith(`${me} ${workspace.hasHome} ${view.id} `);
  shown = key;
  const { name } = workspace.app;
  if (!workspace.hasHome) {
    const why = `${name} has no Home tab: its manifest does not switch one on, and Slack would not show this tab.`;
    place.replaceChildren(sentence(why));
    return;
  }
  if (view === null) {
    place.replaceChildren(sentence(`${name} has published nothing here yet.`));
    return;
  }
  const typed = isSame ? typedBefore(fields) : new Map<string, never>();
  fields = new Map();
  place.replaceChildren(...showBlocks(view.blocks, viewSurface(view, me, fields, typed), fields));
}
